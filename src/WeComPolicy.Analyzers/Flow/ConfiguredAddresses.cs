using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Configuration;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// Addresses of the WeCom API that stand in configuration files, by the key under which code asks for them. A compiler hands over those of its
/// project; a scan those of all projects, since a library is configured by the program that uses it.
/// </summary>
internal sealed class ConfiguredAddresses
{
    private const string Host = "qyapi.weixin.qq.com";

    private const int MaxLength = 4 * 1024 * 1024;

    private const int MaxPairs = 2_000;

    private const int MaxKey = 200;

    // Any section may have such a key; its own name must be asked for as well.
    private static readonly string[] Anybodys =
        ["url", "uri", "host", "address", "api", "apiurl", "baseurl", "baseuri", "baseaddress", "endpoint", "value", "server", "domain", "path", "key", "default", "prefix"];

    private static readonly ConfiguredAddresses None = new(ImmutableArray<AdditionalText>.Empty, default);

    private static readonly ConditionalWeakTable<Compilation, ConfiguredAddresses> ByCompilation = new();

    private readonly List<(string Path, string Key, string Value)> _pairs = [];

    private ConfiguredAddresses(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!ConfigurationReader.Takes(file.Path) || file.GetText(cancellation) is not { Length: > 0 and <= MaxLength } source)
                continue;
            var text = source.ToString();
            if (text.IndexOf(Host, StringComparison.OrdinalIgnoreCase) < 0)
                continue;
            foreach (var pair in ConfigurationReader.Read(file.Path, text))
            {
                if (_pairs.Count < MaxPairs && pair.Value.TrimStart().StartsWith("http", StringComparison.OrdinalIgnoreCase) && ApiAddress.MentionsHost(pair.Value))
                    _pairs.Add((pair.Path, pair.Key, pair.Value));
            }
        }
    }

    public static ConfiguredAddresses In(ImmutableArray<AdditionalText> files, CancellationToken cancellation) =>
        files.IsEmpty ? None : new ConfiguredAddresses(files, cancellation);

    /// <summary>What the start of the rules, or the scan, settled for a compilation.</summary>
    public static ConfiguredAddresses Of(Compilation compilation) => ByCompilation.TryGetValue(compilation, out var known) ? known : None;

    /// <summary>The first answer counts.</summary>
    public void Settle(Compilation compilation) => ByCompilation.GetValue(compilation, _ => this);

    public static void Settle(Compilation compilation, AnalyzerOptions? options, CancellationToken cancellation)
    {
        if (options is { AdditionalFiles.IsEmpty: false } && !ByCompilation.TryGetValue(compilation, out _))
            In(options.AdditionalFiles, cancellation).Settle(compilation);
    }

    /// <summary>Whether the code names a key of one of the addresses, in a text or as a property.</summary>
    public bool AreAskedForBy(Compilation compilation, CancellationToken cancellation)
    {
        if (_pairs.Count == 0)
            return false;
        var keys = new HashSet<string>(_pairs.Select(pair => pair.Key), StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var token in tree.GetRoot(cancellation).DescendantTokens())
            {
                if ((token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.StringLiteralToken)) && token.ValueText is { Length: > 0 and < MaxKey } key
                    && keys.Contains(WeComWords.Normalize(LastOf(key))) && Under(key).Count > 0)
                    return true;
            }
        }

        return false;
    }

    private static string LastOf(string key) => key.Substring(key.LastIndexOfAny([':', '/', '.']) + 1);

    /// <summary>The addresses under a key such as <c>sendUrl</c> or <c>WeCom:Robot:Url</c>, each once.</summary>
    public IReadOnlyList<string> Under(string key)
    {
        if (_pairs.Count == 0 || key.Length == 0)
            return [];
        var parts = key.Split([':', '/', '.'], StringSplitOptions.RemoveEmptyEntries).Select(WeComWords.Normalize).Where(part => part.Length > 0).ToArray();
        if (parts.Length == 0)
            return [];
        var last = parts[parts.Length - 1];
        var section = string.Join("/", parts.Take(parts.Length - 1));
        if (section.Length == 0 && Array.IndexOf(Anybodys, last) >= 0)
            return [];
        return [.. _pairs
            .Where(pair => pair.Key == last && (section.Length == 0 || pair.Path == section || pair.Path.EndsWith("/" + section, StringComparison.Ordinal)))
            .Select(pair => pair.Value).Distinct(StringComparer.Ordinal).OrderBy(value => value, StringComparer.Ordinal).Take(4)];
    }
}
