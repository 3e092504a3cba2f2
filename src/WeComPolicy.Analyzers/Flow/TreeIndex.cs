using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Calls, creations and handlers of a file by name: the way from a method back to its callers. Syntax only; kept as long as the tree is.</summary>
internal sealed class TreeIndex
{
    private const int MaxUses = 64;

    /// <summary>As often a file is only asked whether a name stands in its text: most files are asked for few, and none of them is there.</summary>
    private const int MaxSearches = 16;

    private const int MaxSearched = 256;

    private static readonly ConditionalWeakTable<SyntaxTree, TreeIndex> ByTree = new();

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<int>> Searches = new();

    private readonly Dictionary<string, List<SyntaxNode>> _calls = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<SyntaxNode>> _creations = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<SyntaxNode>> _hung = new(StringComparer.Ordinal);

    private TreeIndex(SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes(MayHoldUses))
        {
            if (node is InvocationExpressionSyntax call)
                Add(_calls, CallSyntax.NameOf(call.Expression), call);
            else if (node is ObjectCreationExpressionSyntax creation)
                Add(_creations, TypeName(creation), creation);
            else if (node is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Right: AnonymousFunctionExpressionSyntax or SimpleNameSyntax or MemberAccessExpressionSyntax or BaseObjectCreationExpressionSyntax } hung)
                Add(_hung, CallSyntax.NameOf(hung.Left), hung.Right);
        }
    }

    /// <summary>Calls of methods with the name, in all files.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Calls(Compilation compilation, string name, CancellationToken cancellation) =>
        Uses(compilation, index => index._calls, name, cancellation).Cast<InvocationExpressionSyntax>();

    /// <summary>Calls of methods with the name, in one file.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxTree tree, string name) =>
        ByTree.GetValue(tree, key => new TreeIndex(key))._calls.TryGetValue(name, out var nodes) ? nodes.Take(MaxUses).Cast<InvocationExpressionSyntax>() : [];

    /// <summary>Creations of types with the name, in all files.</summary>
    public static IEnumerable<ObjectCreationExpressionSyntax> Creations(Compilation compilation, string name, CancellationToken cancellation) =>
        Uses(compilation, index => index._creations, name, cancellation).Cast<ObjectCreationExpressionSyntax>();

    /// <summary>What is hung on events with the name, in all files: <c>sender.Ready += OnReady;</c></summary>
    public static IEnumerable<ExpressionSyntax> Hung(Compilation compilation, string name, CancellationToken cancellation) =>
        Uses(compilation, index => index._hung, name, cancellation).Cast<ExpressionSyntax>();

    public static string TypeName(ObjectCreationExpressionSyntax creation) => creation.Type switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };

    private static IEnumerable<SyntaxNode> Uses(
        Compilation compilation, Func<TreeIndex, Dictionary<string, List<SyntaxNode>>> table, string name, CancellationToken cancellation)
    {
        var found = new List<SyntaxNode>();
        foreach (var tree in compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (MayHold(tree, name, cancellation) && table(ByTree.GetValue(tree, static key => new TreeIndex(key))).TryGetValue(name, out var nodes))
                found.AddRange(nodes);
            if (found.Count >= MaxUses)
                break;
        }

        return found.Take(MaxUses);
    }

    /// <summary>Classes of requests and replies are little more than attributes and properties without bodies.</summary>
    private static bool MayHoldUses(SyntaxNode node) => node switch
    {
        AttributeListSyntax or NameSyntax => false,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        _ => true,
    };

    /// <summary>Whether the name may stand in the file, as it is written or by the numbers of its characters.</summary>
    private static bool MayHold(SyntaxTree tree, string name, CancellationToken cancellation) =>
        name.Length > MaxSearched || ByTree.TryGetValue(tree, out _) || Searches.GetValue(tree, static _ => new StrongBox<int>()).Value++ >= MaxSearches
        || TextSearch.Holds(tree.GetText(cancellation), StringComparison.Ordinal, name, "\\u", "\\U");

    private static void Add(Dictionary<string, List<SyntaxNode>> table, string name, SyntaxNode node)
    {
        if (name.Length == 0)
            return;
        if (!table.TryGetValue(name, out var nodes))
            table.Add(name, nodes = []);
        nodes.Add(node);
    }
}
