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
    /// <summary>The ignore comments of a document; one that stands beside nothing has an empty scope.</summary>
    public static IEnumerable<TenantComment> Of(LocatedDocument document)
    {
        if (document.Comments.Count == 0 || !IgnoreComment.MayOccurIn(document.File.Text))
            return [];
        var file = document.File;
        var starts = document.Comments.Select(c => c.Span.Start).ToArray();
        var scopes = ScopesByLine(document);
        return IgnoreComment.In(
                file,
                at => IsWithin(document.Comments, starts, at),
                line => file.LineText(line).TrimStart() is ['#', ..])
            .Select(comment => new TenantComment(comment, new SourceRange(file, scopes.GetValueOrDefault(comment.Line))));
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

    private static bool IsWithin(IReadOnlyList<Comment> comments, int[] starts, int at)
    {
        var index = Array.BinarySearch(starts, at);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 && at < comments[index].Span.End;
    }

    // The outermost of what begins on each line; the document as a whole is never meant.
    private static Dictionary<int, TextSpan> ScopesByLine(LocatedDocument document)
    {
        var scopes = new Dictionary<int, TextSpan>();
        for (var node = document.Root + 1; node < document.Count; node++)
        {
            if (document.AliasSpan(node) is not null)
                continue;
            var start = document.Key(node) is null ? document.Span(node).Start : document.KeySpan(node).Start;
            scopes.TryAdd(document.File.PositionAt(start).Line, TextSpan.Between(start, document.Span(node).End));
        }

        return scopes;
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
                if (_comments[i].Scope.Span.End >= place.End && _starts[i] <= place.Start)
                    found.Add(_comments[i].Comment);
            }

            found.Reverse();
            return found;
        }
    }
}
