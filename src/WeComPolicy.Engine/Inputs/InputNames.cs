using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>Which files and folders can belong to a tenant, by name, where the user did not name them one by one.</summary>
internal static class InputNames
{
    /// <summary>What is said of a file of the tool itself.</summary>
    public static Bilingual Own { get; } = new("wecom-policy 自己的文件", "a file of wecom-policy itself");

    /// <summary>YAML and JSON files, but those that <see cref="WhySkipped"/> speaks of.</summary>
    public static bool IsTenantFile(string name) => DataFile.Is(name) && WhySkipped(name) is null;

    /// <summary>
    /// Why a YAML or JSON file is not taken for one of a tenant: hidden ones, this tool's own (<c>wecom-policy.yaml</c>,
    /// <c>wecom-policy.baseline.json</c>), the cases of policies (<c>*.tests.yaml</c>) and JSON Schemas
    /// (<c>*.schema.json</c>). Null for all other files.
    /// </summary>
    public static Bilingual? WhySkipped(string name)
    {
        if (!DataFile.Is(name))
            return null;
        var stem = Path.GetFileNameWithoutExtension(name);
        return name.StartsWith('.') ? new("隐藏文件", "hidden file")
            : name.StartsWith("wecom-policy.", StringComparison.OrdinalIgnoreCase) ? Own
            : stem.EndsWith(".tests", StringComparison.OrdinalIgnoreCase) ? new("策略用例", "cases of policies")
            : stem.EndsWith(".schema", StringComparison.OrdinalIgnoreCase) ? new("JSON Schema", "JSON Schema")
            : null;
    }

    /// <summary>Folders, but not hidden ones, and not those that builds and package managers fill with JSON.</summary>
    public static bool IsSearched(string name) => !name.StartsWith('.') && name is not ("bin" or "obj" or "node_modules");
}
