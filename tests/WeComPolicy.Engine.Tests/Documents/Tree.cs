namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>A document without places, as the property tests make it up.</summary>
internal abstract record Tree
{
    internal sealed record Leaf(string Text, bool Plain) : Tree;

    internal sealed record List(IReadOnlyList<Tree> Items) : Tree;

    internal sealed record Map(IReadOnlyList<(string Key, Tree Value)> Items) : Tree;

    /// <summary>The tree as unambiguous text, to be compared and to be read in a failure.</summary>
    public string Show() => this switch
    {
        Leaf leaf => leaf.Plain ? leaf.Text : Quoted(leaf.Text),
        List list => "[" + string.Join(", ", list.Items.Select(i => i.Show())) + "]",
        Map map => "{" + string.Join(", ", map.Items.Select(i => Quoted(i.Key) + ": " + i.Value.Show())) + "}",
        _ => throw new InvalidOperationException(),
    };

    private static string Quoted(string text) =>
        "\"" + string.Concat(text.Select(c => c is < ' ' or '"' or '\\' or > '~' ? $"\\u{(int)c:X4}" : c.ToString())) + "\"";
}
