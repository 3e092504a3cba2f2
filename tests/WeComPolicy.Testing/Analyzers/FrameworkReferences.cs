using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.Testing.Analyzers;

/// <summary>The assemblies of the framework that runs the tests.</summary>
internal static class FrameworkReferences
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Read = new(ReadAll);

    public static ImmutableArray<MetadataReference> All => Read.Value;

    private static ImmutableArray<MetadataReference> ReadAll() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Microsoft.CSharp.dll" or "mscorlib.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
