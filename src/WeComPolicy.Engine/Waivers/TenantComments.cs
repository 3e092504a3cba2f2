using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Waivers;

/// <summary>An ignore comment of a tenant's YAML with the text that it speaks of.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Scope">The key or list element that begins on its line, to its end; empty for a comment beside nothing.</param>
/// <param name="Lists">Of the scope the elements of lists that begin below the line: each has a line of its own for a comment.</param>
internal sealed record TenantComment(IgnoreComment Comment, SourceRange Scope, IReadOnlyList<TextSpan> Lists);

/// <summary>Binds the ignore comments of a tenant's YAML to the nodes that they stand beside.</summary>
internal static class TenantComments
{
    /// <summary>The ignore comments of a document; one that stands beside nothing has an empty scope.</summary>
    public static IEnumerable<TenantComment> Of(LocatedDocument document)
    {
        // A comment of YAML is one line. Most tenants have none that speaks of a rule, and their nodes need not be looked at.
        if (!document.Comments.Any(c => IgnoreComment.IsIn(c.Text)))
            return [];
        var file = document.File;
        var nodes = NodesByLine(document);
        var scopes = new Dictionary<int, (TextSpan Scope, IReadOnlyList<TextSpan> Lists)>();
        return IgnoreComment.In(file, document.Comments.Select(c => c.Span), line => file.LineText(line).TrimStart() is ['#', ..])
            .Select(comment =>
            {
                if (!scopes.TryGetValue(comment.Line, out var bound))
                    scopes[comment.Line] = bound = nodes.TryGetValue(comment.Line, out var node) ? (ScopeOf(document, node), ListsBelow(document, node)) : (default, []);
                return new TenantComment(comment, new SourceRange(file, bound.Scope), bound.Lists);
            });
    }

    /// <summary>The findings, each with the comments that speak of its place.</summary>
    public static IEnumerable<Finding> Bind(IEnumerable<Finding> findings, IReadOnlyList<TenantComment> comments)
    {
        if (comments.Count == 0)
            return findings;
        var byFile = comments.Where(c => c.Scope.Span.Length > 0).GroupBy(c => c.Scope.File, ReferenceEqualityComparer.Instance)
            .ToDictionary(g => g.Key!, g => new ScopeIndex([.. g.OrderBy(c => c.Scope.Span.Start)]), ReferenceEqualityComparer.Instance);
        return findings.Select(f => f.Location is { } location && byFile.TryGetValue(location.File, out var index) && index.At(location.Span) is { Count: > 0 } bound
            ? f with { Ignores = bound }
            : f);
    }

    // The outermost of what begins on each line; the document as a whole is never meant.
    private static Dictionary<int, int> NodesByLine(LocatedDocument document)
    {
        var nodes = new Dictionary<int, int>();
        for (var node = document.Root + 1; node < document.Count; node++)
        {
            if (document.AliasSpan(node) is null)
                nodes.TryAdd(LineOf(document, node), node);
        }

        return nodes;
    }

    private static TextSpan ScopeOf(LocatedDocument document, int node) => TextSpan.Between(StartOf(document, node), document.Span(node).End);

    private static int StartOf(LocatedDocument document, int node) =>
        document.AliasSpan(node) is { } alias && document.Key(node) is null ? alias.Start
        : document.Key(node) is null ? document.Span(node).Start
        : document.KeySpan(node).Start;

    private static int LineOf(LocatedDocument document, int node) => document.File.PositionAt(StartOf(document, node)).Line;

    private static List<TextSpan> ListsBelow(LocatedDocument document, int scope)
    {
        var line = LineOf(document, scope);
        var lists = new List<TextSpan>();
        var open = new Stack<int>([scope]);
        while (open.TryPop(out var node))
        {
            foreach (var child in document.Children(node))
            {
                if (document.Kind(node) == NodeKind.Sequence && LineOf(document, child) > line)
                {
                    lists.Add(TextSpan.Between(StartOf(document, child), document.Span(node).End));
                    break;
                }

                if (document.AliasSpan(child) is null)
                    open.Push(child);
            }
        }

        return lists;
    }

    /// <summary>Finds the comments around a place without looking at all of them.</summary>
    private sealed class ScopeIndex
    {
        private readonly TenantComment[] _comments;
        private readonly int[] _starts;
        private readonly int[] _farthestEnd;

        public ScopeIndex(TenantComment[] comments)
        {
            _comments = comments;
            _starts = [.. comments.Select(c => c.Scope.Span.Start)];
            _farthestEnd = new int[comments.Length];
            for (var i = 0; i < comments.Length; i++)
                _farthestEnd[i] = Math.Max(i > 0 ? _farthestEnd[i - 1] : 0, comments[i].Scope.Span.End);
        }

        public List<IgnoreComment> At(TextSpan place)
        {
            var found = new List<IgnoreComment>();
            var last = Array.BinarySearch(_starts, place.Start + 1);
            for (var i = (last >= 0 ? last : ~last) - 1; i >= 0 && _farthestEnd[i] >= place.End; i--)
            {
                if (_comments[i].Scope.Span.End >= place.End && _starts[i] <= place.Start && !_comments[i].Lists.Any(l => l.Start <= place.Start && place.End <= l.End))
                    found.Add(_comments[i].Comment);
            }

            found.Reverse();
            return found;
        }
    }
}
