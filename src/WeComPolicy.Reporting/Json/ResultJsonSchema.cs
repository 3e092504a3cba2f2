namespace WeComPolicy.Reporting.Json;

/// <summary>The JSON Schema (2020-12) of the JSON report, as <c>wecom-policy schema result</c> prints it.</summary>
public static class ResultJsonSchema
{
    private const string ResourceName = "result.schema.json";

    /// <summary>Writes the schema as UTF-8 with LF line ends.</summary>
    public static void Write(Stream output)
    {
        using var resource = Open();
        resource.CopyTo(output);
    }

    /// <summary>Writes the schema to a text writer.</summary>
    public static void Write(TextWriter output)
    {
        using var reader = new StreamReader(Open());
        output.Write(reader.ReadToEnd());
    }

    private static Stream Open() =>
        typeof(ResultJsonSchema).Assembly.GetManifestResourceStream(ResourceName)
        ?? throw new InvalidOperationException("The assembly was built without " + ResourceName + ".");
}
