using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>
/// What is kept of the files of a tenant that was judged: the lines that its findings and diagnostics speak of, and a few around
/// them. A fleet holds the text of no tenant but those under judgement.
/// </summary>
internal sealed class TenantExcerpt
{
    /// <summary>Lines around a place that a report may show with it.</summary>
    private const int Around = 2;

    private readonly HashSet<string> _paths;
    private readonly ExcerptLines _lines = new();
    private readonly Dictionary<SourceFile, SourceFile> _excerpts = [];
    private readonly Dictionary<IgnoreComment, IgnoreComment> _comments = new(ReferenceEqualityComparer.Instance);

    private TenantExcerpt(IEnumerable<string> paths) => _paths = paths.ToHashSet(StringComparer.Ordinal);

    /// <summary>The same tenant, resting on excerpts of its files.</summary>
    public static JudgedTenant Of(JudgedTenant tenant)
    {
        var excerpt = new TenantExcerpt(tenant.Scanned.Files);
        foreach (var finding in tenant.Findings)
            excerpt.Keep(finding);
        foreach (var diagnostic in tenant.Diagnostics)
            excerpt.Keep(diagnostic.Range, Around);
        foreach (var comment in tenant.Comments)
            excerpt.Keep(comment.Range, Around);
        excerpt.Cut();
        return tenant with
        {
            Findings = [.. tenant.Findings.Select(excerpt.Of)],
            Diagnostics = [.. tenant.Diagnostics.Select(d => d with { Range = excerpt.Of(d.Range) })],
            Comments = [.. tenant.Comments.Select(excerpt.Of)],
            // A secret of which nothing is kept need not be masked any more, and would hold on to its file.
            Secrets = [.. tenant.Secrets.Where(s => excerpt._excerpts.ContainsKey(s.File)).Select(excerpt.Of).Where(s => s.Span.Length > 0)],
        };
    }

    private void Keep(Finding finding)
    {
        Keep(finding.Location, Around);
        foreach (var related in finding.Related)
            Keep(related.Range, 0);
        foreach (var missing in finding.Missing)
            Keep(missing.Parent, 0);
    }

    private void Keep(SourceRange? place, int around)
    {
        if (place is { } range && _paths.Contains(range.File.Path))
            _lines.Keep(range, around);
    }

    private void Cut()
    {
        foreach (var file in _lines.Files)
            _excerpts.Add(file, file.Excerpt(_lines.Of(file)));
    }

    private Finding Of(Finding finding) => finding with
    {
        Location = Of(finding.Location),
        Related = finding.Related.Count == 0 ? finding.Related : [.. finding.Related.Select(r => r with { Range = Of(r.Range) })],
        Missing = finding.Missing.Count == 0 ? finding.Missing : [.. finding.Missing.Select(m => m with { Parent = Of(m.Parent) })],
        Ignores = finding.Ignores.Count == 0 ? finding.Ignores : [.. finding.Ignores.Select(Of)],
    };

    private IgnoreComment Of(IgnoreComment comment)
    {
        if (!_comments.TryGetValue(comment, out var kept))
            _comments.Add(comment, kept = comment with { Range = Of(comment.Range) });
        return kept;
    }

    private SourceRange? Of(SourceRange? range) => range is { } known ? Of(known) : null;

    private SourceRange Of(SourceRange range)
    {
        if (!_excerpts.TryGetValue(range.File, out var excerpt))
            return range;
        var start = Offset(excerpt, range.Start);
        return new SourceRange(excerpt, TextSpan.Between(start, Math.Max(start, Offset(excerpt, range.End))));
    }

    // Of a line that is left out, where it would stand: what is kept of a stretch is then neither more nor less than belongs to it.
    private static int Offset(SourceFile excerpt, Position at) =>
        Math.Min(excerpt.Text.Length, excerpt.LineStart(at.Line) + (excerpt.Has(at.Line) ? at.Column - 1 : 0));
}
