using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>Comparisons of an enumeration with constants that it can never hold.</summary>
internal sealed partial class TypeChecker
{
    private void CheckConstants(Expr root)
    {
        foreach (var node in ExprWalker.All(root))
        {
            switch (node)
            {
                case BinaryExpr { Operator: Operator.Equal or Operator.NotEqual } comparison:
                    CheckCompared(comparison.OperatorSpan, comparison.Left, comparison.Right);
                    break;
                case BinaryExpr { Operator: Operator.In } membership:
                    CheckMembership(membership);
                    break;
                case CallExpr call when call.Arguments.Count > 0:
                    CheckListArguments(call);
                    break;
                case IndexExpr index when KeyEnum(index.Operand) is { } key:
                    CheckConstant(index.Index, key);
                    break;
            }
        }
    }

    private CelType TypeOf(Expr node) => _types[node.Id] ?? CelType.Error;

    private static EnumType? EnumOf(CelType type) => type switch
    {
        EnumType enumeration => enumeration,
        { Kind: CelTypeKind.Optional } => type.Parameters[0] as EnumType,
        _ => null,
    };

    private static EnumType? ElementEnum(CelType type) => type.Kind == CelTypeKind.List ? type.Parameters[0] as EnumType : null;

    private EnumType? KeyEnum(Expr map) => TypeOf(map) is { Kind: CelTypeKind.Map } type ? type.Parameters[0] as EnumType : null;

    private void CheckCompared(TextSpan span, Expr left, Expr right)
    {
        var leftType = TypeOf(left);
        var rightType = TypeOf(right);
        var leftEnum = EnumOf(leftType);
        var rightEnum = EnumOf(rightType);
        if (leftEnum is not null && rightEnum is not null)
        {
            if (!leftEnum.Values.Intersect(rightEnum.Values, StringComparer.Ordinal).Any())
            {
                Report(
                    span,
                    new Bilingual(
                        $"{leftEnum.Title} 与 {rightEnum.Title} 没有相同的取值，永远不会相等。",
                        $"`{leftEnum.Title}` and `{rightEnum.Title}` have no value in common, so they are never equal."));
            }

            return;
        }

        if (leftEnum is not null)
            CheckConstant(right, leftEnum);
        else if (rightEnum is not null)
            CheckConstant(left, rightEnum);
        else if (ElementEnum(leftType) is { } leftElement)
            CheckElements(right, leftElement);
        else if (ElementEnum(rightType) is { } rightElement)
            CheckElements(left, rightElement);
    }

    private void CheckMembership(BinaryExpr membership)
    {
        var right = TypeOf(membership.Right);
        if (TypeOf(membership.Left) is EnumType enumeration)
            CheckElements(membership.Right, enumeration);
        else if (ElementEnum(right) is { } element)
            CheckConstant(membership.Left, element);
        else if (KeyEnum(membership.Right) is { } key)
            CheckConstant(membership.Left, key);
    }

    // list.contains('x'), sets.contains(list, ['x']), optional.orValue('x') == … : constants that meet a list of an enumeration.
    private void CheckListArguments(CallExpr call)
    {
        Expr[] nodes = call.Target is null || ReferenceTo(call) is { TargetIsNamespace: true } ? [.. call.Arguments] : [call.Target, .. call.Arguments];
        EnumType? element = null;
        foreach (var node in nodes)
            element ??= node.Id < _types.Length ? ElementEnum(TypeOf(node)) : null;
        if (element is null)
            return;
        foreach (var node in nodes)
            CheckElements(node, element);
    }

    private CallReference? ReferenceTo(CallExpr call) => _references[call.Id] as CallReference;

    private void CheckElements(Expr node, EnumType enumeration)
    {
        switch (node)
        {
            case ListExpr list:
                foreach (var element in list.Elements)
                    CheckConstant(element.Value, enumeration);
                break;
            case MapExpr map:
                foreach (var entry in map.Entries)
                    CheckConstant(entry.Key, enumeration);
                break;
            case BinaryExpr { Operator: Operator.Add } sum:
                CheckElements(sum.Left, enumeration);
                CheckElements(sum.Right, enumeration);
                break;
            case ConditionalExpr conditional:
                CheckElements(conditional.Then, enumeration);
                CheckElements(conditional.Otherwise, enumeration);
                break;
        }
    }

    private void CheckConstant(Expr node, EnumType enumeration)
    {
        switch (node)
        {
            case ConditionalExpr conditional:
                CheckConstant(conditional.Then, enumeration);
                CheckConstant(conditional.Otherwise, enumeration);
                break;
            case CallExpr { Function: "of", Target: IdentExpr { Name: "optional" }, Arguments: [var content] }:
                CheckConstant(content, enumeration);
                break;
            case LiteralExpr { Value: string text } when !enumeration.Values.Contains(text, StringComparer.Ordinal) && !_diagnostics.IsFull:
                var near = Suggestion.Nearest(text, enumeration.Values);
                var values = string.Join(", ", enumeration.Values.Take(MaxListed)) + (enumeration.Values.Count > MaxListed ? ", …" : "");
                Report(
                    node.Span,
                    new Bilingual($"{enumeration.Title} 不可能是 '{text}'。", $"`{enumeration.Title}` can never be '{text}'."),
                    near is not null
                        ? DidYouMean(ExpressionPrinter.Quote(near))
                        : new Bilingual($"可取的值：{values}。", $"It is one of: {values}."));
                break;
        }
    }
}
