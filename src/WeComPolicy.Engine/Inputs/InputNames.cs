using WeComPolicy.Engine.Schema;
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

    /// <summary>
    /// Whether a file that is neither YAML nor JSON by its name looks as if it was meant for the tenant: <c>members.yaml.txt</c>, as Windows names
    /// what it calls members.yaml, <c>apps.json5</c>, and the table <c>members.csv</c> of a section.
    /// </summary>
    public static bool LooksMeant(string name)
    {
        if (DataFile.Is(name) || name.StartsWith('.') || name.EndsWith('~'))
            return false;
        var stem = Path.GetFileNameWithoutExtension(name);
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            // Somebody has put it aside.
            ".BAK" or ".OLD" or ".ORIG" or ".SWP" or ".TMP" => false,
            ".JSON5" or ".JSONC" => true,
            ".CSV" or ".TSV" or ".XLS" or ".XLSX" or ".TOML" or ".XML" or ".TXT" when TenantSchema.V1.Sections.Any(section => section.Name.Equals(stem, StringComparison.OrdinalIgnoreCase)) => true,
            _ => DataFile.Is(stem) && WhySkipped(stem) is null,
        };
    }

    /// <summary>Folders, but not hidden ones, and not those that builds and package managers fill with JSON.</summary>
    public static bool IsSearched(string name) => !name.StartsWith('.') && name is not ("bin" or "obj" or "node_modules");
}
