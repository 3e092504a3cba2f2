using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>The ignore comments of a project, by the lines that they speak of.</summary>
internal sealed class CodeComments
{
    private readonly Dictionary<string, List<IgnoreComment>> _byPath = new(StringComparer.Ordinal);

    /// <summary>All of them, by file and place.</summary>
    public IEnumerable<IgnoreComment> All => _byPath.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value);

    /// <summary>Reads the comments of the files that are judged.</summary>
    public static CodeComments Of(IEnumerable<AdditionalText> configuration, IEnumerable<SyntaxTree> trees, FindingBuilder files)
    {
        var found = new CodeComments();
        foreach (var tree in trees)
        {
            var text = tree.GetText().ToString();
            if (!IgnoreComment.MayOccurIn(text))
                continue;
            var root = tree.GetRoot();
            var lines = tree.GetText().Lines;
            found.Add(
                files.FileOf(tree.FilePath, () => text),
                root.DescendantTrivia().Where(IsComment).Select(t => new TextSpan(t.FullSpan.Start, t.FullSpan.Length)),
                line => StandsAlone(root, lines, line));
        }

        foreach (var file in configuration)
        {
            var text = file.GetText()!.ToString();
            if (!IgnoreComment.MayOccurIn(text))
                continue;
            var source = files.FileOf(file.Path, () => text);
            var comments = ConfigurationComments.Of(source);
            var starts = comments.Select(c => c.Start).ToHashSet();
            found.Add(source, comments, line => starts.Contains(source.LineStart(line) + source.LineText(line).Length - source.LineText(line).TrimStart().Length));
        }

        return found;
    }

    private void Add(SourceFile file, IEnumerable<TextSpan> comments, Func<int, bool> standsAlone)
    {
        var found = IgnoreComment.In(file, comments, standsAlone).ToList();
        if (found.Count > 0)
            _byPath[file.Path] = found;
    }

    /// <summary>The finding, with the comments that speak of its place.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="lines">The lines on which it, and the statement around it, begin.</param>
    public Finding Bind(Finding finding, IReadOnlyList<int> lines) =>
        finding.Location is { } location && _byPath.TryGetValue(location.File.Path, out var comments)
        && comments.Where(c => lines.Contains(c.Line)).ToList() is { Count: > 0 } bound
            ? finding with { Ignores = bound }
            : finding;

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    // Nothing but comments and space: no token begins or ends on the line.
    private static bool StandsAlone(SyntaxNode root, Microsoft.CodeAnalysis.Text.TextLineCollection lines, int line)
    {
        if (line > lines.Count)
            return false;
        var text = lines[line - 1];
        var first = text.Start;
        while (first < text.End && char.IsWhiteSpace(text.Text![first]))
            first++;
        return first < text.End && IsComment(root.FindTrivia(first, findInsideTrivia: false));
    }
}
