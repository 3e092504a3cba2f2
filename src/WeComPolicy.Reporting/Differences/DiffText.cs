using System.Text;
using WeComPolicy.Engine.Differences;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Differences;

/// <summary>A difference for people at a terminal.</summary>
internal sealed class DiffText
{
    private const int MaxItems = 20;

    private readonly DiffResult _result;
    private readonly DiffSummary _summary;
    private readonly Page _page;

    private DiffText(DiffResult result, Page page)
    {
        _result = result;
        _summary = new DiffSummary(result);
        _page = page;
    }

    public static void Write(DiffResult result, ReportOptions options, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        new DiffText(result, new Page(writer, options)).Write();
    }

    private void Write()
    {
        _page.Write(Ink.Bold, VisibleText.Line($"BASE {_result.Base}"));
        _page.Write(" → ");
        _page.Write(Ink.Bold, VisibleText.Line($"HEAD {_result.Head}"));
        _page.Line();
        foreach (var group in _result.Findings.GroupBy(f => f.Kind))
            Section(DiffWords.Name(group.Key), [.. group], WriteFinding);
        foreach (var tenant in _result.Tenants)
            WriteTenant(tenant);
        Section(new("规则、设置、豁免", "Rules, settings, waivers"), _result.Controls, WriteControl);
        WriteSummary();
    }

    private void Section<T>(Bilingual title, IReadOnlyList<T> items, Action<T> write)
    {
        if (items.Count == 0)
            return;
        _page.Line();
        _page.Write(Ink.Bold, VisibleText.Line($"{_page.Say(title)} ({items.Count})"));
        _page.Line();
        foreach (var item in items.Take(MaxItems))
            write(item);
        if (items.Count > MaxItems)
            _page.Paragraph(2, Ink.Faint, "", _page.Say(new($"另有 {items.Count - MaxItems} 项，全部见 --format json", $"{items.Count - MaxItems} more; --format json has all")), Ink.Faint);
    }

    private void WriteFinding(FindingChange change)
    {
        var finding = change.Finding;
        var isGone = change.After is null;
        _page.Headline(
            PlaceOf(finding.Location, isGone),
            isGone ? Ink.Good : InkColors.Of(finding.Severity),
            $"{Severities(change)}[{finding.Rule.Id}]",
            _page.Say(finding.Message));
        Note(_page.Say(finding.Rule.Title));
        if (DiffWords.Reason(change.Cause) is { } reason)
            Note(_page.Say(reason));
        if (change is { After.Waiver: { } waiver })
            Note(_page.Say(new($"豁免至 {waiver.Expires:yyyy-MM-dd}：{waiver.Reason}", $"waived until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason}")));
        if (change is { Before: { } before, After: not null })
            NoteBefore(before.Location);
    }

    private string Severities(FindingChange change) => change is { Before: { } before, After: { } after } && before.Severity != after.Severity
        ? $"{Severity(before.Severity)}→{Severity(after.Severity)}"
        : Severity(change.Finding.Severity);

    private string Severity(Severity severity) => _page.Language == Language.Zh ? Terms.Name(severity).Zh : Terms.Keyword(severity);

    private void WriteTenant(TenantChange tenant)
    {
        var name = DiffWords.Name(tenant);
        if (tenant.Kind != ChangeKind.Changed)
        {
            _page.Line();
            _page.Headline("", tenant.Kind == ChangeKind.Removed ? Ink.High : Ink.Bold, VisibleText.Line(_page.Say(name)), _page.Say(DiffWords.Tenant(tenant)));
            return;
        }

        Section(new($"{name.Zh}：权限与防护", $"{name.En}: privileges and protection"), tenant.Privileges, WritePrivilege);
        Section(new($"{name.Zh}：其他改动", $"{name.En}: other changes"), [.. tenant.Facts.Where(f => !f.IsTold)], WriteFact);
    }

    private void WritePrivilege(PrivilegeChange change)
    {
        var ink = change.IsUndecided || change.Rule.Direction == ChangeDirection.Review ? Ink.Medium : change.Rule.Direction == ChangeDirection.Wider ? Ink.High : Ink.Good;
        var word = change.IsUndecided ? new Bilingual("无法判定", "undecided") : DiffWords.Name(change.Rule.Direction);
        _page.Headline(PlaceOf(change.After ?? change.Before, change.After is null), ink, $"{_page.Say(word)}[{change.Rule.Id}]", _page.Say(change.Text));
        if (change.After is not null)
            NoteBefore(change.Before);
    }

    private void WriteFact(FactChange fact)
    {
        _page.Headline(PlaceOf(fact.After ?? fact.Before, fact.After is null), Ink.Plain, VisibleText.Line(fact.Path), _page.Say(DiffWords.Fact(fact)));
        if (fact.After is not null)
            NoteBefore(fact.Before);
    }

    private void WriteControl(ControlChange change)
    {
        var ink = change.Direction switch
        {
            ControlDirection.Looser => Ink.High,
            ControlDirection.Tighter => Ink.Good,
            _ => Ink.Medium,
        };
        _page.Headline(
            PlaceOf(change.After ?? change.Before, change.After is null),
            ink,
            $"{_page.Say(DiffWords.Name(change.Direction))}[{VisibleText.Line(change.Subject)}]",
            _page.Say(change.Text));
        if (change.After is not null)
            NoteBefore(change.Before);
    }

    private void WriteSummary()
    {
        _page.Line();
        if (_summary.IsEmpty && _result.IsUsable)
            _page.Paragraph(0, Ink.Plain, "", _page.Say(new("没有差别。", "No difference.")));
        var zh = new List<string>();
        var en = new List<string>();
        foreach (var kind in Enum.GetValues<FindingChangeKind>())
        {
            if (_summary.Count(kind) is > 0 and var count)
                Add(count, DiffWords.Name(kind));
        }

        Add(_summary.Wider, new("权限放宽", "privileges wider"));
        Add(_summary.Narrower, new("权限收紧", "narrower"));
        Add(_summary.Review, new("请核对", "to review"));
        Add(_summary.Undecided, new("权限变化无法判定", "privilege changes undecided"));
        Add(_summary.Looser, new("规则或豁免放宽", "rules or waivers looser"));
        Add(_summary.UntoldFacts, new("其他改动", "other changes"));
        Add(_result.Unchanged, new("未变的发现", "findings as before"));
        if (zh.Count > 0)
            _page.Paragraph(0, Ink.Plain, "", _page.Say(new(string.Join("，", zh), string.Join(", ", en))));
        _page.Paragraph(0, Ink.Plain, "", _page.Say(_summary.Verdict), _result.ExitCode == 0 ? Ink.Good : Ink.High);

        void Add(int count, Bilingual what)
        {
            if (count == 0)
                return;
            zh.Add($"{what.Zh} {count}");
            en.Add($"{char.ToLowerInvariant(what.En[0])}{what.En[1..]} {count}");
        }
    }

    private void Note(string text) => _page.Paragraph(4, Ink.Faint, "", text, Ink.Faint);

    private void NoteBefore(SourceRange? place)
    {
        if (place is { } known)
            Note($"BASE {Place.Of(known).Text}");
    }

    private static string PlaceOf(SourceRange? place, bool isBase) => place is not { } known ? "" : isBase ? $"BASE {Place.Of(known).Text}" : Place.Of(known).Text;
}
