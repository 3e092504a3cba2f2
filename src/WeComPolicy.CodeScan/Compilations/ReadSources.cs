using Microsoft.CodeAnalysis;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>A source as it was read.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Problem">Why it could not be; null where it was.</param>
/// <param name="Tree">Its code; null where it has none.</param>
internal sealed record ReadSource(string Path, InputDiagnostic? Problem = null, SyntaxTree? Tree = null)
{
    /// <summary>The line, from 1, of the first code about WeCom in a page that is not in <see cref="Tree"/>; null where there is none.</summary>
    public int? Unread { get; init; }
}

/// <summary>The sources of a project.</summary>
/// <param name="All">In the order in which they were asked for.</param>
internal readonly record struct ReadSources(IReadOnlyList<ReadSource> All)
{
    public List<SyntaxTree> Trees() => [.. All.Select(source => source.Tree).OfType<SyntaxTree>()];

    public IEnumerable<InputDiagnostic> Problems() => All.Select(source => source.Problem).OfType<InputDiagnostic>();

    public IReadOnlyList<(string Path, int Line)> PagesNotRead() => [.. All.Where(source => source.Unread is not null).Select(source => (source.Path, source.Unread!.Value))];
}
