namespace WeComPolicy.Engine.Inputs;

/// <summary>Which files and folders can belong to a tenant, by name, where the user did not name them one by one.</summary>
internal static class InputNames
{
    /// <summary>
    /// YAML and JSON files, but not hidden ones, this tool's own (<c>wecom-policy.yaml</c>, <c>wecom-policy.baseline.json</c>) and the
    /// cases of policies (<c>*.tests.yaml</c>).
    /// </summary>
    public static bool IsTenantFile(string name) =>
        !name.StartsWith('.')
        && !name.StartsWith("wecom-policy.", StringComparison.OrdinalIgnoreCase)
        && !Path.GetFileNameWithoutExtension(name).EndsWith(".tests", StringComparison.OrdinalIgnoreCase)
        && Path.GetExtension(name).ToUpperInvariant() is (".YAML" or ".YML" or ".JSON");

    /// <summary>Folders, but not hidden ones, and not those that builds and package managers fill with JSON.</summary>
    public static bool IsSearched(string name) => !name.StartsWith('.') && name is not ("bin" or "obj" or "node_modules");
}
