using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Policies;

/// <summary>The value of a rule's parameter: bool, long, double, string, or a list of one of these.</summary>
public static class ParameterValue
{
    /// <summary>The value that a node states, or null where it is none.</summary>
    public static object? Of(LocatedDocument document, int node)
    {
        switch (document.Kind(node))
        {
            case NodeKind.Scalar:
                return Scalar(document, node);
            case NodeKind.Sequence:
                var elements = new List<object>();
                foreach (var child in document.Children(node))
                {
                    if (document.Kind(child) != NodeKind.Scalar || Scalar(document, child) is not { } element
                        || (elements.Count > 0 && elements[0].GetType() != element.GetType()))
                        return null;
                    elements.Add(element);
                }

                return elements;
            default:
                return null;
        }
    }

    /// <summary>What is said of a node that states no value.</summary>
    internal static Bilingual Problem { get; } =
        new("参数应为真假值、数字、文本，或同一类型的列表。", "A parameter must be a bool, a number, a text, or a list of one of these.");

    /// <summary>A value in the place of another: the same, or the number that it is; null where its type does not fit.</summary>
    /// <param name="value">The value.</param>
    /// <param name="before">The value whose place it takes.</param>
    public static object? Fit(object value, object before) => (value, before) switch
    {
        (long whole, double) => (double)whole,
        (IReadOnlyList<object> list, IReadOnlyList<object> others) => FitAll(list, others),
        _ => value.GetType() == before.GetType() ? value : null,
    };

    /// <summary>The value as a policy file would state it.</summary>
    public static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IReadOnlyList<object> list => $"[{string.Join(", ", list.Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The CEL type of a value.</summary>
    public static CelType TypeOf(object value) => value switch
    {
        bool => CelType.Bool,
        long => CelType.Int,
        double => CelType.Double,
        string => CelType.String,
        IReadOnlyList<object> list => CelType.List(list.Count == 0 ? CelType.Dyn : TypeOf(list[0])),
        _ => throw new ArgumentException($"No parameter can be a {value.GetType()}.", nameof(value)),
    };

    /// <summary>The value as CEL sees it.</summary>
    public static Value ToValue(object value) => value switch
    {
        bool b => Value.Bool(b),
        long l => Value.Int(l),
        double d => Value.Double(d),
        string s => Value.String(s),
        IReadOnlyList<object> list => Value.List([.. list.Select(ToValue)]),
        _ => throw new ArgumentException($"No parameter can be a {value.GetType()}.", nameof(value)),
    };

    // A list that was empty says nothing of its elements.
    private static List<object>? FitAll(IReadOnlyList<object> values, IReadOnlyList<object> others)
    {
        var fitted = others.Count == 0 ? [.. values] : values.Select(v => Fit(v, others[0])).OfType<object>().ToList();
        return fitted.Count == values.Count ? fitted : null;
    }

    private static object? Scalar(LocatedDocument document, int node)
    {
        var text = document.Text(node);
        if (document.Style(node) != ScalarStyle.Plain)
            return text;
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }
}
