using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Evaluation.Builtins;

/// <summary>
/// Names comments by the value that they belong to, since their number or line would change with every other comment: the value
/// on the same line, else the next one below, at the end of a file the last one above.
/// </summary>
internal sealed class CommentOwners(TypedDocument typed)
{
    private readonly Dictionary<string, int> _comments = new(StringComparer.Ordinal);
    private int _above = -1;
    private int _next;

    /// <summary>Such as <c>comment[corp.full_name]</c>. Comments must be asked for in the order of the text.</summary>
    public string PathOf(TextSpan comment)
    {
        var document = typed.Document;
        for (; _next < document.Count; _next++)
        {
            if (!CanOwn(_next))
                continue;
            if (document.Span(_next).Start > comment.Start)
                break;
            _above = _next;
        }

        var isOnLine = _above >= 0 && LineOf(document.Span(_above).End) == LineOf(comment.Start);
        var owner = isOnLine || _next == document.Count ? _above : _next;
        var path = owner < 0 ? "" : TenantPath.Of(typed, owner);
        var number = _comments[path] = _comments.GetValueOrDefault(path) + 1;
        return number == 1 ? $"comment[{path}]" : $"comment[{path}]#{number.ToString(CultureInfo.InvariantCulture)}";
    }

    // Header and free keys may stand in several files of a tenant; what belongs to a section stands in one.
    private bool CanOwn(int node)
    {
        var document = typed.Document;
        if (document.Kind(node) != NodeKind.Scalar || document.AliasSpan(node) is not null)
            return false;
        return node > document.Root && document.Key(document.ChildAround(document.Root, node)) is { } section && typed.Schema.Root.Find(section) is not null;
    }

    private int LineOf(int offset) => typed.Document.File.PositionAt(offset).Line;
}
