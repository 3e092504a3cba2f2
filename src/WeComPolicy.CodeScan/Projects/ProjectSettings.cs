namespace WeComPolicy.CodeScan.Projects;

/// <summary>A <c>using</c> that a project adds to or takes from every file.</summary>
/// <param name="Name">The namespace or type.</param>
/// <param name="Alias">The alias; null for none.</param>
/// <param name="IsStatic">Whether it is a <c>using static</c>.</param>
/// <param name="Removed">Whether it is taken away.</param>
internal sealed record GlobalUsing(string Name, string? Alias, bool IsStatic, bool Removed);

/// <summary>What a project file says, read without running it: conditions, imports and properties are not evaluated.</summary>
internal sealed record ProjectSettings
{
    public static ProjectSettings None { get; } = new();

    /// <summary>Such as <c>Microsoft.NET.Sdk.Web</c>; empty for a project of the old form.</summary>
    public string Sdk { get; init; } = "";

    /// <summary>Such as <c>net8.0</c> and <c>net472</c>; empty where nothing says it.</summary>
    public IReadOnlyList<string> TargetFrameworks { get; init; } = [];

    public bool? ImplicitUsings { get; init; }

    public bool? Nullable { get; init; }

    public IReadOnlyList<string> Constants { get; init; } = [];

    public bool IsTest { get; init; }

    public bool UsesWindowsForms { get; init; }

    /// <summary>It asks for the projects that it names alone; null where nothing says it.</summary>
    public bool? NamedReferencesOnly { get; init; }

    /// <summary>The compiler is handed as well what the projects that it refers to refer to: those of the old form only copy it.</summary>
    public bool HandsOnReferences => Sdk.Length > 0 && NamedReferencesOnly != true;

    public IReadOnlyList<GlobalUsing> Usings { get; init; } = [];

    /// <summary>Project files that it refers to; absolute.</summary>
    public IReadOnlyList<string> ProjectReferences { get; init; } = [];

    /// <summary>Names of assemblies that it refers to by file, such as <c>Company.Common</c>; one may be that of a project beside it.</summary>
    public IReadOnlyList<string> AssemblyReferences { get; init; } = [];

    /// <summary>Files outside of its folder that it compiles; absolute.</summary>
    public IReadOnlyList<string> LinkedFiles { get; init; } = [];

    /// <summary>Files that it compiles and whose place only a build knows, as the project writes them.</summary>
    public IReadOnlyList<string> UnresolvedFiles { get; init; } = [];

    /// <summary>These settings, and where they say nothing those of a file further up.</summary>
    public ProjectSettings Or(ProjectSettings outer) => this with
    {
        TargetFrameworks = TargetFrameworks.Count > 0 ? TargetFrameworks : outer.TargetFrameworks,
        ImplicitUsings = ImplicitUsings ?? outer.ImplicitUsings,
        Nullable = Nullable ?? outer.Nullable,
        Constants = [.. outer.Constants, .. Constants],
        NamedReferencesOnly = NamedReferencesOnly ?? outer.NamedReferencesOnly,
        IsTest = IsTest || outer.IsTest,
        UsesWindowsForms = UsesWindowsForms || outer.UsesWindowsForms,
        Usings = [.. outer.Usings, .. Usings],
    };
}
