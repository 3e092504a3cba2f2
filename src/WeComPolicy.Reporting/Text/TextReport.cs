using System.Globalization;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>The report for people at a terminal: diagnostics, findings tenant by tenant, accepted risks, summary.</summary>
internal sealed class TextReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = ReportFormat.OfText("text", ".txt", new("终端里给人看", "for people at a terminal"), Write);

    // Labels of one line are laid out against one another, which must not take long however many there are.
    private const int MaxRelated = 100;
    private const int MaxMissingPerFinding = 5;
    private const int MaxAccepted = 20;

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly Page _page;
    private readonly SnippetWriter _snippets;
    private readonly DiagnosticSection _diagnostics;
    private readonly ILookup<string, RuleOutcome> _outcomes;

    private TextReport(ScanResult result, ReportOptions options, TextWriter output)
    {
        _result = result;
        _options = options;
        _page = new Page(output, options);
        _snippets = new SnippetWriter(_page, new SecretMask(result.Secrets));
        _diagnostics = new DiagnosticSection(_page, _snippets);
        _outcomes = result.Outcomes.ToLookup(o => o.Tenant, StringComparer.Ordinal);
    }

    /// <summary>Writes the report.</summary>
    public static void Write(ScanResult result, ReportOptions options, TextWriter output)
    {
        if (options.Verbosity == Verbosity.Quiet)
            QuietReport.Write(result, options, output);
        else
            new TextReport(result, options, output).Write();
        output.Flush();
    }

    private bool Verbose => _options.Verbosity == Verbosity.Verbose;

    private void Write()
    {
        foreach (var diagnostic in _result.Diagnostics)
            _diagnostics.Write(diagnostic);

        // One run of findings for each tenant, as the result is sorted; more where it is not, so that none is ever lost.
        var runs = new Dictionary<string, List<(int Start, int End)>>(StringComparer.Ordinal);
        var order = new List<string>();
        for (var i = 0; i < _result.Findings.Count;)
        {
            var end = EndOfTenant(i);
            if (!runs.TryGetValue(_result.Findings[i].Tenant, out var ofTenant))
            {
                runs.Add(_result.Findings[i].Tenant, ofTenant = []);
                order.Add(_result.Findings[i].Tenant);
            }

            ofTenant.Add((i, end));
            i = end;
        }

        var fleet = new FleetSection(_result, _options, _page);
        var isTooMany = FleetSection.IsTooMany(_result, _options);
        if (isTooMany)
            fleet.WriteRules();
        foreach (var tenant in isTooMany ? [] : _result.Tenants)
        {
            _ = runs.Remove(tenant.Id, out var ofTenant);
            WriteTenant(tenant.Id, tenant.Name, ofTenant ?? []);
        }

        foreach (var rest in isTooMany ? order.Where(t => t.Length == 0) : order)
        {
            if (runs.TryGetValue(rest, out var ofTenant))
                WriteTenant(rest, null, ofTenant);
        }

        WriteAccepted();
        if (_result.Tenants.Count + _result.NotJudged.Count > 1)
            fleet.WriteTenants();
        WriteSummary();
    }

    private void WriteSummary()
    {
        _page.Write(Ink.Bold, Say("汇总", "Summary")).Line();
        _page.Line();
        foreach (var row in SummarySection.Of(_result, _options))
        {
            _page.Paragraph(2, Ink.Faint, _page.Language == Language.Zh ? row.Label.PadRight(4, '\u3000') : row.Label.PadRight(11), row.Text, row.Ink);
            foreach (var detail in row.Details)
                _page.Paragraph(6, Ink.Added, "+ ", detail);
            if (row.More.Length > 0)
                _page.Paragraph(8, Ink.Plain, "", row.More + Say("，见上文。", ", listed above."));
        }
    }

    private string Say(string zh, string en) => _page.Say(new Bilingual(zh, en));

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private int EndOfTenant(int start)
    {
        var end = start;
        while (end < _result.Findings.Count && string.Equals(_result.Findings[end].Tenant, _result.Findings[start].Tenant, StringComparison.Ordinal))
            end++;
        return end;
    }

    private List<Finding> Grouped(List<(int Start, int End)> runs)
    {
        var grouped = new List<Finding>();
        foreach (var (start, end) in runs)
        {
            for (var i = start; i < end; i++)
            {
                if (IsGrouped(_result.Findings[i]))
                    grouped.Add(_result.Findings[i]);
            }
        }

        return grouped;
    }

    private void WriteTenant(string id, string? name, List<(int Start, int End)> runs)
    {
        WriteTenantName(id, name);
        var found = false;
        foreach (var (start, end) in runs)
        {
            for (var i = start; i < end;)
            {
                var rule = _result.Findings[i].Rule;
                var endOfRule = i;
                while (endOfRule < end && string.Equals(_result.Findings[endOfRule].Rule.Id, rule.Id, StringComparison.Ordinal))
                    endOfRule++;
                foreach (var outcome in (ReadOnlySpan<Verdict>)[Verdict.Error, Verdict.Fail, Verdict.Unknown])
                    found |= WriteGroup(rule, outcome, i, endOfRule);
                i = endOfRule;
            }
        }

        if (!Verbose)
            found |= new UndecidedSection(_page, _snippets).Write(Grouped(runs));
        if (!found)
        {
            _page.Write(_outcomes.Contains(id) ? _page.Say(ResultSummary.NothingFound(_result)) : Say("没有任何规则判定过。", "No rule has judged it."));
            _page.Line();
            _page.Line();
        }

        if (Verbose)
            WriteOutcomes(id);
    }

    // What many rules wait for is told once; every rule by itself only to those who ask.
    // What the baseline has is counted; somebody has looked at it.
    private bool IsKnown(Finding finding) => !Verbose && finding.BaselineState == BaselineState.Unchanged;

    private bool IsGrouped(Finding finding) => !Verbose && !IsKnown(finding) && finding.Outcome == Verdict.Unknown && finding.Missing.Count > 0 && finding.Waiver is null;

    private void WriteTenantName(string id, string? name)
    {
        var heading = id.Length == 0 ? Say("代码", "Code") : Say("租户 ", "Tenant ") + VisibleText.Line(id);
        _page.Write(Ink.Bold, heading);
        if (name is not null)
            _page.Write(Say("（", " (")).Write(VisibleText.Line(name)).Write(Say("）", ")"));
        _page.Line();
        _page.Line();
    }

    /// <summary>The findings of one rule with one outcome; those beyond the limit are counted.</summary>
    private bool WriteGroup(RuleDescriptor rule, Verdict outcome, int start, int end)
    {
        var count = 0;
        for (var i = start; i < end; i++)
        {
            if (IsOpen(_result.Findings[i], outcome))
                count++;
        }

        if (count == 0)
            return false;

        var ink = InkColors.Of(rule.Severity);
        var shown = 0;
        var gutter = 1;
        for (var i = start; i < end && shown < (_options.MaxPerRule ?? int.MaxValue); i++)
        {
            if (!IsOpen(_result.Findings[i], outcome))
                continue;
            if (shown++ > 0)
                _page.Line();
            gutter = WriteFinding(_result.Findings[i], ink);
        }

        if (shown < count)
        {
            Note(gutter, "", Say(
                $"另有 {Number(count - shown)} 处未列出；JSON 与 SARIF 格式列出全部",
                $"{Number(count - shown)} more not shown; the JSON and SARIF formats list all"));
        }

        WriteRuleNotes(rule, outcome, count, gutter);
        _page.Line();
        return true;
    }

    private bool IsOpen(Finding finding, Verdict outcome) => finding.Outcome == outcome && finding.Waiver is null && !IsKnown(finding) && !IsGrouped(finding);

    private int WriteFinding(Finding finding, Ink ink)
    {
        var state = finding.Outcome switch
        {
            Verdict.Unknown => Say("无法判定：", "not decided: "),
            Verdict.Error => Say("规则出错：", "the rule broke: "),
            _ => "",
        };
        var subject = finding.Place.Length > 0 ? finding.Place : finding.Subject;
        _page.Headline(
            finding.Location is { } place ? Place.Of(place).Text : VisibleText.Line(finding.Tenant),
            ink,
            $"{_page.Say(Terms.Name(finding.Severity))}[{VisibleText.Line(finding.Rule.Id)}]",
            state + _page.Say(finding.Message));

        var marks = new List<Mark>();
        var related = Math.Min(finding.Related.Count, Math.Clamp(_options.MaxRelated ?? MaxRelated, 0, MaxRelated));
        if (finding.Location is { } location)
            marks.Add(Mark.Of(location, ElementPath.List(subject) ?? subject, primary: true));
        for (var i = 0; i < related; i++)
            marks.Add(Mark.Of(finding.Related[i].Range, _page.Say(finding.Related[i].Note).TrimEnd(), primary: false));

        var missing = Math.Min(finding.Missing.Count, MaxMissingPerFinding);
        var lines = new List<int>(marks.Count + missing);
        foreach (var mark in marks)
            lines.Add(mark.End.Line);
        for (var i = 0; i < missing; i++)
            lines.Add(finding.Missing[i].Parent is { } parent ? Place.Of(parent).Start.Line : 1);
        var gutter = SnippetWriter.GutterFor(lines);
        if (marks.Count > 0)
            _snippets.Write(marks, ink, gutter);
        if (finding.Location is null)
            Note(gutter, "", subject);
        if (finding.Related.Count > related)
        {
            var more = finding.Related.Count - related;
            Note(gutter, "", Say($"规则还读取了另外 {Number(more)} 个值", more == 1 ? "and 1 more value read" : $"and {Number(more)} more values read"));
        }

        for (var i = 0; i < missing; i++)
            WriteMissing(finding.Missing[i], gutter);
        if (finding.Missing.Count > missing)
        {
            var more = finding.Missing.Count - missing;
            Note(gutter, "", Say($"还缺另外 {Number(more)} 项事实", more == 1 ? "and 1 more missing fact" : $"and {Number(more)} more missing facts"));
        }

        return gutter;
    }

    private void WriteMissing(MissingFact missing, int gutter)
    {
        var meaning = _page.Say(missing.Meaning).TrimEnd();
        if (meaning.Length > 0)
            meaning = Say($"（{meaning}）", $" ({meaning})");
        Note(gutter, Say("缺少：", "not known: "), missing.Path + meaning);
        if (missing.Insert.Length > 0)
            new InsertionNote(_page, _snippets).Write(missing, gutter);
    }

    private void WriteRuleNotes(RuleDescriptor rule, Verdict outcome, int count, int gutter)
    {
        var many = count > 1 ? Say($"（{Number(count)} 处）", $" ({Number(count)} places)") : "";
        Note(gutter, Say("规则：", "rule: "), _page.Say(rule.Title).TrimEnd() + many);
        if (outcome == Verdict.Fail)
            Note(gutter, Say("整改：", "fix: "), _page.Say(rule.Remediation));
        Note(gutter, Say("原因：", "why: "), _page.Say(rule.Rationale));
        if (rule.References.Count > 0)
            Note(gutter, Say("依据：", "see: "), string.Join(Say("；", "; "), rule.References));
        Note(gutter, Say("详情：", "help: "), $"wecom-policy explain {rule.Id}");
    }

    private void Note(int gutter, string lead, string text)
    {
        if (text.Length > 0)
            _page.Paragraph(gutter, Ink.Gutter, " = " + lead, text);
    }

    private void WriteOutcomes(string tenant)
    {
        foreach (var verdict in (ReadOnlySpan<Verdict>)[Verdict.Pass, Verdict.NotApplicable])
        {
            var any = false;
            foreach (var outcome in _outcomes[tenant])
            {
                if (outcome.Verdict != verdict)
                    continue;
                any = true;
                WriteOutcome(outcome);
            }

            if (any)
                _page.Line();
        }
    }

    private void WriteOutcome(RuleOutcome outcome)
    {
        var passed = outcome.Verdict == Verdict.Pass;
        var word = passed ? Say("通过", "pass") : Say("不适用", "not applicable");
        var many = passed && outcome.Passed > 1 ? Say($"（{Number(outcome.Passed)} 个对象）", $" ({Number(outcome.Passed)} subjects)") : "";
        _page.Paragraph(
            0, passed ? Ink.Good : Ink.Faint, $"{word}[{VisibleText.Line(outcome.Rule.Id)}] ", _page.Say(outcome.Rule.Title).TrimEnd() + many);
        if (outcome.Reason is { } reason)
            Note(1, passed ? Say("结果：", "found: ") : Say("原因：", "reason: "), _page.Say(reason));
        if (outcome.Rule.References.Count > 0)
            Note(1, Say("依据：", "see: "), string.Join(Say("；", "; "), outcome.Rule.References));
    }

    private void WriteAccepted()
    {
        var accepted = 0;
        var limit = Verbose || _options.MaxPerRule is null ? int.MaxValue : MaxAccepted;
        foreach (var finding in _result.Findings)
        {
            if (finding.Waiver is not { } waiver || accepted++ >= limit)
                continue;
            if (accepted == 1)
            {
                _page.Write(Ink.Bold, Say("已接受的风险", "Accepted risks")).Line();
                _page.Line();
            }

            _page.Headline(
                finding.Location is { } location ? Place.Of(location).Text : VisibleText.Line(finding.Tenant),
                Ink.Faint,
                $"{_page.Say(Terms.Name(finding.Severity))}[{VisibleText.Line(finding.Rule.Id)}]",
                _page.Say(finding.Message));
            Note(1, "", finding.Subject);
            var terms = AcceptedBy.Text(waiver);
            Note(1, Say("接受理由：", "accepted: "), Say($"{waiver.Reason.TrimEnd()}{terms.Zh}", $"{waiver.Reason.TrimEnd()}{terms.En}"));
            if (waiver.Source is { } source)
                Note(1, Say("豁免：", "waiver: "), Place.Of(source).Text);
        }

        if (accepted > limit)
            _page.Write(Say($"另有 {Number(accepted - limit)} 项未列出。", $"{Number(accepted - limit)} more not shown.")).Line();
        if (accepted > 0)
            _page.Line();
    }
}
