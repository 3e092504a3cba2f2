using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace WeComPolicy.Testing;

/// <summary>Shows the lines in which two texts differ, with a few lines around them.</summary>
public static class SnapshotDiff
{
    private const int Context = 3;

    /// <summary>The difference: removed lines begin with <c>-</c>, added ones with <c>+</c>.</summary>
    public static string Of(string before, string after)
    {
        if (string.Equals(before.TrimEnd('\n'), after.TrimEnd('\n'), StringComparison.Ordinal))
            return "The number of line feeds at the end differs.\n";
        var lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        var result = new StringBuilder();
        var shown = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!IsNearChange(lines, i))
                continue;
            if (i > shown + 1)
                result.Append("  …\n");
            shown = i;
            result.Append(lines[i].Type switch { ChangeType.Deleted => "- ", ChangeType.Inserted => "+ ", _ => "  " });
            result.Append(lines[i].Text).Append('\n');
        }

        return result.ToString();
    }

    private static bool IsNearChange(List<DiffPiece> lines, int index)
    {
        for (var i = Math.Max(0, index - Context); i <= Math.Min(lines.Count - 1, index + Context); i++)
        {
            if (lines[i].Type is ChangeType.Deleted or ChangeType.Inserted)
                return true;
        }

        return false;
    }
}
