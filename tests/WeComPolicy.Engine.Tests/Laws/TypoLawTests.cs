using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>
/// A key with one letter too few, doubled or swapped is never read over: an error stands at that key. Free keys (x-) and the keys
/// of maps, which are data, are excepted.
/// </summary>
public sealed class TypoLawTests
{
    // Every typo is tried once for each key of the schema that an example uses; this many more times it gets one of them.
    private const int Again = 1;

    [Fact]
    public void A_typo_in_any_key_of_the_examples_is_an_error_at_that_key()
    {
        var typos = Typos().ToList();
        Assert.True(typos.Count > 4000, $"Only {typos.Count} typos were found.");
        var silent = typos.AsParallel().Select(t => Silent(t.File, t.Key, t.Typo)).OfType<string>().ToList();
        Assert.True(silent.Count == 0, $"{silent.Count} typos without an error at their place:\n{string.Join("\n", silent.Take(40))}");
    }

    private static IEnumerable<(SourceFile File, WrittenKey Key, string Typo)> Typos()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in TenantFiles.Examples.SelectMany(e => e.Files).SelectMany(Sections))
        {
            var document = DocumentReader.Read(file).Document!;
            for (var node = 0; node < document.Count; node++)
            {
                if (document.Key(node) is not { } key || key.StartsWith("x-", StringComparison.Ordinal) || IsData(document, node))
                    continue;
                var shape = Shape(document, node);
                var count = seen[shape] = seen.GetValueOrDefault(shape) + 1;
                var typos = TyposOf(key).Distinct(StringComparer.Ordinal).ToList();
                var at = new WrittenKey(document.KeySpan(node).Start, document.KeySpan(node).Length, key, shape);
                foreach (var typo in count == 1 ? typos : count <= 1 + Again ? [typos[count * 7 % typos.Count]] : [])
                    yield return (file, at, typo);
            }
        }
    }

    // Each key of the top level with its value as a file of its own: the same text, quicker to read.
    private static IEnumerable<SourceFile> Sections(SourceFile file)
    {
        var document = DocumentReader.Read(file).Document!;
        foreach (var section in document.Children(0).ToArray())
        {
            var text = file.Text[document.KeySpan(section).Start..document.Span(section).End];
            yield return new SourceFile(file.Path, file.Text[0] == '{' ? $"{{{text}}}" : text);
        }
    }

    private static IEnumerable<string> TyposOf(string key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (key.Length > 1)
                yield return key.Remove(i, 1);
            yield return key.Insert(i, key[i].ToString());
            if (i > 0 && key[i] != key[i - 1])
                yield return string.Concat(key.AsSpan(0, i - 1), key.AsSpan(i, 1), key.AsSpan(i - 1, 1), key.AsSpan(i + 1));
        }
    }

    // What is wrong with the answer to a typo; null where an error stands at the key.
    private static string? Silent(SourceFile file, WrittenKey key, string typo)
    {
        var written = file.Text.Substring(key.Start, key.Length);
        var wrong = written.Replace(key.Name, typo, StringComparison.Ordinal);
        var changed = new SourceFile(file.Path, string.Concat(file.Text.AsSpan(0, key.Start), wrong, file.Text.AsSpan(key.Start + key.Length)));
        var read = DocumentReader.Read(changed);
        var diagnostics = read.Document is null ? read.Diagnostics : [.. read.Diagnostics, .. TenantChecker.Check(read.Document, TenantSchema.V1).Diagnostics];
        var isTold = diagnostics.Any(d => !d.IsWarning && d.Range is { } range && range.Span.Start == key.Start && range.Span.Length == wrong.Length);
        return isTold ? null : $"{file.Path}: {key.Shape} written {typo}: {string.Join("; ", diagnostics.Select(d => $"{d.Code} at {d.Range?.Start}"))}";
    }

    private static bool IsData(LocatedDocument document, int node)
    {
        var parent = document.Parent(node);
        for (var at = parent; at >= 0; at = document.Parent(at))
        {
            if (document.Key(at)?.StartsWith("x-", StringComparison.Ordinal) == true)
                return true;
        }

        return document.Key(parent) == "extattr";
    }

    // The path without identities: where in the schema the key stands.
    private static string Shape(LocatedDocument document, int node)
    {
        var parent = document.Parent(node);
        if (parent < 0)
            return "";
        var outer = Shape(document, parent);
        return document.Key(node) is { } key ? outer.Length == 0 ? key : $"{outer}.{key}" : $"{outer}[]";
    }

    private readonly record struct WrittenKey(int Start, int Length, string Name, string Shape);
}
