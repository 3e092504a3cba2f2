using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WeComPolicy.Testing.Analyzers;

/// <summary>The assemblies of the framework that runs the tests.</summary>
public static class FrameworkReferences
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Read = new(ReadAll);

    public static ImmutableArray<MetadataReference> All => Read.Value;

    /// <summary>The framework and a library made of its source, as a package would bring it: code sees its members, not their bodies.</summary>
    public static ImmutableArray<MetadataReference> With(string librarySource)
    {
        if (librarySource.Length == 0)
            return All;
        using var image = new MemoryStream();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        var emitted = CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText(librarySource)], All, options).Emit(image);
        if (!emitted.Success)
            throw new InvalidOperationException(string.Join(Environment.NewLine, emitted.Diagnostics));
        return All.Add(MetadataReference.CreateFromImage(image.ToArray()));
    }

    private static ImmutableArray<MetadataReference> ReadAll() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Microsoft.CSharp.dll" or "mscorlib.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
