using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>All values that a member or type puts into its variables, by name: what a variable can hold. Syntax only.</summary>
internal sealed class Assigned
{
    private const int MaxNodes = 100_000;

    private const int MaxValues = 16;

    private const int MaxLinks = 64;

    private const int MaxParts = 8;

    private static readonly ConditionalWeakTable<SyntaxNode, Assigned> ByScope = new();

    private readonly Dictionary<string, List<ExpressionSyntax>> _values = new(StringComparer.Ordinal);

    private readonly Dictionary<string, (ExpressionSyntax Tuple, int Place)> _taken = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<ExpressionSyntax>> _parts = new(StringComparer.Ordinal);

    private Assigned(SyntaxNode scope)
    {
        foreach (var node in scope.DescendantNodes().Take(MaxNodes))
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Initializer.Value: { } value } variable:
                    Add(variable.Identifier.ValueText, value);
                    break;
                case PropertyDeclarationSyntax { Initializer.Value: { } value } property:
                    Add(property.Identifier.ValueText, value);
                    break;
                case PropertyDeclarationSyntax { ExpressionBody.Expression: { } value } property:
                    Add(property.Identifier.ValueText, value);
                    break;
                case AssignmentExpressionSyntax assignment:
                    AddAssignment(assignment);
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when Fills(access.Name.Identifier.ValueText) && Filled(access) is { } target:
                    foreach (var argument in call.ArgumentList.Arguments)
                        Add(target, argument.Expression);
                    break;
                case ForEachStatementSyntax loop:
                    Add(loop.Identifier.ValueText, loop.Expression);
                    break;
            }
        }
    }

    public static Assigned In(SyntaxNode scope) => ByScope.GetValue(scope, node => new Assigned(node));

    /// <summary>What is put into members of a variable: <c>model.Token = token;</c></summary>
    public IReadOnlyList<ExpressionSyntax> IntoMembersOf(string name) => _parts.TryGetValue(name, out var values) ? values : [];

    /// <summary>The tuple that a variable is a part of, and which one.</summary>
    public (ExpressionSyntax Tuple, int Place)? PartOf(string name) => _taken.TryGetValue(name, out var part) ? part : null;

    public IReadOnlyList<ExpressionSyntax> To(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <summary>
    /// What a local can hold where it is read. What was put into it before is gone behind an assignment that every way to there passes; what is put
    /// into it later may come around again in a loop.
    /// </summary>
    /// <param name="name">The local.</param>
    /// <param name="use">Where it is read.</param>
    public IEnumerable<ExpressionSyntax> Reaching(string name, SyntaxNode use)
    {
        var values = To(name);
        if (values.Count < 2)
            return values;
        var from = 0;
        foreach (var value in values)
        {
            if (value.Span.End <= use.SpanStart && value.SpanStart > from && BlockOf(value) is { } block && block.Span.Contains(use.Span) && FunctionOf(value) == FunctionOf(use))
                from = value.SpanStart;
        }

        return from == 0 ? values : values.Where(value => value.SpanStart >= from);
    }

    /// <summary>Where all that follows has the value: <c>{ reply = await Get(url); … }</c>, <c>{ var reply = …; … }</c></summary>
    private static SyntaxNode? BlockOf(ExpressionSyntax value)
    {
        var statement = value.Parent switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax, Parent: ExpressionStatementSyntax whole } set when set.IsKind(SyntaxKind.SimpleAssignmentExpression) && set.Right == value => whole,
            EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax whole } => (StatementSyntax)whole,
            _ => null,
        };
        return statement?.Parent is GlobalStatementSyntax { Parent: { } file } ? file : statement?.Parent as BlockSyntax;
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax);

    private static bool Fills(string method) =>
        method is "Append" or "AppendFormat" or "AppendLine" or "Insert" or "Add" or "TryAdd" or "AddQueryParameter" or "AddParameter" or "SetQueryParam" or "Push" or "Enqueue";

    /// <summary>The variable at the root: <c>text.Append("a").Append(b)</c>.</summary>
    private static string? Filled(MemberAccessExpressionSyntax access)
    {
        for (var links = 0; links < MaxLinks; links++)
        {
            switch (access.Expression)
            {
                case IdentifierNameSyntax target:
                    return target.Identifier.ValueText;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax inner } when Fills(inner.Name.Identifier.ValueText):
                    access = inner;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private void AddAssignment(AssignmentExpressionSyntax assignment)
    {
        switch (assignment.Left)
        {
            case IdentifierNameSyntax name:
                // In an initialiser the name is a member of what is made.
                if (assignment.Parent is not InitializerExpressionSyntax)
                    Add(name.Identifier.ValueText, assignment.Right);
                break;
            case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member:
                Add(member.Name.Identifier.ValueText, assignment.Right);
                break;
            case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression):
                Add(_parts, owner.Identifier.ValueText, assignment.Right);
                break;
            case ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax list }:
                Add(list.Identifier.ValueText, assignment.Right);
                break;
            // var (token, left) = Fetch(); each is a part of what the method returns.
            case DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax names } when names.Variables.Count <= MaxParts:
                for (var i = 0; i < names.Variables.Count; i++)
                {
                    if (names.Variables[i] is SingleVariableDesignationSyntax part)
                        _taken[part.Identifier.ValueText] = (assignment.Right, i);
                }

                break;
            case TupleExpressionSyntax names when assignment.Right is TupleExpressionSyntax values && values.Arguments.Count == names.Arguments.Count:
                for (var i = 0; i < names.Arguments.Count; i++)
                {
                    if (names.Arguments[i].Expression is IdentifierNameSyntax part)
                        Add(part.Identifier.ValueText, values.Arguments[i].Expression);
                }

                break;
        }
    }

    private void Add(string name, ExpressionSyntax value) => Add(_values, name, value);

    private static void Add(Dictionary<string, List<ExpressionSyntax>> byName, string name, ExpressionSyntax value)
    {
        if (!byName.TryGetValue(name, out var values))
            byName.Add(name, values = []);
        if (values.Count < MaxValues)
            values.Add(value);
    }
}
