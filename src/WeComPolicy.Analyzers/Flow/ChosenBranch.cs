using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// What a method does not do for the constants that one call gives it: <c>Notify(Channel.Mail, …)</c> never comes to the branch for another
/// channel. Only what is certain is left out, and a parameter that the method sets itself is not certain.
/// </summary>
internal sealed class ChosenBranch
{
    private const int MaxNodes = 5_000;

    private readonly Dictionary<string, object?> _given;

    private readonly SemanticModel _model;

    private readonly CancellationToken _cancellation;

    private ChosenBranch(Dictionary<string, object?> given, SemanticModel model, CancellationToken cancellation)
    {
        _given = given;
        _model = model;
        _cancellation = cancellation;
    }

    /// <summary>The parts of the body that the call does not come to.</summary>
    public static ImmutableArray<SyntaxNode> NotReached(CallEdge edge, SyntaxNode body, SourceScope scope, CancellationToken cancellation)
    {
        if (edge.Targets.Length != 1 || edge.Call is not { } call || body is not (BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax))
            return ImmutableArray<SyntaxNode>.Empty;
        var choices = body.DescendantNodes().Take(MaxNodes).Where(node => node is IfStatementSyntax or ConditionalExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax).ToList();
        if (choices.Count == 0)
            return ImmutableArray<SyntaxNode>.Empty;
        var given = Given(call, edge.Targets[0], body, scope.ModelOf(call.SyntaxTree), cancellation);
        if (given.Count == 0)
            return ImmutableArray<SyntaxNode>.Empty;
        var choice = new ChosenBranch(given, scope.ModelOf(body.SyntaxTree), cancellation);
        return choices.SelectMany(choice.Left).ToImmutableArray();
    }

