using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>An expression with the type and the meaning of each of its nodes.</summary>
public sealed class CheckedAst
{
    private readonly CelType?[] _types;
    private readonly Reference?[] _references;

    /// <summary>An expression with what was found out about its nodes.</summary>
    /// <param name="text">The text it was parsed from; spans count in it.</param>
    /// <param name="root">The outermost node.</param>
    /// <param name="types">Type of each node by <see cref="Expr.Id"/>; null reads as dyn.</param>
    /// <param name="references">Meaning of each node by <see cref="Expr.Id"/>; null where it has none.</param>
    /// <param name="freeVariables">The variables of the environment that the expression reads, each once.</param>
    public CheckedAst(string text, Expr root, CelType?[] types, Reference?[] references, IReadOnlyList<VariableDeclaration> freeVariables)
    {
        Text = text;
        Root = root;
        _types = types;
        _references = references;
        FreeVariables = freeVariables;
    }

    /// <summary>The text that the expression was parsed from.</summary>
    public string Text { get; }

    /// <summary>The outermost node.</summary>
    public Expr Root { get; }

    /// <summary>The type of the expression.</summary>
    public CelType Type => TypeOf(Root);

    /// <summary>Upper bound of the ids of the nodes: all are smaller.</summary>
    public int NodeCount => _types.Length;

    /// <summary>The variables of the environment that the expression reads, each once; definitions are not looked into.</summary>
    public IReadOnlyList<VariableDeclaration> FreeVariables { get; }

    /// <summary>The type of a node; dyn where nothing is known.</summary>
    public CelType TypeOf(Expr node) => (uint)node.Id < (uint)_types.Length ? _types[node.Id] ?? CelType.Dyn : CelType.Dyn;

    /// <summary>The type of a node; null where nothing is known.</summary>
    internal CelType? StatedTypeOf(Expr node) => (uint)node.Id < (uint)_types.Length ? _types[node.Id] : null;

    /// <summary>What a node was resolved to, or null.</summary>
    public Reference? ReferenceOf(Expr node) => (uint)node.Id < (uint)_references.Length ? _references[node.Id] : null;
}
