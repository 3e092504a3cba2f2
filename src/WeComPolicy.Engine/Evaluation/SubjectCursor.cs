using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>Which element of which list each level of a rule's <c>each</c> is at.</summary>
internal sealed class SubjectCursor(int levels)
{
    private readonly (Value Range, int Index)[] _elements = new (Value, int)[levels];

    /// <summary>Number of levels.</summary>
    public int Levels => _elements.Length;

    /// <summary>Moves a level to an element.</summary>
    public void Set(int level, Value range, int index) => _elements[level] = (range, index);

    /// <summary>The element of a level.</summary>
    public Value Element(int level) => _elements[level].Range.ListSource.Element(_elements[level].Range.Handle, _elements[level].Index);

    /// <summary>Where the element of a level stands in the tenant; null where it was made by an expression.</summary>
    public TenantPlace? Place(int level) => TenantPlace.OfElement(_elements[level].Range, _elements[level].Index);

    /// <summary>The identity of the innermost element, with outer ones where it does not lie within them; null at depth 0.</summary>
    public string? Subject(int depth)
    {
        string? subject = null;
        for (var level = 0; level < depth; level++)
        {
            var path = Place(level)?.Path ?? $"[={SecretText.MaskIdentity(ValueOperations.ToDisplay(Element(level), 80))}]";
            subject = subject is null || path.StartsWith(subject, StringComparison.Ordinal) ? path : $"{subject} × {path}";
        }

        return subject;
    }
}
