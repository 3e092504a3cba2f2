using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Waivers;

/// <summary>An ignore comment of a tenant's YAML with the text that it speaks of.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Scope">The key or list element that begins on its line, to its end.</param>
internal readonly record struct TenantComment(IgnoreComment Comment, SourceRange Scope);

/// <summary>Binds the ignore comments of a tenant's YAML to the nodes that they stand beside.</summary>
internal static class TenantComments
{
    /// <summary>The ignore comments of a document.</summary>
    public static IEnumerable<TenantComment> Of(LocatedDocument document)
    {
        if (document.Comments.Count == 0 || !IgnoreComment.MayOccurIn(document.File.Text))
            return [];
        var file = document.File;
        var comments = document.Comments;
        return IgnoreComment.In(
                file,
                at => comments.Any(c => c.Span.Start <= at && at < c.Span.End),
                line => file.LineText(line).TrimStart() is ['#', ..])
            .Select(comment => new TenantComment(comment, new SourceRange(file, ScopeOf(document, comment.Line))));
    }

    /// <summary>The finding with the comments that speak of its place.</summary>
    public static Finding Bind(Finding finding, IReadOnlyList<TenantComment> comments)
    {
        if (comments.Count == 0 || finding.Location is not { } location)
            return finding;
        var bound = comments.Where(c => ReferenceEquals(c.Scope.File, location.File) && c.Scope.Span.Start <= location.Span.Start && location.Span.End <= c.Scope.Span.End)
            .Select(c => c.Comment).ToList();
        return bound.Count == 0 ? finding : finding with { Ignores = bound };
    }

    // The outermost of what begins on the line; the document as a whole is never meant.
    private static TextSpan ScopeOf(LocatedDocument document, int line)
    {
        for (var node = document.Root + 1; node < document.Count; node++)
        {
            if (document.AliasSpan(node) is not null)
                continue;
            var start = document.Key(node) is null ? document.Span(node).Start : document.KeySpan(node).Start;
            if (document.File.PositionAt(start).Line == line)
                return TextSpan.Between(start, document.Span(node).End);
        }

        return default;
    }
}
