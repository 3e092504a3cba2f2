namespace WeComPolicy.Analyzers.Configuration;

/// <summary>Reads the pairs of a configuration file, by what it looks like: an ini file may hold XML.</summary>
internal static class ConfigurationReader
{
    public static IReadOnlyList<ConfigurationPair> Read(string path, string text)
    {
        var pairs = new PairCollector();
        var extension = Extension(path);
        var first = FirstCharacter(text);
        if (first == '<')
            XmlPairs.Read(text, pairs);
        else if (extension is "yml" or "yaml")
            LinePairs.Read(text, isYaml: true, pairs);
        else if (extension == "json" || first == '{')
            JsonPairs.Read(text, pairs);
        else
            LinePairs.Read(text, isYaml: false, pairs);
        return pairs.Pairs;
    }

    /// <summary>Whether the name is that of a configuration file, or of a key beside it: .json, .config, .yml, .resx, .env, .env.local, .pem …</summary>
    public static bool Takes(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        return name.StartsWith(".env", StringComparison.OrdinalIgnoreCase)
            || Extension(path) is "json" or "config" or "yml" or "yaml" or "ini" or "env" or "xml" or "properties" or "toml" or "settings" or "resx" or "pem" or "key";
    }

    private static string Extension(string path) => path.Substring(path.LastIndexOf('.') + 1).ToLowerInvariant();

    private static char FirstCharacter(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && c != '\uFEFF')
                return c;
        }

        return '\0';
    }
}
