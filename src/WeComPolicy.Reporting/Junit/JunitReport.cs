using System.Globalization;
using System.Text;
using System.Xml;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Junit;

/// <summary>The result as JUnit XML, for the test views of CI servers.</summary>
/// <remarks>
/// <para>
/// One case a finding, and one for each rule and tenant that passed, did not apply or judged nothing. Red is what fails the
/// gate: a failure is a <c>failure</c>, an undecided or broken rule an <c>error</c>. What the gate lets through is
/// <c>skipped</c>, with the reason: below the threshold, accepted, in the baseline, not applicable, switched off. So a server
/// that turns a build red for a red case says the same as the exit code. The first suite holds the gate itself, the inputs,
/// and the counts as properties.
/// </para>
/// <para>
/// GitLab tells cases apart by <c>classname</c> and <c>name</c>, whatever the suite; Jenkins takes the last dot of the class name for
/// the end of a package; dorny/test-reporter wants a time everywhere and reads the text of a failure, not its message. Nothing
/// is timed, so every time is 0; there is no time stamp, since the same inputs give the same bytes.
/// </para>
/// </remarks>
internal sealed class JunitReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = new("junit", ".xml", new("JUnit XML，供 CI 的测试视图：标红的就是使门禁不通过的", "JUnit XML, for the test views of CI servers: red is what fails the gate"), Write);

    private const int MaxRelated = 20;

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly XmlWriter _xml;
    private readonly ResultSummary _summary;
    private readonly Dictionary<(string Class, string Name), int> _names = [];

    private JunitReport(ScanResult result, ReportOptions options, XmlWriter xml)
    {
        _result = result;
        _options = options;
        _xml = xml;
        _summary = ResultSummary.Of(result);
    }

    private enum Colour
    {
        Green,
        Failure,
        Error,
        Skipped,
    }

    private static void Write(ScanResult result, ReportOptions options, Stream output)
    {
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false), CloseOutput = false };
        using (var xml = XmlWriter.Create(output, settings))
            new JunitReport(result, options, xml).Write();
        output.WriteByte((byte)'\n');
    }

    private void Write()
    {
        var suites = Suites();
        _xml.WriteStartDocument();
        _xml.WriteStartElement("testsuites");
        _xml.WriteAttributeString("name", "wecom-policy");
        WriteCounts(suites.SelectMany(s => s.Cases));
        for (var i = 0; i < suites.Count; i++)
            WriteSuite(suites[i], withProperties: i == 0);
        _xml.WriteEndElement();
        _xml.WriteEndDocument();
    }

    private string Say(string zh, string en) => new Bilingual(zh, en).In(_options.Language);

    private string Say(Bilingual text) => text.In(_options.Language).Trim();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private List<Suite> Suites()
    {
        var first = new Suite("wecom-policy", [Gate(), .. _result.Diagnostics.Select(d => CaseOf(d)), .. _result.Disabled.Select(d => new Case(
            "wecom-policy.disabled", $"{d.Rule.Id} {d.Rule.Name}", Colour.Skipped, "disabled", () => Say("已停用：", "switched off: ") + Say(d.Reason), () => Say(d.Rule.Title), null))]);
        var suites = new List<Suite> { first };
        var judged = new HashSet<string>(StringComparer.Ordinal);
        var byTenant = new Dictionary<string, Suite>(StringComparer.Ordinal);
        Suite Of(string tenant)
        {
            if (!byTenant.TryGetValue(tenant, out var suite))
            {
                byTenant.Add(tenant, suite = new Suite(tenant.Length == 0 ? Say("代码", "code") : tenant, []));
                suites.Add(suite);
            }

            return suite;
        }

        foreach (var tenant in _result.Tenants)
            _ = Of(tenant.Id);
        foreach (var finding in _result.Findings)
            Of(finding.Tenant).Cases.Add(CaseOf(finding));
        foreach (var outcome in _result.Outcomes)
        {
            judged.Add(outcome.Rule.Id);
            if (outcome.Passed > 0 || outcome is { Failed: 0, Unknown: 0, Errors: 0 })
                Of(outcome.Tenant).Cases.Add(CaseOf(outcome));
        }

        foreach (var rule in _result.Rules.Where(r => !judged.Contains(r.Id)))
        {
            first.Cases.Add(new Case("wecom-policy.not-judged", $"{rule.Id} {rule.Name}", Colour.Skipped, "unknown",
                () => Say("没有判定任何租户", "it has judged no tenant"), () => Say(rule.Title), null));
        }

        return suites;
    }

    private Case Gate()
    {
        var rows = SummarySection.Of(_result, _options with { Verbosity = Verbosity.Verbose });
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(row.Label.Length > 0 ? row.Label + Say("：", ": ") : "  ").Append(row.Text).Append('\n');
            foreach (var detail in row.Details)
                text.Append("  + ").Append(detail).Append('\n');
            if (row.More.Length > 0)
                text.Append("    ").Append(row.More).Append('\n');
        }

        return _summary.ExitCode switch
        {
            0 => new Case("wecom-policy", "gate", Colour.Green, "", () => "", text.ToString, null),
            1 => new Case("wecom-policy", "gate", Colour.Failure, "gate", () => rows[^2].Text, text.ToString, null),
            _ => new Case("wecom-policy", "gate", Colour.Error, "input", () => rows[^1].Text, text.ToString, null),
        };
    }

    private Case CaseOf(InputDiagnostic diagnostic)
    {
        var place = diagnostic.Range is { } range ? Place.Of(range).Text : diagnostic.Path ?? "";
        var text = new StringBuilder();
        Line(text, "", place);
        Line(text, "", Say(diagnostic.Message));
        Line(text, Say("提示：", "help: "), diagnostic.Help is { } help ? Say(help) : "");
        return new Case(
            "wecom-policy.input",
            $"input {diagnostic.Code} {place}".TrimEnd(),
            diagnostic.IsWarning ? Colour.Skipped : Colour.Error,
            diagnostic.Code,
            () => diagnostic.IsWarning ? Say("警告：", "warning: ") + Say(diagnostic.Message) : Say(diagnostic.Message),
            text.ToString,
            diagnostic.Range);
    }

    private Case CaseOf(Finding finding)
    {
        var isSkipped = GateStandings.Of(_result.Gate, finding) != GateStanding.Fails;
        return new Case(
            ClassName(finding.Tenant, finding.Rule),
            $"{finding.Rule.Name}: {finding.Subject}",
            isSkipped ? Colour.Skipped : finding.Outcome == Verdict.Fail ? Colour.Failure : Colour.Error,
            finding.Outcome == Verdict.Fail ? Terms.Keyword(finding.Severity) : $"{Terms.Keyword(finding.Outcome)}-{Terms.Keyword(finding.Severity)}",
            () => isSkipped ? SkipMessage(finding) : Say(FindingText.Of(finding)),
            () => Details(finding),
            finding.Location);
    }

    private string SkipMessage(Finding finding)
    {
        var (why, severity, message) = (Say(GateStandings.Why(_result.Gate, finding)), Say(Terms.Name(finding.Severity)), Say(FindingText.Of(finding)));
        return Say($"{why}（{severity}）：{message}", $"{why} ({severity}): {message}");
    }

    private string Details(Finding finding)
    {
        var text = new StringBuilder();
        Line(text, "", finding.Location is { } location ? Place.Of(location).Text : "");
        Line(text, "", Say(FindingText.Of(finding)));
        Line(text, Say("规则：", "rule: "), Say(finding.Rule.Title));
        Line(text, Say("整改：", "fix: "), Say(finding.Rule.Remediation));
        Line(text, Say("原因：", "why: "), Say(finding.Rule.Rationale));
        Line(text, Say("依据：", "see: "), string.Join(Say("；", "; "), finding.Rule.References));
        foreach (var related in finding.Related.Take(MaxRelated))
            Line(text, Say("取值：", "read: "), $"{Place.Of(related.Range).Text} {Say(related.Note)}");
        if (finding.Related.Count > MaxRelated)
            Line(text, Say("取值：", "read: "), Say($"另有 {finding.Related.Count - MaxRelated} 处", $"{finding.Related.Count - MaxRelated} more"));
        foreach (var missing in finding.Missing)
            Line(text, Say("缺少：", "not known: "), missing.Insert.Length > 0 ? $"{missing.Path} + {missing.Insert}" : missing.Path);
        if (finding.Waiver is { } waiver)
            Line(text, Say("接受理由：", "accepted: "), waiver.Reason + AcceptedBy.Text(waiver).In(_options.Language));
        Line(text, Say("指纹：", "fingerprint: "), finding.Fingerprint);
        return text.ToString();
    }

    private Case CaseOf(RuleOutcome outcome)
    {
        var reason = outcome.Reason is { } told ? Say(told) : "";
        var passed = Say($"{outcome.Passed} 个对象通过", outcome.Passed == 1 ? "1 subject passed" : $"{outcome.Passed} subjects passed");
        return outcome.Passed > 0
            ? new Case(ClassName(outcome.Tenant, outcome.Rule), outcome.Rule.Name, Colour.Green, "", () => "", () => reason.Length > 0 ? $"{passed}\n{reason}" : passed, null)
            : new Case(
                ClassName(outcome.Tenant, outcome.Rule), outcome.Rule.Name, Colour.Skipped, "not_applicable",
                () => Say("不适用", "not applicable") + (reason.Length > 0 ? Say("：", ": ") + reason : ""), () => Say(outcome.Rule.Title), null);
    }

    private string ClassName(string tenant, RuleDescriptor rule) => $"{(tenant.Length == 0 ? Say("代码", "code") : tenant)}.{rule.Id}";

    private static void Line(StringBuilder text, string lead, string line)
    {
        if (line.Length > 0)
            text.Append(lead).Append(VisibleText.Line(line)).Append('\n');
    }

    private void WriteCounts(IEnumerable<Case> cases)
    {
        var counts = new int[4];
        foreach (var one in cases)
            counts[(int)one.Colour]++;
        _xml.WriteAttributeString("tests", Number(counts.Sum()));
        _xml.WriteAttributeString("failures", Number(counts[(int)Colour.Failure]));
        _xml.WriteAttributeString("errors", Number(counts[(int)Colour.Error]));
        _xml.WriteAttributeString("skipped", Number(counts[(int)Colour.Skipped]));
        _xml.WriteAttributeString("time", "0");
    }

    private void WriteSuite(Suite suite, bool withProperties)
    {
        _xml.WriteStartElement("testsuite");
        Attribute("name", suite.Name);
        WriteCounts(suite.Cases);
        if (withProperties)
            WriteProperties();
        foreach (var one in suite.Cases)
            Write(one);
        _xml.WriteEndElement();
    }

    private void WriteProperties()
    {
        _xml.WriteStartElement("properties");
        Property("version", _result.ToolVersion);
        Property("as_of", _result.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Property("fail_on", _result.Gate.FailOn is { } threshold ? Terms.Keyword(threshold) : "never");
        Property("allow_unknown", _result.Gate.AllowUnknown ? "true" : "false");
        Property("profile", _result.Profile);
        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)[
            ("checks", _summary.Checks), ("decided", _summary.Decided), ("passed", _summary.Passed), ("failed", _summary.Failed),
            ("undecided", _summary.Unknown), ("not_applicable", _summary.NotApplicable), ("rule_errors", _summary.Errors), ("findings", _summary.Findings),
            ("accepted", _summary.Waived), ("disabled_rules", _result.Disabled.Count), ("skipped_files", _result.Skipped.Count), ("exit_code", _summary.ExitCode)])
        {
            Property(name, Number(value));
        }

        if (_result.Baseline is { } baseline)
        {
            Property("baseline", baseline.Path);
            Property("baseline_gone", Number(baseline.Absent.Count));
        }

        if (_result.Code is { } code)
            Property("suppressed_in_code", Number(code.SuppressedInSource + code.SuppressedByConfig + code.Ignored));
        _xml.WriteEndElement();
    }

    private void Property(string name, string value)
    {
        _xml.WriteStartElement("property");
        _xml.WriteAttributeString("name", name);
        Attribute("value", value);
        _xml.WriteEndElement();
    }

    private void Write(Case one)
    {
        // Two findings on one subject are two cases, which viewers tell apart by their names alone.
        var name = VisibleText.Line(one.Name);
        var n = _names[(one.Class, name)] = _names.GetValueOrDefault((one.Class, name)) + 1;
        _xml.WriteStartElement("testcase");
        Attribute("classname", one.Class);
        Attribute("name", n == 1 ? name : $"{name} ({Number(n)})");
        if (one.Range is { } range)
        {
            var place = Place.Of(range);
            Attribute("file", place.Path);
            _xml.WriteAttributeString("line", Number(place.Start.Line));
        }

        _xml.WriteAttributeString("time", "0");
        if (one.Colour == Colour.Green)
        {
            _xml.WriteElementString("system-out", XmlText.Of(one.Text()));
        }
        else
        {
            _xml.WriteStartElement(one.Colour switch { Colour.Failure => "failure", Colour.Error => "error", _ => "skipped" });
            if (one.Colour != Colour.Skipped)
                Attribute("type", one.Type);
            Attribute("message", one.Message());
            _xml.WriteString(XmlText.Of(one.Text()));
            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
    }

    private void Attribute(string name, string value) => _xml.WriteAttributeString(name, VisibleText.Line(value));

    private sealed record Suite(string Name, List<Case> Cases);

    // Message and text are made when they are written: of a large result they would fill the memory.
    private sealed record Case(string Class, string Name, Colour Colour, string Type, Func<string> Message, Func<string> Text, SourceRange? Range);
}
