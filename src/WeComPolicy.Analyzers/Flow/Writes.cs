using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>One write to a variable: its declaration, an assignment, or something added to what it holds.</summary>
internal sealed class Write
{
    public Write(SyntaxNode place, ExpressionSyntax value, bool adds)
    {
        Place = place;
        Value = value;
        Adds = adds;
    }

    public SyntaxNode Place { get; }

    public ExpressionSyntax Value { get; }

    /// <summary>The former value stays a part: <c>+=</c>, <c>Append</c>, <c>request.Resource = …</c>.</summary>
    public bool Adds { get; }
}

/// <summary>All writes below a member or type, by the variable's name. Syntax only; kept as long as the tree is.</summary>
internal sealed class Writes
{
    private const int MaxNodes = 200_000;

    private static readonly ConditionalWeakTable<SyntaxNode, Writes> ByScope = new();

    private readonly HashSet<string> _locals = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<Write>> _byName = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<ArgumentSyntax>> _filled = new(StringComparer.Ordinal);

    private Writes(SyntaxNode scope)
    {
        var seen = 0;
        foreach (var node in scope.DescendantNodes())
        {
            if (++seen > MaxNodes)
                break;
            Add(node);
        }
    }

    public static Writes In(SyntaxNode scope) => ByScope.GetValue(scope, node => new Writes(node));

    /// <summary>In the order of the text.</summary>
    public IReadOnlyList<Write> To(string name) => _byName.TryGetValue(name, out var writes) ? writes : [];

    /// <summary>Calls that are handed the variable to fill it: <c>out name</c>, <c>out var name</c>; in the order of the text.</summary>
    public IReadOnlyList<ArgumentSyntax> Filling(string name) => _filled.TryGetValue(name, out var arguments) ? arguments : [];

    /// <summary>A local variable has the name.</summary>
    public bool IsLocal(string name) => _locals.Contains(name);

    private void Add(SyntaxNode node)
    {
        switch (node)
        {
            case VariableDeclaratorSyntax variable:
                if (variable.Parent?.Parent is LocalDeclarationStatementSyntax or UsingStatementSyntax or ForStatementSyntax)
                    _locals.Add(variable.Identifier.ValueText);
                if (variable.Initializer?.Value is { } value)
                    Add(variable.Identifier.ValueText, new Write(variable, value, adds: false));
                break;
            case ArgumentSyntax { Expression: var filled } argument when argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword):
                if (filled is IdentifierNameSyntax { Identifier.ValueText: var given })
                    AddFilling(given, argument);
                else if (filled is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax { Identifier.ValueText: var made } })
                    AddFilling(made, argument);
                break;
            case AssignmentExpressionSyntax assignment:
                AddAssignment(assignment);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax target } access } call
                when AddressCarrier.IsMethod(access.Name.Identifier.ValueText):
                foreach (var argument in call.ArgumentList.Arguments)
                    Add(target.Identifier.ValueText, new Write(call, argument.Expression, adds: true));
                break;
        }
    }

    private void AddAssignment(AssignmentExpressionSyntax assignment)
    {
        var adds = !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && !assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression);
        switch (assignment.Left)
        {
            case IdentifierNameSyntax name:
                Add(name.Identifier.ValueText, new Write(assignment, assignment.Right, adds));
                break;
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member:
                Add(member.Name.Identifier.ValueText, new Write(assignment, assignment.Right, adds));
                break;
            case MemberAccessExpressionSyntax { Expression: SimpleNameSyntax target } member when AddressCarrier.NamesAddress(member.Name.Identifier.ValueText):
                Add(target.Identifier.ValueText, new Write(assignment, assignment.Right, adds: true));
                break;
        }
    }

    private void AddFilling(string name, ArgumentSyntax argument)
    {
        if (!_filled.TryGetValue(name, out var arguments))
            _filled.Add(name, arguments = []);
        arguments.Add(argument);
    }

    private void Add(string name, Write write)
    {
        if (!_byName.TryGetValue(name, out var writes))
            _byName.Add(name, writes = []);
        writes.Add(write);
    }
}
