using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>Reads a path by identity and follows it through documents, without the code that writes such paths.</summary>
internal static class PathText
{
    /// <summary>
    /// Follows a path as far as it leads: through each file from its root, and the longest way wins.
    /// </summary>
    /// <returns>The file, the node, and what of the path does not exist, as steps.</returns>
    public static (LocatedDocument? Document, int Node, IReadOnlyList<string> Absent) Follow(IReadOnlyList<LocatedDocument> documents, string path)
    {
        var steps = Steps(path);
        (LocatedDocument? Document, int Node, int Depth) best = (null, -1, 0);
        foreach (var document in documents)
        {
            var node = 0;
            var depth = 0;
            for (; depth < steps.Count; depth++)
            {
                var next = steps[depth].Follow(document, node);
                if (next < 0)
                    break;
                node = next;
            }

            if (depth > best.Depth)
                best = (document, node, depth);
        }

        return (best.Document, best.Node, [.. steps.Skip(best.Depth).Select(s => s.ToString())]);
    }

    private static List<Step> Steps(string path)
    {
        var steps = new List<Step>();
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '.')
                at++;
            if (path[at] != '[')
            {
                var end = path.AsSpan(at).IndexOfAny('.', '[') is >= 0 and var length ? at + length : path.Length;
                steps.Add(new Step(path[at..end], null, IsElement: false));
                at = end;
                continue;
            }

            at++;
            var name = new StringBuilder();
            while (path[at] is not ('=' or '"' or ']') && !IsPlainValue(path, at))
                name.Append(path[at++]);
            var isElement = path[at] == '=';
            if (isElement)
                at++;
            var value = Value(path, ref at);
            Assert.Equal(']', path[at++]);
            steps.Add(isElement ? new Step(name.ToString(), value, true) : new Step(value, null, false));
        }

        return steps;
    }

    // "[2025.x]" is a key of a map; "[userid=li.na]" and "[=text]" are elements.
    private static bool IsPlainValue(string path, int at) => path.AsSpan(at).IndexOfAny('=', ']') is >= 0 and var end && path[at + end] == ']';

    private static string Value(string path, ref int at)
    {
        var result = new StringBuilder();
        if (path[at] != '"')
        {
            while (path[at] != ']')
                result.Append(path[at++]);
            return result.ToString();
        }

        for (at++; path[at] != '"'; at++)
        {
            if (path[at] != '\\')
            {
                result.Append(path[at]);
                continue;
            }

            at++;
            if (path[at] == 'u')
            {
                result.Append((char)int.Parse(path.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 4;
            }
            else
            {
                result.Append(path[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            }
        }

        at++;
        return result.ToString();
    }

    private sealed record Step(string Name, string? Value, bool IsElement)
    {
        public int Follow(LocatedDocument document, int node)
        {
            foreach (var child in document.Children(node))
            {
                if (!IsElement)
                {
                    if (document.Key(child) == Name)
                        return child;
                    continue;
                }

                var identity = Name.Length == 0 ? child : document.Child(child, Name);
                if (document.Key(child) is null && identity >= 0 && document.Text(identity) == Value)
                    return child;
            }

            return -1;
        }

        public override string ToString() => IsElement ? $"[{Name}={Value}]" : Name;
    }
}
