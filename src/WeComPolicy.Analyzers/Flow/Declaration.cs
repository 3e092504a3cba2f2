using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// The place where a type or member is written. A project that others refer to may have a symbol of its own in each of them; the place is one.
/// </summary>
internal readonly struct Declaration : IEquatable<Declaration>
{
    private readonly SyntaxTree _tree;

    private readonly TextSpan _span;

    private Declaration(SyntaxReference written)
    {
        _tree = written.SyntaxTree;
        _span = written.Span;
    }

    /// <summary>The first place of the symbol; null for what is not in the sources.</summary>
    public static Declaration? Of(ISymbol symbol) => symbol.DeclaringSyntaxReferences is { IsDefaultOrEmpty: false } written ? new Declaration(written[0]) : null;

    /// <summary>Whether both are the same symbol, or written at the same place.</summary>
    public static bool IsSame(ISymbol one, ISymbol other) =>
        SymbolEqualityComparer.Default.Equals(one, other) || (one.Name == other.Name && Of(one) is { } place && Of(other) is { } same && place.Equals(same));

    public bool Equals(Declaration other) => _tree == other._tree && _span.Equals(other._span);

    public override bool Equals(object? obj) => obj is Declaration other && Equals(other);

    public override int GetHashCode() => (_tree, _span).GetHashCode();
}
