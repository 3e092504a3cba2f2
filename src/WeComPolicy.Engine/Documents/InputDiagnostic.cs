using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>Something about an input, a policy or the command line that the user must mend. Never a verdict on a tenant.</summary>
/// <param name="Code">Stable name of the kind, in kebab case, such as <c>duplicate-key</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Help">What to do; null where the message says it.</param>
/// <param name="Path">The file or argument, as reports show it; null where there is none.</param>
/// <param name="Range">Where in the file; null where the file could not be read.</param>
public sealed record InputDiagnostic(string Code, Bilingual Message, Bilingual? Help, string? Path, SourceRange? Range)
{
    /// <summary>A mistake at a place in a file.</summary>
    public static InputDiagnostic At(SourceRange range, string code, Bilingual message, Bilingual? help = null) =>
        new(code, message, help, range.File.Path, range);

    /// <summary>A mistake about a whole file or an argument.</summary>
    public static InputDiagnostic About(string? path, string code, Bilingual message, Bilingual? help = null) =>
        new(code, message, help, path, null);

    /// <summary>The tenant whose file it is about, as reports show it; null for what concerns the run.</summary>
    public string? Tenant { get; init; }

    /// <summary>Whether the run can go on as if nothing were wrong; false for all but notes.</summary>
    public bool IsWarning { get; init; }
}
