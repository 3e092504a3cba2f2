using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Inputs;

/// <summary>A file of a tenant.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="DisplayPath">How reports call it.</param>
public sealed record InputFile(string FullPath, string DisplayPath);

/// <summary>A tenant that was found: one file, or the files of a folder, which will be merged by section.</summary>
/// <param name="Id">The file or folder as reports show it.</param>
/// <param name="Files">Its files, in ordinal order of their display paths; none for a folder that is called a tenant and holds no file of one.</param>
public sealed record TenantInput(string Id, IReadOnlyList<InputFile> Files);

/// <summary>What the arguments of a scan name.</summary>
/// <param name="Tenants">The tenants in ordinal order, each once.</param>
/// <param name="Diagnostics">Arguments that name nothing, in the order of the arguments.</param>
public sealed record InputSet(IReadOnlyList<TenantInput> Tenants, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>YAML and JSON files that lie among those of the tenants and are not read, by path.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];
}
