using System.Globalization;
using System.Text.RegularExpressions;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>
/// Makes the small mistakes that people make: a comparison off by one, a condition forgotten or turned round, a number or a word
/// changed, an element left out of a list. Each node is mutated by itself.
/// </summary>
internal sealed partial class ExpressionMutator(CheckedAst ast)
{
    private readonly List<Rewrite> _rewrites = [];

    /// <summary>Every mutation of an expression, in the order of its text.</summary>
    /// <param name="ast">The expression.</param>
    /// <param name="decides">Whether its value counts; of <c>at</c> only what it reads does.</param>
    public static IReadOnlyList<Rewrite> Of(CheckedAst ast, bool decides = true)
    {
        var mutator = new ExpressionMutator(ast);
        mutator.Visit(ast.Root, decides && ast.Type.Kind == CelTypeKind.Bool ? Use.Condition : Use.Value);
        return mutator._rewrites;
    }

    private enum Use
    {
        /// <summary>The node gives a value.</summary>
        Value,

        /// <summary>The node decides: a whole expression, a predicate, a branch.</summary>
        Condition,

        /// <summary>The node is a term of a condition.</summary>
        Term,

        /// <summary>The node is negated: what can be done to it is done to the negation.</summary>
        Negated,
    }

    private void Visit(Expr node, Use use)
    {
        if (use is Use.Condition or Use.Term)
            MutateCondition(node, use);
        switch (node)
        {
            case LogicalExpr logical:
                Replace(node, logical with { IsAnd = !logical.IsAnd });
                Visit(logical.Left, Use.Term);
                Visit(logical.Right, Use.Term);
                return;
            case UnaryExpr { Operator: Operator.Not } not:
                Visit(not.Operand, Use.Negated);
                return;
            case ConditionalExpr conditional:
                Visit(conditional.Condition, Use.Term);
                Visit(conditional.Then, use == Use.Value ? Use.Value : Use.Term);
                Visit(conditional.Otherwise, use == Use.Value ? Use.Value : Use.Term);
                return;
            case ComprehensionExpr comprehension:
                MutateComprehension(comprehension);
                Visit(comprehension.Range, Use.Value);
                if (comprehension.Filter is { } filter)
                    Visit(filter, Use.Condition);
                Visit(comprehension.Body, IsPredicate(comprehension) ? Use.Condition : Use.Value);
                return;
            case HasExpr:
                return;
            case BinaryExpr binary:
                MutateBinary(binary, use);
                break;
            case LiteralExpr literal:
                MutateLiteral(literal);
                break;
            case ListExpr list:
                MutateList(list);
                break;
            case CallExpr call:
                MutateCall(call);
                break;
        }

        foreach (var child in ExprWalker.Children(node))
            Visit(child, Use.Value);
    }

    private static bool IsPredicate(ComprehensionExpr comprehension) =>
        comprehension.Kind is ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne or ComprehensionKind.Filter;

    private void MutateCondition(Expr node, Use use)
    {
        if (node is LiteralExpr)
            return;
        // Of a chain only the whole is negated: its terms are dropped and negated one by one.
        if (node is not LogicalExpr)
        {
            Replace(node, Bool(node, true));
            Replace(node, Bool(node, false));
        }

        if (node is UnaryExpr { Operator: Operator.Not } not)
            Replace(node, not.Operand);
        else if (node is BinaryExpr binary && Opposite(binary.Operator) is { } opposite)
            Replace(node, binary with { Operator = opposite });
        else if (node is not LogicalExpr || use == Use.Condition)
            Replace(node, new UnaryExpr(node.Span, Operator.Not, node));
    }

    private void MutateBinary(BinaryExpr binary, Use use)
    {
        if (use == Use.Value && Opposite(binary.Operator) is { } opposite)
            Replace(binary, binary with { Operator = opposite });
        Operator? swapped = binary.Operator switch
        {
            Operator.Less => Operator.LessOrEqual,
            Operator.LessOrEqual => Operator.Less,
            Operator.Greater => Operator.GreaterOrEqual,
            Operator.GreaterOrEqual => Operator.Greater,
            Operator.Add => Operator.Subtract,
            Operator.Subtract => Operator.Add,
            Operator.Multiply => Operator.Divide,
            Operator.Divide => Operator.Multiply,
            Operator.Modulo => Operator.Multiply,
            _ => null,
        };
        if (swapped is { } other)
            Replace(binary, binary with { Operator = other });
        if (binary.Operator is Operator.Subtract or Operator.Divide or Operator.Modulo)
            Replace(binary, binary with { Left = binary.Right, Right = binary.Left });
        // On one side of the boundary only, or on both.
        if (binary.Operator is Operator.LessOrEqual or Operator.GreaterOrEqual)
            Replace(binary, binary with { Operator = Operator.Equal });
        else if (binary.Operator is Operator.Less or Operator.Greater && !IsLeast(binary.Left) && !IsLeast(binary.Right))
            Replace(binary, binary with { Operator = Operator.NotEqual });
        if (binary.Operator is Operator.Equal or Operator.NotEqual)
        {
            MutateWord(binary.Left, binary.Right);
            MutateWord(binary.Right, binary.Left);
        }
    }

    // No size is less than 0, so that "more than 0" and "not 0" are the same.
    private static bool IsLeast(Expr side) => side is LiteralExpr { Value: 0L };

    // A word of an enumeration: another word, since one that is none would not load.
    private void MutateWord(Expr side, Expr other)
    {
        if (side is LiteralExpr { Value: string word } && ast.TypeOf(other) is EnumType words && Another(words, [word]) is { } replacement)
            Replace(side, new LiteralExpr(side.Span, LiteralKind.String, replacement));
    }