    private static Dictionary<string, object?> Given(InvocationExpressionSyntax call, IMethodSymbol method, SyntaxNode body, SemanticModel model, CancellationToken cancellation)
    {
        var given = new Dictionary<string, object?>(StringComparer.Ordinal);
        // An extension that is called on its first parameter takes the others from the first argument on.
        var offset = method.ReducedFrom is null && method.IsExtensionMethod && call.ArgumentList.Arguments.Count < method.Parameters.Length && CallSyntax.Receiver(call) is { } on
            && model.GetSymbolInfo(on, cancellation).Symbol is not INamedTypeSymbol ? 1 : 0;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Ordinal < offset || parameter.IsParams || parameter.RefKind != RefKind.None || Writes.In(body).To(parameter.Name).Count > 0 || Writes.In(body).Filling(parameter.Name).Count > 0)
                continue;
            var argument = call.ArgumentList.Arguments.FirstOrDefault(one => one.NameColon?.Name.Identifier.ValueText == parameter.Name)?.Expression
                ?? CallSyntax.ArgumentOf(call, method, parameter.Ordinal - offset);
            if (argument is not null && model.GetConstantValue(argument, cancellation) is { HasValue: true, Value: var value })
                given[parameter.Name] = value;
            else if (argument is null && parameter.HasExplicitDefaultValue)
                given[parameter.Name] = parameter.ExplicitDefaultValue;
        }

        return given;
    }

    private IEnumerable<SyntaxNode> Left(SyntaxNode choice) => choice switch
    {
        IfStatementSyntax branch => OfIf(branch),
        ConditionalExpressionSyntax either => Asked(either.Condition) switch { true => [either.WhenFalse], false => [either.WhenTrue], _ => [] },
        SwitchStatementSyntax { Expression: var on } cases when Value(on) is { } value => OfCases(cases, value.Held),
        SwitchExpressionSyntax { GoverningExpression: var on } arms when Value(on) is { } value => OfArms(arms, value.Held),
        _ => [],
    };

    private IEnumerable<SyntaxNode> OfIf(IfStatementSyntax branch)
    {
        if (Asked(branch.Condition) is not { } holds)
            yield break;
        if (!holds)
            yield return branch.Statement;
        else if (branch.Else is { } other)
            yield return other;
        if ((holds ? branch.Statement : branch.Else?.Statement) is not { } taken || !Pacing.Leaves(taken) || branch.Parent is not BlockSyntax block)
            yield break;
        foreach (var after in block.Statements.SkipWhile(statement => statement != branch).Skip(1))
            yield return after;
    }

    private IEnumerable<SyntaxNode> OfCases(SwitchStatementSyntax cases, object? value)
    {
        // A section that is entered with goto is entered by another.
        if (cases.DescendantNodes().Any(node => node is GotoStatementSyntax))
            yield break;
        var known = cases.Sections.Select(section => (Section: section, Fits: section.Labels.Aggregate((bool?)false, (fits, label) => Or(fits, Fits(label))))).ToList();
        var isMet = known.Any(one => one.Fits == true);
        foreach (var (section, fits) in known)
        {
            var isDefault = section.Labels.Any(label => label is DefaultSwitchLabelSyntax);
            if (isDefault ? isMet && fits != true : fits == false)
                yield return section;
        }

        bool? Fits(SwitchLabelSyntax label) => label switch
        {
            CaseSwitchLabelSyntax one => Same(one.Value),
            CasePatternSwitchLabelSyntax { WhenClause: null, Pattern: ConstantPatternSyntax { Expression: var constant } } => Same(constant),
            CasePatternSwitchLabelSyntax => null,
            _ => false,
        };

        bool? Same(ExpressionSyntax constant) => Value(constant) is { } other ? Equals(other.Held, value) : null;
    }

    private IEnumerable<SyntaxNode> OfArms(SwitchExpressionSyntax arms, object? value)
    {
        var isMet = false;
        foreach (var arm in arms.Arms)
        {
            bool? fits = arm switch
            {
                { WhenClause: null, Pattern: ConstantPatternSyntax { Expression: var constant } } when Value(constant) is { } other => Equals(other.Held, value),
                { WhenClause: null, Pattern: DiscardPatternSyntax } => true,
                _ => null,
            };
            if (isMet || fits == false)
                yield return arm.Expression;
            isMet |= fits == true;
        }
    }

    /// <summary>Whether a condition holds; null where that depends on more than the constants.</summary>
    private bool? Asked(ExpressionSyntax condition)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                return Asked(inner.Expression);
            case PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression):
                return !Asked(not.Operand);
            case BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression):
                return !Or(!Asked(both.Left), !Asked(both.Right));
            case BinaryExpressionSyntax either when either.IsKind(SyntaxKind.LogicalOrExpression):
                return Or(Asked(either.Left), Asked(either.Right));
            case BinaryExpressionSyntax compared when compared.IsKind(SyntaxKind.EqualsExpression) || compared.IsKind(SyntaxKind.NotEqualsExpression):
                return Value(compared.Left) is { } left && Value(compared.Right) is { } right ? Equals(left.Held, right.Held) == compared.IsKind(SyntaxKind.EqualsExpression) : null;
            case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: var constant }, Expression: var on }:
                return Value(on) is { } value && Value(constant) is { } other ? Equals(value.Held, other.Held) : null;
            case IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var constant } }, Expression: var on }:
                return Value(on) is { } held && Value(constant) is { } but ? !Equals(held.Held, but.Held) : null;
            default:
                return Value(condition)?.Held as bool?;
        }
    }

    private sealed class Known(object? held)
    {
        public object? Held { get; } = held;
    }

    private static bool? Or(bool? left, bool? right) => left == true || right == true ? true : left is null || right is null ? null : false;

    private Known? Value(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax inner)
            expression = inner.Expression;
        if (expression is IdentifierNameSyntax { Identifier.ValueText: var name } && _given.TryGetValue(name, out var given))
            return new Known(given);
        return _model.GetConstantValue(expression, _cancellation) is { HasValue: true, Value: var constant } ? new Known(constant) : null;
    }
}
