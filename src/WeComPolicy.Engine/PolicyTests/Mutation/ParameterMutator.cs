using System.Globalization;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>Other values of a rule's parameter: numbers one more and one less, texts changed, lists with an element left out.</summary>
internal static class ParameterMutator
{
    public static IEnumerable<object> Of(object value)
    {
        switch (value)
        {
            case bool flag:
                yield return !flag;
                break;
            case long number:
                yield return number + 1;
                yield return number - 1;
                break;
            case double number:
                yield return number + 1;
                yield return number - 1;
                break;
            case string text:
                yield return text + "~";
                break;
            case IReadOnlyList<object> list:
                if (list.Count > 0)
                    yield return Array.Empty<object>();
                for (var i = 0; i < list.Count && list.Count > 1; i++)
                    yield return list.Where((_, index) => index != i).ToArray();
                break;
        }
    }

    public static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => ExpressionPrinter.Quote(text),
        IReadOnlyList<object> list => $"[{string.Join(", ", list.Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