    private static string? Another(EnumType words, IReadOnlyCollection<string> used) =>
        words.Values.FirstOrDefault(w => !used.Contains(w));

    private void MutateLiteral(LiteralExpr literal)
    {
        switch (literal.Value)
        {
            case bool value:
                Replace(literal, Bool(literal, !value));
                break;
            case long value:
                if (value < long.MaxValue)
                    Replace(literal, literal with { Value = value + 1 });
                if (value > long.MinValue)
                    Replace(literal, literal with { Value = value - 1 });
                break;
            case double value:
                Replace(literal, literal with { Value = value + 1 });
                Replace(literal, literal with { Value = value - 1 });
                break;
            case string value:
                Replace(literal, literal with { Value = value + "~" });
                // What a pattern, a duration or a timestamp must look like forbids the other.
                if (Number().Match(value) is { Success: true } number && long.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
                    Replace(literal, literal with { Value = $"{value[..number.Index]}{digits + 1}{value[(number.Index + number.Length)..]}" });
                break;
        }
    }

    private void MutateList(ListExpr list)
    {
        if (list.Elements.Count == 0)
            return;
        Replace(list, list with { Elements = [] });
        for (var i = 0; i < list.Elements.Count && list.Elements.Count > 1; i++)
            Replace(list, list with { Elements = [.. list.Elements.Where((_, index) => index != i)] });
    }

    private void MutateCall(CallExpr call)
    {
        if (call is { Target: { } target, Function: "distinct" or "sort" or "reverse" or "trim" or "lowerAscii" or "upperAscii", Arguments.Count: 0 })
            Replace(call, target);
        foreach (var other in Related(call.Function))
            Replace(call, call with { Function = other });
        if (call.Arguments is [var first, var second] && !IsSymmetric(call.Function))
            Replace(call, call with { Arguments = [second, first] });
        else if (call is { Target: { } operand, Arguments: [var argument] } && ast.ReferenceOf(call) is CallReference { TargetIsNamespace: false })
            Replace(call, call with { Target = argument, Arguments = [operand] });
    }

    // Functions that are easily taken for each other.
    private static string[] Related(string function) => function switch
    {
        "greatest" => ["least"],
        "least" => ["greatest"],
        "startsWith" => ["endsWith", "contains"],
        "endsWith" => ["startsWith", "contains"],
        "isPrivateRange" => ["isPublicRange"],
        "isPublicRange" => ["isPrivateRange"],
        "intersects" => ["contains", "equivalent"],
        "equivalent" => ["contains", "intersects"],
        _ => [],
    };

    private static bool IsSymmetric(string function) => function is "intersects" or "equivalent" or "greatest" or "least";

    private void MutateComprehension(ComprehensionExpr comprehension)
    {
        switch (comprehension.Kind)
        {
            case ComprehensionKind.All:
                With(ComprehensionKind.Exists, "exists");
                break;
            case ComprehensionKind.Exists:
                With(ComprehensionKind.All, "all");
                if (!FindsOneAtMost(comprehension))
                    With(ComprehensionKind.ExistsOne, "exists_one");
                break;
            case ComprehensionKind.ExistsOne:
                With(ComprehensionKind.Exists, "exists");
                With(ComprehensionKind.All, "all");
                break;
            case ComprehensionKind.SortBy:
                Replace(comprehension, comprehension.Range);
                break;
        }

        void With(ComprehensionKind kind, string macro) => Replace(comprehension, comprehension with { Kind = kind, MacroName = macro });
    }

    /// <summary>
    /// Whether no list can hold two elements that a predicate is true for: it compares the element itself, or the field by which the
    /// schema identifies it.
    /// </summary>
    private bool FindsOneAtMost(ComprehensionExpr comprehension)
    {
        if (comprehension.SecondVariable is not null)
            return false;
        var terms = comprehension.Body is LogicalExpr { IsAnd: true } chain ? ExprWalker.All(chain).Where(n => n is BinaryExpr) : [comprehension.Body];
        return terms.OfType<BinaryExpr>().Any(b => b.Operator == Operator.Equal && (Identifies(b.Left, b.Right) || Identifies(b.Right, b.Left)));

        bool Identifies(Expr side, Expr other) =>
            !ExprWalker.All(other).Any(n => n is IdentExpr ident && IsElement(ident))
            && (side is IdentExpr whole && IsElement(whole)
                || side is SelectExpr { Operand: IdentExpr element } select && IsElement(element) && IsKey(element, select.Field));

        bool IsElement(IdentExpr ident) => string.Equals(ident.Name, comprehension.FirstVariable.Name, StringComparison.Ordinal);

        bool IsKey(IdentExpr element, string field) =>
            ast.TypeOf(element) is RecordType record
            && string.Equals(TenantSchema.V1.FindType(record.Name)?.Key?.Name, field, StringComparison.Ordinal);
    }

    private static Operator? Opposite(Operator @operator) => @operator switch
    {
        Operator.Equal => Operator.NotEqual,
        Operator.NotEqual => Operator.Equal,
        Operator.Less => Operator.GreaterOrEqual,
        Operator.LessOrEqual => Operator.Greater,
        Operator.Greater => Operator.LessOrEqual,
        Operator.GreaterOrEqual => Operator.Less,
        _ => null,
    };

    private static LiteralExpr Bool(Expr node, bool value) => new(node.Span, LiteralKind.Bool, value);

    private void Replace(Expr node, Expr replacement)
    {
        if (!ExprComparer.SameMeaning(node, replacement))
            _rewrites.Add(new Rewrite(node, replacement));
    }

    [GeneratedRegex("[0-9]{1,15}", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
