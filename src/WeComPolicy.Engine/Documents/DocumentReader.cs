namespace WeComPolicy.Engine.Documents;

/// <summary>Reads YAML and JSON into located documents. Whatever the text is, the answer is a result, never an exception.</summary>
public static class DocumentReader
{
    /// <summary>Reads a file in the format that its name says: <c>.json</c>, <c>.yaml</c> or <c>.yml</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">Where reading stops; null for the defaults.</param>
    public static DocumentReadResult Read(SourceFile file, DocumentLimits? limits = null)
    {
        if (IsJson(file))
            return ReadJson(file, limits);
        if (HasExtension(file.Path, ".yaml") || HasExtension(file.Path, ".yml"))
            return ReadYaml(file, limits);
        return new DocumentReadResult(null,
        [
            InputDiagnostic.About(file.Path, "unknown-format",
                new("从文件名看不出格式。", "The file's name does not tell its format."),
                new("请使用扩展名 .yaml、.yml 或 .json。", "Use the extension .yaml, .yml or .json.")),
        ]);
    }

    /// <summary>Reads YAML 1.2 with the core schema.</summary>
    /// <param name="file">The file, whatever its name.</param>
    /// <param name="limits">Where reading stops; null for the defaults.</param>
    public static DocumentReadResult ReadYaml(SourceFile file, DocumentLimits? limits = null) =>
        PlainYamlReader.TryRead(file, limits ?? DocumentLimits.Default) ?? YamlReader.Read(file, limits ?? DocumentLimits.Default);

    /// <summary>Reads JSON as RFC 8259 has it: no comments, no trailing commas.</summary>
    /// <param name="file">The file, whatever its name.</param>
    /// <param name="limits">Where reading stops; null for the defaults.</param>
    public static DocumentReadResult ReadJson(SourceFile file, DocumentLimits? limits = null) =>
        PlainJsonReader.TryRead(file, limits ?? DocumentLimits.Default) ?? JsonTextReader.Read(file, limits ?? DocumentLimits.Default);

    /// <summary>Whether a file is JSON, by its name.</summary>
    public static bool IsJson(SourceFile file) => HasExtension(file.Path, ".json");

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
