using System.Text;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.GitHub;

/// <summary>One workflow command on one line, which no text can end or follow with another.</summary>
internal static class WorkflowCommand
{
    // The runner cuts what is longer; a cut within an escape would garble it.
    private const int MaxText = 4000;

    /// <summary><c>::name key=value,…::text</c>.</summary>
    /// <param name="name">The command.</param>
    /// <param name="properties">Values are any text.</param>
    /// <param name="text">Any text; its lines stay lines.</param>
    public static string Of(string name, IReadOnlyList<(string Key, string Value)> properties, string text)
    {
        var command = new StringBuilder("::").Append(name).Append(' ');
        for (var i = 0; i < properties.Count; i++)
            command.Append(i == 0 ? "" : ",").Append(properties[i].Key).Append('=').Append(Property(properties[i].Value));
        return command.Append("::").Append(Data(text)).ToString();
    }

    private static string Data(string text)
    {
        var visible = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(VisibleText.Line));
        if (visible.Length > MaxText)
            visible = string.Concat(visible.AsSpan(0, char.IsHighSurrogate(visible[MaxText - 1]) ? MaxText - 1 : MaxText), "...");
        return visible.Replace("%", "%25", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);
    }

    private static string Property(string value) =>
        VisibleText.Line(value).Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
