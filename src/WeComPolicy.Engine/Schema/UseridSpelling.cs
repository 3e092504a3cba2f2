using System.Globalization;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// Finds userids that differ in letter case only. WeCom ignores the case where it checks that a userid is unique (developer document
/// 90195), so both name one member; rules compare exactly, and a reference in another spelling would name nobody. Equal ones of a file
/// come to share one string: rules ask for the userids of members wherever one is named.
/// </summary>
internal sealed class UseridSpelling
{
    // A spelling that runs through a whole export is told often enough.
    private const int MaxDiagnostics = 50;

    private readonly TextNumbers _spellings = new(StringComparison.OrdinalIgnoreCase);

    // The node that has each spelling first.
    private readonly List<int> _nodes = [];

    // How many spellings there were before each file.
    private readonly List<int> _before = [];

    private UseridSpelling()
    {
    }

    /// <summary>The mistakes of the files of a tenant, in the order of the files.</summary>
    public static IEnumerable<InputDiagnostic> Check(IReadOnlyList<TypedDocument> files)
    {
        var check = new UseridSpelling();
        var found = 0;
        foreach (var typed in files)
        {
            check._before.Add(check._nodes.Count);
            foreach (var node in typed.Userids)
            {
                var number = check.OtherSpelling(typed.Document, node);
                if (number < 0)
                    continue;
                if (++found > MaxDiagnostics)
                    yield break;
                var place = check.FirstPlace(files, number);
                var (here, there, line) = (Excerpt.Of(typed.Document.Text(node)), Excerpt.Of(check._spellings[number]), place.Start.Line.ToString(CultureInfo.InvariantCulture));
                yield return InputDiagnostic.At(typed.Document.Range(node), "userid-case",
                    new($"userid“{here}”与 {place.File.Path} 第 {line} 行的“{there}”只有大小写不同，企业微信视为同一账号。",
                        $"The userid '{here}' differs from '{there}' at {place.File.Path}, line {line} in letter case only: to WeCom they are one account."),
                    new("请按通讯录中的写法统一；若是重复的成员，删除其一。", "Write it everywhere as the directory does; of a member that stands twice, delete one."));
            }
        }
    }

    // The number of how a userid was spelt before; −1 where that is how it is spelt now, or it is new and is added.
    private int OtherSpelling(LocatedDocument document, int node)
    {
        var userid = document.Chars(node, stackalloc char[LocatedDocument.RoomForText]);
        var number = _spellings.Find(userid);
        if (number < 0)
        {
            _spellings.Add(document.Text(node));
            _nodes.Add(node);
            return -1;
        }

        if (!userid.SequenceEqual(_spellings[number]))
            return number;
        if (number >= _before[^1])
            document.ShareText(node, _nodes[number]);
        return -1;
    }

    private SourceRange FirstPlace(IReadOnlyList<TypedDocument> files, int number) =>
        files[_before.FindLastIndex(before => before <= number)].Document.Range(_nodes[number]);
}
