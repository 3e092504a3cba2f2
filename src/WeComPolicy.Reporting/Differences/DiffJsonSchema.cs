namespace WeComPolicy.Reporting.Differences;

/// <summary>The JSON Schema (2020-12) of a difference, as <c>wecom-policy schema diff</c> prints it.</summary>
public static class DiffJsonSchema
{
    private const string ResourceName = "diff.schema.json";

    /// <summary>Writes the schema as UTF-8 with LF line ends.</summary>
    public static void Write(Stream output)
    {
        using var resource = typeof(DiffJsonSchema).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException("The assembly was built without " + ResourceName + ".");
        resource.CopyTo(output);
    }
}
