using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>One call in a body: to a method of the project, to a library, or out into the network.</summary>
internal sealed class CallEdge
{
    public CallEdge(SyntaxNode node, string name, ImmutableArray<IMethodSymbol> targets, ISymbol? symbol, UrlText address, WeComCall? known, DeclaredRole roles, bool isOnObject = false, ImmutableArray<IMethodSymbol> many = default)
    {
        Node = node;
        Name = name;
        Targets = targets;
        Symbol = symbol;
        Address = address;
        Known = known;
        Roles = roles;
        IsOnObject = isOnObject;
        Many = many.IsDefault ? ImmutableArray<IMethodSymbol>.Empty : many;
    }

    /// <summary>The invocation, or the name of a method or property that is handed on or read.</summary>
    public SyntaxNode Node { get; }

    public string Name { get; }

    /// <summary>Bodies of the project that may run; empty for libraries and what does not bind.</summary>
    public ImmutableArray<IMethodSymbol> Targets { get; }

    /// <summary>Bodies of the project of which one runs, when they are too many to know which.</summary>
    public ImmutableArray<IMethodSymbol> Many { get; }

    public ISymbol? Symbol { get; }

    public UrlText Address { get; }

    /// <summary>A library's or a declared call: known without looking further.</summary>
    public WeComCall? Known { get; }

    public DeclaredRole Roles { get; }

    /// <summary>The address is that of the object on which the method is called.</summary>
    public bool IsOnObject { get; }

    /// <summary>What is found out once and then the same for everyone: set without a lock, since all who set it set the same.</summary>
    internal SyntaxNode[]? FoundBodies { get; set; }

    internal StrongBox<WeComCall?>? FoundDirect { get; set; }

    internal StrongBox<bool>? FoundCommon { get; set; }

    internal StrongBox<bool>? FoundGuard { get; set; }

    internal StrongBox<bool>? FoundHandler { get; set; }

    internal StrongBox<bool>? FoundCooldown { get; set; }

    public InvocationExpressionSyntax? Call => Node as InvocationExpressionSyntax;

    /// <summary>By its name the call gets a reply, and does not only make the request.</summary>
    public bool IsRequest => Call is not null && (HttpCall.IsSure(Name) || HttpCall.IsPossible(Name));
}
