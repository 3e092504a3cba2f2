using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>Checks one expression: gradual typing as CEL has it, strict wherever the schema knows.</summary>
internal sealed partial class TypeChecker
{
    // What leaves the expression as its type is kept small; deeper parts are dyn.
    private const int MaxTypeDepth = 32;

    private readonly ParseResult _parsed;
    private readonly CelEnvironment _environment;
    private readonly NameResolution _names;
    private readonly TypeInference _inference = new();
    private readonly DiagnosticCollector _diagnostics = new();
    private readonly CelType?[] _types;
    private readonly Reference?[] _references;
    private readonly bool[] _notQualified;
    private readonly List<VariableDeclaration> _free = [];
    private readonly HashSet<int> _freeSlots = [];
    private readonly Presence _presence;
    private List<CelType> _slots = [];

    public TypeChecker(ParseResult parsed, CelEnvironment environment)
    {
        _parsed = parsed;
        _environment = environment;
        _names = new NameResolution(environment);
        _types = new CelType?[parsed.NodeCount];
        _references = new Reference?[parsed.NodeCount];
        _notQualified = new bool[parsed.NodeCount];
        _presence = new Presence(node => _references[node.Id]);
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ExpressionDiagnostic> Diagnostics => _diagnostics.ToList();

    public CheckedAst Check(Expr root, CelType? expected, Guards guards)
    {
        var type = Visit(root, new Context(null, guards));
        if (expected is not null)
            CheckExpected(root, type, expected);
        for (var i = 0; i < _types.Length; i++)
        {
            if (_types[i] is { } found)
                _types[i] = _inference.Substitute(found, freeToDyn: true);
        }

        CheckConstants(root);
        _types[root.Id] = Clamp(_types[root.Id]!, MaxTypeDepth);
        return new CheckedAst(_parsed.Text, root, _types, _references, _free);
    }

    private static CelType Clamp(CelType type, int depth)
    {
        if (type.Parameters.Count == 0)
            return type;
        if (depth == 0)
            return CelType.Dyn;
        return type.Kind switch
        {
            CelTypeKind.List => CelType.List(Clamp(type.Parameters[0], depth - 1)),
            CelTypeKind.Map => CelType.Map(Clamp(type.Parameters[0], depth - 1), Clamp(type.Parameters[1], depth - 1)),
            CelTypeKind.Optional => CelType.Optional(Clamp(type.Parameters[0], depth - 1)),
            CelTypeKind.Type => CelType.TypeOf(Clamp(type.Parameters[0], depth - 1)),
            _ => CelType.Opaque(type.Name, [.. type.Parameters.Select(p => Clamp(p, depth - 1))]),
        };
    }

    private void Report(TextSpan span, Bilingual message, Bilingual? hint = null) => _diagnostics.Add(span, message, hint);

    private CelType Fail(TextSpan span, Bilingual message, Bilingual? hint = null)
    {
        Report(span, message, hint);
        return CelType.Error;
    }

    private CelType Known(CelType type) => _inference.Substitute(type, freeToDyn: false);

    private string TextOf(Expr node)
    {
        var text = _parsed.Text.Substring(node.Span.Start, node.Span.Length);
        return text.Length <= 60 && !text.Contains('\n', StringComparison.Ordinal) ? text : "…";
    }

    private static bool IsDynamic(CelType type) => type.Kind is CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Parameter;

    private void CheckExpected(Expr root, CelType type, CelType expected)
    {
        var known = Known(type);
        if (_inference.IsAssignable(known, expected))
            return;
        Report(
            root.Span,
            new Bilingual($"这里需要 {expected}，但表达式的类型是 {known}。", $"{Capital(Signatures.WithArticle(expected))} is needed here, but the expression is {Signatures.WithArticle(known)}."),
            known.Kind == CelTypeKind.Optional && _inference.IsAssignable(known.Parameters[0], expected)
                ? new Bilingual("可选值请用 .orValue(…) 给出缺省值。", "Give the optional value a default with .orValue(…).")
                : null);
    }

    private CelType Visit(Expr node, Context context)
    {
        var type = node switch
        {
            LiteralExpr literal => TypeOf(literal),
            IdentExpr ident => VisitIdent(ident, context),
            SelectExpr select => VisitSelect(select, context),
            HasExpr has => VisitHas(has, context),
            IndexExpr index => VisitIndex(index, context),
            CallExpr call => VisitCall(call, context),
            UnaryExpr unary => VisitUnary(unary, context),
            BinaryExpr binary => VisitBinary(binary, context),
            LogicalExpr logical => VisitLogical(logical, context),
            ConditionalExpr conditional => VisitConditional(conditional, context),
            ListExpr list => VisitList(list, context),
            MapExpr map => VisitMap(map, context),
            RecordExpr record => VisitRecord(record, context),
            ComprehensionExpr comprehension => VisitComprehension(comprehension, context),
            BindExpr bind => VisitBind(bind, context),
            BlockExpr block => VisitBlock(block, context),
            OptionalMapExpr map => VisitOptionalMap(map, context),
            _ => CelType.Error,
        };
        _types[node.Id] = type;
        return type;
    }

    private static CelType TypeOf(LiteralExpr literal) => literal.Kind switch
    {
        LiteralKind.Null => CelType.Null,
        LiteralKind.Bool => CelType.Bool,
        LiteralKind.Int => CelType.Int,
        LiteralKind.UInt => CelType.UInt,
        LiteralKind.Double => CelType.Double,
        LiteralKind.String => CelType.String,
        _ => CelType.Bytes,
    };

    private CelType VisitLogical(LogicalExpr logical, Context context)
    {
        VisitTerm(logical.Left, context, logical.IsAnd);
        var right = context with { Guards = context.Guards.With(_presence.When(logical.Left, holds: logical.IsAnd)) };
        VisitTerm(logical.Right, right, logical.IsAnd);
        return CelType.Bool;
    }

    private void VisitTerm(Expr term, Context context, bool isAnd)
    {
        var type = Visit(term, context);
        if (term is not LogicalExpr)
            RequireBool(term, type, isAnd ? "&&" : "||");
    }

    // what: the operator or macro that asks for a bool.
    private void RequireBool(Expr node, CelType type, string what)
    {
        var known = Known(type);
        if (_inference.IsAssignable(known, CelType.Bool))
            return;
        Report(
            node.Span,
            new Bilingual($"{what} 需要 bool，但这里的类型是 {known}。", $"{what} needs a bool, but this is of type {known}."),
            BoolHint(node, known));
    }

    private Bilingual? BoolHint(Expr node, CelType type)
    {
        var text = TextOf(node);
        if (text == "…")
            text = "x";
        return type.Kind switch
        {
            CelTypeKind.Optional => new Bilingual($"请写 {text}.orValue(false) 或 {text}.hasValue()。", $"Write {text}.orValue(false) or {text}.hasValue()."),
            CelTypeKind.String => new Bilingual($"判断非空请写 {text} != ''。", $"To ask for any text write {text} != ''."),
            CelTypeKind.Int => new Bilingual($"判断非零请写 {text} != 0。", $"To ask for a number other than zero write {text} != 0."),
            CelTypeKind.List or CelTypeKind.Map => new Bilingual($"判断非空请写 {text}.size() > 0。", $"To ask for any element write {text}.size() > 0."),
            _ => null,
        };
    }

    private CelType VisitConditional(ConditionalExpr conditional, Context context)
    {
        RequireBool(conditional.Condition, Visit(conditional.Condition, context), "?:");
        var then = Visit(conditional.Then, context with { Guards = context.Guards.With(_presence.When(conditional.Condition, true)) });
        var otherwise = Visit(conditional.Otherwise, context with { Guards = context.Guards.With(_presence.When(conditional.Condition, false)) });
        if (_inference.Join(then, otherwise) is { } joined)
            return joined;
        return Fail(
            TextSpan.Between(conditional.Then.Span.Start, conditional.Otherwise.Span.End),
            new Bilingual(
                $"条件表达式的两个值类型不同：{Known(then)} 与 {Known(otherwise)}。",
                $"The two values of the conditional have different types: {Known(then)} and {Known(otherwise)}."),
            new Bilingual("请让两者类型一致；确需不同类型时用 dyn(…)。", "Make them the same type; where both are really needed use dyn(…)."));
    }

    private CelType VisitList(ListExpr list, Context context)
    {
        CelType? element = null;
        foreach (var item in list.Elements)
        {
            var type = Visit(item.Value, context);
            if (item.Optional)
                type = UnwrapElement(item.Value, type);
            element = element is null ? type : _inference.Join(element, type) ?? CelType.Dyn;
        }

        return CelType.List(element ?? _inference.NewVariable());
    }

    // The value of [?e] or {?k: e}: e must be optional.
    private CelType UnwrapElement(Expr value, CelType type)
    {
        var known = Known(type);
        if (known.Kind == CelTypeKind.Optional)
            return known.Parameters[0];
        if (IsDynamic(known))
            return known.Kind == CelTypeKind.Error ? CelType.Error : CelType.Dyn;
        return Fail(
            value.Span,
            new Bilingual($"标了 ? 的元素必须是可选值，但这里的类型是 {known}。", $"An element marked ? must be an optional value, but this is of type {known}."),
            new Bilingual("请去掉 ?，或写 optional.of(…)。", "Remove the ?, or write optional.of(…)."));
    }

    private CelType VisitMap(MapExpr map, Context context)
    {
        CelType? key = null;
        CelType? value = null;
        var seen = new HashSet<(LiteralKind, object)>();
        foreach (var entry in map.Entries)
        {
            var keyType = CheckKey(entry.Key, Visit(entry.Key, context));
            if (entry.Key is LiteralExpr literal && LiteralKey(literal) is { } constant && !seen.Add(constant))
            {
                Report(
                    literal.Span,
                    new Bilingual($"映射中的键 {TextOf(literal)} 重复。", $"The key {TextOf(literal)} stands in the map twice."),
                    new Bilingual("请删去其中一项。", "Remove one of the entries."));
            }

            var valueType = Visit(entry.Value, context);
            if (entry.Optional)
                valueType = UnwrapElement(entry.Value, valueType);
            key = key is null ? keyType : _inference.Join(key, keyType) ?? CelType.Dyn;
            value = value is null ? valueType : _inference.Join(value, valueType) ?? CelType.Dyn;
        }

        return CelType.Map(key ?? _inference.NewVariable(), value ?? _inference.NewVariable());
    }

    // Equal numbers are the same key, whatever their type.
    private static (LiteralKind Kind, object Value)? LiteralKey(LiteralExpr literal) => literal.Value switch
    {
        long number => (LiteralKind.Int, (Int128)number),
        ulong number => (LiteralKind.Int, (Int128)number),
        string or bool => (literal.Kind, literal.Value),
        _ => null,
    };

    private CelType CheckKey(Expr node, CelType type)
    {
        var known = Known(type);
        switch (known.Kind)
        {
            case CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.String or CelTypeKind.Dyn or CelTypeKind.Error:
                return known;
            case CelTypeKind.Parameter:
                _inference.IsAssignable(CelType.Dyn, known);
                return CelType.Dyn;
            default:
                return Fail(
                    node.Span,
                    new Bilingual($"{known} 不能用作映射的键。", $"{Capital(Signatures.WithArticle(known))} cannot be the key of a map."),
                    new Bilingual("键只能是 bool、int、uint 或 string。", "A key is a bool, an int, a uint or a string."));
        }
    }

    private CelType VisitRecord(RecordExpr record, Context context)
    {
        foreach (var field in record.Fields)
            Visit(field.Value, context);
        return Fail(
            TextSpan.Between(record.Span.Start, Math.Min(record.Span.End, record.Span.Start + record.TypeName.Length)),
            new Bilingual($"表达式不能构造 {record.TypeName}。", $"An expression cannot build a {record.TypeName}."),
            new Bilingual("请改用映射，例如 {'字段': 值}。", "Use a map instead, such as {'field': value}."));
    }

    /// <summary>What surrounds a node: the variables of macros, and the fields known to be present.</summary>
    private readonly record struct Context(Local? Locals, Guards Guards)
    {
        public Context Declare(IdentExpr variable, CelType type) => this with { Locals = new Local(variable.Name, variable.Id, type, Locals) };
    }
}
