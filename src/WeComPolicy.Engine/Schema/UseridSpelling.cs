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
        var spellings = new TextNumbers(StringComparison.OrdinalIgnoreCase);
        var found = 0;
        foreach (var typed in files)
        {
            foreach (var node in typed.Userids)
            {
                if (OtherSpelling(spellings, typed.Document, node) is not { } written)
                    continue;
                var userid = typed.Document.Text(node);
                if (++found > MaxDiagnostics)
                    yield break;
                var place = FirstPlace(files, written);
                var (here, there, line) = (Excerpt.Of(userid), Excerpt.Of(written), place.Start.Line.ToString(CultureInfo.InvariantCulture));
                yield return InputDiagnostic.At(typed.Document.Range(node), "userid-case",
                    new($"userid“{here}”与 {place.File.Path} 第 {line} 行的“{there}”只有大小写不同，企业微信视为同一账号。",
                        $"The userid '{here}' differs from '{there}' at {place.File.Path}, line {line} in letter case only: to WeCom they are one account."),
                    new("请按通讯录中的写法统一；若是重复的成员，删除其一。", "Write it everywhere as the directory does; of a member that stands twice, delete one."));
            }
        }
    }

    // How a userid was spelt before, where that is not how it is spelt now; one that is new is added.
    private static string? OtherSpelling(TextNumbers spellings, LocatedDocument document, int node)
    {
        var userid = document.Chars(node, stackalloc char[LocatedDocument.RoomForText]);
        if (spellings.Find(userid) is >= 0 and var number)
            return userid.SequenceEqual(spellings[number]) ? null : spellings[number];
        spellings.Add(document.Text(node));
        return null;
    }

    // Asked for few, so that nothing need be kept for all.
    private static SourceRange FirstPlace(IReadOnlyList<TypedDocument> files, string userid)
    {
        foreach (var typed in files)
        {
            foreach (var node in typed.Userids)
            {
                if (string.Equals(typed.Document.Text(node), userid, StringComparison.Ordinal))
                    return typed.Document.Range(node);
            }
        }

        throw new InvalidOperationException("A spelling comes from a file.");
    }
}
