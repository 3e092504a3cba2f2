using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.Tests.Documents;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>From documents to trees, and from trees to texts that mean the same.</summary>
internal static class TreeText
{
    /// <summary>The tree of a document. Numbers, bools and null become plain leaves as JSON writes them, all else text.</summary>
    public static Tree Of(LocatedDocument document, int node = 0) => document.Kind(node) switch
    {
        NodeKind.Scalar => Leaf(document, node),
        NodeKind.Sequence => new Tree.List([.. document.Children(node).ToArray().Select(c => Of(document, c))]),
        _ => new Tree.Map([.. document.Children(node).ToArray().Select(c => (document.Key(c)!, Of(document, c)))]),
    };

    /// <summary>The tenant of a policy case.</summary>
    public static Tree.Map TenantOf(PolicyCase policyCase) => (Tree.Map)Of(policyCase.Document, policyCase.TenantNode);

    /// <summary>The tree as JSON.</summary>
    public static string Json(Tree tree)
    {
        var result = new StringBuilder();
        Write(tree, result);
        return result.ToString();
    }

    /// <summary>The tree as block YAML in which equal subtrees are anchors and aliases, and similar neighbours merge keys.</summary>
    public static string AnchoredYaml(Tree tree) => new AnchoredWriter(tree).Write();

    /// <summary>A text as JSON, and as YAML in double quotes, writes it.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>The same tree with every list, and the keys of every mapping, in another order.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="random">Shuffles; null to reverse.</param>
    public static Tree Reordered(Tree tree, Random? random)
    {
        switch (tree)
        {
            case Tree.List list:
                return new Tree.List(InOtherOrder(list.Items.Select(i => Reordered(i, random)), random));
            case Tree.Map map:
                return new Tree.Map(InOtherOrder(map.Items.Select(i => (i.Key, Reordered(i.Value, random))), random));
            default:
                return tree;
        }
    }

    private static T[] InOtherOrder<T>(IEnumerable<T> items, Random? random)
    {
        var array = items.ToArray();
        if (random is null)
            Array.Reverse(array);
        else
            random.Shuffle(array);
        return array;
    }

    private static Tree.Leaf Leaf(LocatedDocument document, int node)
    {
        if (CoreScalars.IsNull(document, node))
            return new Tree.Leaf("null", true);
        if (CoreScalars.TryBool(document, node, out var flag))
            return new Tree.Leaf(flag ? "true" : "false", true);
        if (CoreScalars.TryInt(document, node, out var number))
            return new Tree.Leaf(number.ToString(CultureInfo.InvariantCulture), true);
        return CoreScalars.TryFloat(document, node, out var real)
            ? new Tree.Leaf(real.ToString("R", CultureInfo.InvariantCulture), true)
            : new Tree.Leaf(document.Text(node), false);
    }

    private static void Write(Tree tree, StringBuilder result)
    {
        var separator = "";
        switch (tree)
        {
            case Tree.Leaf leaf:
                result.Append(leaf.Plain ? leaf.Text : Quoted(leaf.Text));
                break;
            case Tree.List list:
                result.Append('[');
                foreach (var item in list.Items)
                {
                    result.Append(separator);
                    Write(item, result);
                    separator = ",";
                }

                result.Append(']');
                break;
            case Tree.Map map:
                result.Append('{');
                foreach (var (key, value) in map.Items)
                {
                    result.Append(separator).Append(Quoted(key)).Append(':');
                    Write(value, result);
                    separator = ",";
                }

                result.Append('}');
                break;
        }
    }

    private sealed class AnchoredWriter(Tree root)
    {
        private readonly StringBuilder _result = new();
        private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _anchors = new(StringComparer.Ordinal);

        public string Write()
        {
            Count(root);
            Node(root, 0, null);
            return _result.ToString();
        }

        private void Count(Tree tree)
        {
            var text = tree.Show();
            _uses[text] = _uses.GetValueOrDefault(text) + 1;
            if (tree is Tree.List list)
            {
                foreach (var item in list.Items)
                    Count(item);
            }
            else if (tree is Tree.Map map)
            {
                foreach (var (_, value) in map.Items)
                    Count(value);
            }
        }

        // Writes what follows "key:" or "-", with its line break. Of a list's element: merge is the first element where all its keys are here too.
        private void Node(Tree tree, int indent, Tree.Map? merge)
        {
            var text = tree.Show();
            if (_anchors.TryGetValue(text, out var name))
            {
                _result.Append(" *").Append(name).Append('\n');
                return;
            }

            var isFirst = merge is not null && ReferenceEquals(merge, tree);
            if (_uses[text] > 1 || isFirst)
            {
                name = $"a{_anchors.Count}";
                _result.Append(" &").Append(name);
                _anchors.Add(text, name);
            }

            switch (tree)
            {
                case Tree.Leaf leaf:
                    _result.Append(' ').Append(leaf.Plain ? leaf.Text : Quoted(leaf.Text)).Append('\n');
                    break;
                case Tree.List { Items: [] }:
                    _result.Append(" []\n");
                    break;
                case Tree.Map { Items: [] }:
                    _result.Append(" {}\n");
                    break;
                case Tree.List list:
                    _result.Append('\n');
                    var first = list.Items[0] as Tree.Map;
                    foreach (var item in list.Items)
                    {
                        _result.Append(' ', indent).Append('-');
                        Node(item, indent + 2, first);
                    }

                    break;
                case Tree.Map map:
                    _result.Append('\n');
                    IEnumerable<(string Key, Tree Value)> items = map.Items;
                    if (merge is not null && !isFirst && merge.Items.Count > 0 && merge.Items.All(m => map.Items.Any(i => i.Key == m.Key)))
                    {
                        _result.Append(' ', indent).Append("<<: *").Append(_anchors[merge.Show()]).Append('\n');
                        items = map.Items.Where(i => merge.Items.All(m => m.Key != i.Key || m.Value.Show() != i.Value.Show()));
                    }

                    foreach (var (key, value) in items)
                    {
                        _result.Append(' ', indent).Append(Quoted(key)).Append(':');
                        Node(value, indent + 2, null);
                    }

                    break;
            }
        }
    }
}
