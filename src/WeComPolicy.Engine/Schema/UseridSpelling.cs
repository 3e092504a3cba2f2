using System.Globalization;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// Finds userids that differ in letter case only. WeCom ignores the case where it checks that a userid is unique (developer document
/// 90195), so both name one member; rules compare exactly, and a reference in another spelling would name nobody.
/// </summary>
internal static class UseridSpelling
{
    // A spelling that runs through a whole export is told often enough.
    private const int MaxDiagnostics = 50;

    /// <summary>The mistakes of the files of a tenant, in the order of the files.</summary>
    public static IEnumerable<InputDiagnostic> Check(IReadOnlyList<TypedDocument> files)
    {
        var first = new Dictionary<string, (TypedDocument Typed, int Node)>(StringComparer.OrdinalIgnoreCase);
        var known = first.GetAlternateLookup<ReadOnlySpan<char>>();
        var found = 0;
        foreach (var typed in files)
        {
            foreach (var node in typed.Userids)
            {
                if (!known.TryGetValue(typed.Document.Chars(node), out var other))
                {
                    first.Add(typed.Document.Text(node), (typed, node));
                    continue;
                }

                if (typed.Document.Chars(node).SequenceEqual(other.Typed.Document.Chars(other.Node)))
                    continue;
                var (userid, written) = (typed.Document.Text(node), other.Typed.Document.Text(other.Node));
                if (++found > MaxDiagnostics)
                    yield break;
                var place = other.Typed.Document.Range(other.Node);
                var (here, there, line) = (Excerpt.Of(userid), Excerpt.Of(written), place.Start.Line.ToString(CultureInfo.InvariantCulture));
                yield return InputDiagnostic.At(typed.Document.Range(node), "userid-case",
                    new($"userid“{here}”与 {place.File.Path} 第 {line} 行的“{there}”只有大小写不同，企业微信视为同一账号。",
                        $"The userid '{here}' differs from '{there}' at {place.File.Path}, line {line} in letter case only: to WeCom they are one account."),
                    new("请按通讯录中的写法统一；若是重复的成员，删除其一。", "Write it everywhere as the directory does; of a member that stands twice, delete one."));
            }
        }
    }
}
