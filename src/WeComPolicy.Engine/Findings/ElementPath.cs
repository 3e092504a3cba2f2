namespace WeComPolicy.Engine.Findings;

/// <summary>Paths of plain values in lists, which are their own identity: <c>customer_contact.members[=hao.shuai]</c>.</summary>
public static class ElementPath
{
    /// <summary>The path of the list, <c>customer_contact.members</c>; null for a path that names no plain value of a list.</summary>
    public static string? List(string path)
    {
        if (!path.EndsWith(']'))
            return null;
        // A loop: what the framework searches texts backwards with is compiled at each start.
        for (var at = path.Length - 2; at > 0; at--)
        {
            if (path[at] == '[' && path[at + 1] == '=')
                return path[..at];
        }

        return null;
    }

    /// <summary>Whether a path is another, or something within it.</summary>
    public static bool IsWithin(string path, string other) =>
        path.StartsWith(other, StringComparison.Ordinal) && (path.Length == other.Length || path[other.Length] is '.' or '[');
}
