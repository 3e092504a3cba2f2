using System.Globalization;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

internal sealed partial class TypeChecker
{
    private CelType VisitUnary(UnaryExpr unary, Context context)
    {
        var operand = Visit(unary.Operand, context);
        if (unary.Operator == Operator.Not)
        {
            if (_environment.FindFunction("!_") is { } not)
                _references[unary.Id] = new CallReference(not, not.Overloads, false);
            RequireBool(unary.Operand, operand, "!");
            return CelType.Bool;
        }

        var span = new TextSpan(unary.Span.Start, 1);
        return ResolveOperator(unary, unary.Operator, span, [unary.Operand], [operand]);
    }

    private CelType VisitBinary(BinaryExpr binary, Context context)
    {
        CelType left;
        CelType right;
        if (binary.Operator is Operator.Equal or Operator.NotEqual && binary.Left is IdentExpr)
        {
            // The other side first: it may tell what a bare word was meant to be.
            right = Visit(binary.Right, context);
            left = VisitCompared(binary.Left, context, right);
        }
        else
        {
            left = Visit(binary.Left, context);
            right = binary.Operator is Operator.Equal or Operator.NotEqual
                ? VisitCompared(binary.Right, context, left)
                : Visit(binary.Right, context);
        }

        return ResolveOperator(binary, binary.Operator, binary.OperatorSpan, [binary.Left, binary.Right], [left, right]);
    }

    private CelType VisitCompared(Expr node, Context context, CelType other)
    {
        var compared = _comparedWith;
        _comparedWith = Known(other);
        var type = Visit(node, context);
        _comparedWith = compared;
        return type;
    }

    private CelType VisitIndex(IndexExpr index, Context context)
    {
        var operand = VisitOperand(index.Operand, context);
        var key = VisitOperand(index.Index, context);
        if (operand.Kind != CelTypeKind.Optional && !index.Optional && _environment.FindFunction("_[_]") is { } function
            && operand.Kind is CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Dyn)
        {
            _references[index.Id] = new CallReference(function, [.. function.Overloads.Where(o => o.Parameters[0].Kind == operand.Kind || operand.Kind == CelTypeKind.Dyn)], false);
        }

        var element = ElementOf(index, operand.Kind == CelTypeKind.Optional ? Known(operand.Parameters[0]) : operand, key);
        return operand.Kind == CelTypeKind.Optional || index.Optional ? CelType.Optional(element) : element;
    }

    private CelType ElementOf(IndexExpr index, CelType container, CelType key)
    {
        switch (container.Kind)
        {
            case CelTypeKind.Error:
                return CelType.Error;
            case CelTypeKind.Dyn:
                return CelType.Dyn;
            case CelTypeKind.Parameter:
                _inference.IsAssignable(CelType.Dyn, container);
                return CelType.Dyn;
            case CelTypeKind.List:
                if (!_inference.IsAssignable(key, CelType.Int))
                {
                    Report(
                        index.Index.Span,
                        new Bilingual($"列表的下标应是 int，但这里的类型是 {key}。", $"The index of a list should be an int, but this is of type {key}."),
                        key.Kind == CelTypeKind.String
                            ? new Bilingual("按条件查找请用 list.filter(x, …)。", "To look an element up use list.filter(x, …).")
                            : null);
                }

                return container.Parameters[0];
            case CelTypeKind.Map:
                if (!_inference.IsAssignable(key, container.Parameters[0]))
                {
                    Report(
                        index.Index.Span,
                        new Bilingual(
                            $"这个映射的键是 {Known(container.Parameters[0])}，但这里的类型是 {key}。",
                            $"The keys of this map are {Known(container.Parameters[0])}, but this is of type {key}."));
                }

                return container.Parameters[1];
            default:
                return Fail(
                    TextSpan.Between(index.Operand.Span.End, index.Span.End),
                    new Bilingual($"{container} 不能用 [ ] 取值。", $"{Capital(Signatures.WithArticle(container))} cannot be read with [ ]."),
                    container.Kind switch
                    {
                        CelTypeKind.Record when index.Index is LiteralExpr { Value: string field } && Words.IsPlainField(field) =>
                            new Bilingual($"字段请写 {TextOf(index.Operand)}.{field}。", $"Write the field as {TextOf(index.Operand)}.{field}."),
                        CelTypeKind.String => new Bilingual("取一个字符请用 text.charAt(n)。", "For one character use text.charAt(n)."),
                        _ => null,
                    });
        }
    }

    private CelType ResolveOperator(Expr node, Operator @operator, TextSpan span, Expr[] nodes, CelType[] types)
    {
        var name = Signatures.FunctionName(@operator);
        var symbol = ExpressionPrinter.Symbol(@operator);
        if (_environment.FindFunction(name) is not { } function)
            return Fail(span, new Bilingual($"这里不能用运算符 {symbol}。", $"The operator `{symbol}` cannot be used here."));
        var candidates = new List<Libraries.Overload>();
        CelType? result = null;
        var fresh = new Dictionary<string, CelType>(StringComparer.Ordinal);
        foreach (var overload in function.Overloads)
        {
            if (overload.Parameters.Count != types.Length)
                continue;
            fresh.Clear();
            var parameters = new CelType[types.Length];
            for (var i = 0; i < parameters.Length; i++)
                parameters[i] = _inference.Instantiate(overload.Parameters[i], fresh);
            if (!_inference.AreAssignable(types, parameters))
                continue;
            candidates.Add(overload);
            var overloadResult = Known(_inference.Instantiate(overload.Result, fresh));
            result = result is null || overloadResult.Equals(result) ? overloadResult : CelType.Dyn;
        }

        var known = Array.ConvertAll(types, Known);
        var hasError = known.Any(t => t.Kind == CelTypeKind.Error);
        if (result is not null)
        {
            _references[node.Id] = new CallReference(function, candidates, false);
            if (@operator is Operator.Equal or Operator.NotEqual)
                CheckNullComparison(span, nodes, known);
            return hasError ? SureResult(function, isMember: false, types.Length) : result;
        }

        if (hasError)
            return IsBoolOperator(@operator) ? CelType.Bool : CelType.Error;
        if (known.Any(t => t.Kind == CelTypeKind.Null) && nodes.Any(n => _unguarded.Contains(n.Id)))
            return CelType.Bool; // one mistake: absence is not null
        Report(span, OperatorMessage(@operator, symbol, known), OperatorHint(@operator, symbol, nodes, known, function));
        return IsBoolOperator(@operator) ? CelType.Bool : CelType.Error;
    }

    private static bool IsBoolOperator(Operator @operator) => @operator is Operator.Equal or Operator.NotEqual or Operator.Less
        or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual or Operator.In;

    private void CheckNullComparison(TextSpan span, Expr[] nodes, CelType[] types)
    {
        for (var i = 0; i < 2; i++)
        {
            if (types[i].Kind != CelTypeKind.Null || types[1 - i].Kind is not (CelTypeKind.Optional or CelTypeKind.Opaque))
                continue;
            var text = TextOf(nodes[1 - i]);
            Report(
                span,
                new Bilingual($"{types[1 - i]} 永远不会是 null。", $"{Capital(Signatures.WithArticle(types[1 - i]))} is never null."),
                types[1 - i].Kind == CelTypeKind.Optional
                    ? new Bilingual($"判断有无请写 {text}.hasValue()。", $"To ask whether there is a value write {text}.hasValue().")
                    : null);
        }
    }

    private static Bilingual OperatorMessage(Operator @operator, string symbol, CelType[] types)
    {
        switch (@operator)
        {
            case Operator.Equal or Operator.NotEqual when types.Any(t => t.Kind == CelTypeKind.Null):
                var other = types.First(t => t.Kind != CelTypeKind.Null);
                return new Bilingual($"{other} 永远不会是 null。", $"{Capital(Signatures.WithArticle(other))} is never null.");
            case Operator.Equal or Operator.NotEqual:
                return new Bilingual($"{types[0]} 与 {types[1]} 永远不会相等。", $"{Capital(Signatures.WithArticle(types[0]))} never equals {Signatures.WithArticle(types[1])}.");
            case Operator.In when types[1].Kind is CelTypeKind.List or CelTypeKind.Map:
                return new Bilingual($"{types[1]} 中不会有 {types[0]}。", $"{Capital(Signatures.WithArticle(types[1]))} never holds {Signatures.WithArticle(types[0])}.");
            case Operator.In:
                return new Bilingual($"in 的右边应是列表或映射，但这里的类型是 {types[1]}。", $"`in` needs a list or a map on its right, but this is of type {types[1]}.");
            case Operator.Negate:
                return new Bilingual($"不能对 {types[0]} 取负。", $"{Capital(Signatures.WithArticle(types[0]))} cannot be negated.");
            default:
                return new Bilingual($"运算符 {symbol} 不能用于 {types[0]} 和 {types[1]}。", $"The operator `{symbol}` cannot take {types[0]} and {types[1]}.");
        }
    }

    private Bilingual? OperatorHint(Operator @operator, string symbol, Expr[] nodes, CelType[] types, Libraries.Function function)
    {
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i].Kind != CelTypeKind.Optional)
                continue;
            var text = TextOf(nodes[i]);
            var content = Known(types[i].Parameters[0]);
            return content.Kind is CelTypeKind.List or CelTypeKind.Map && @operator == Operator.In
                ? new Bilingual($"请写 {text}.orValue([])。", $"Write {text}.orValue([]).")
                : new Bilingual($"{text} 是可选值，请写 {text}.orValue(…) 给出缺省值。", $"{text} is optional; give it a default: {text}.orValue(…).");
        }

        if (types.Length != 2)
            return null;
        if (@operator == Operator.In && types[1].Kind == CelTypeKind.String)
            return new Bilingual($"请写 {TextOf(nodes[1])}.contains({TextOf(nodes[0])})。", $"Write {TextOf(nodes[1])}.contains({TextOf(nodes[0])}).");
        if (types.Any(t => t.Kind == CelTypeKind.Null))
            return AbsenceHint(types[0].Kind == CelTypeKind.Null ? nodes[1] : nodes[0]);
        if (Conversion(types[0], types[1], nodes[0], nodes[1]) is { } conversion)
            return conversion;
        if (@operator is Operator.Equal or Operator.NotEqual or Operator.In)
            return null;
        return Signatures.Usage(function.Name, function.Overloads.Where(o =>
            o.Parameters.Any(p => p.Kind == types[0].Kind) || o.Parameters.Any(p => p.Kind == types[1].Kind)));
    }

    // What null in a comparison was probably meant to ask.
    private Bilingual? AbsenceHint(Expr node) => (_references[node.Id] as FieldReference)?.Field.Absence switch
    {
        Absence.None => new Bilingual($"判断有无请写 has({TextOf(node)})。", $"To ask whether it is there write has({TextOf(node)})."),
        Absence.NotKnown => new Bilingual("它是事实：缺失时结论自动为“无法判定”，不必判断。", "It states a fact: where it is absent the verdict is unknown by itself."),
        _ => null,
    };

    // 'true' in quotes where true was meant, '3' where 3 was.
    private static bool IsLiteralOf(CelTypeKind kind, string content) => kind switch
    {
        CelTypeKind.Bool => content is "true" or "false",
        CelTypeKind.Int => long.TryParse(content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private Bilingual? Conversion(CelType left, CelType right, Expr leftNode, Expr rightNode)
    {
        var (node, name) = (left.Kind, right.Kind) switch
        {
            (CelTypeKind.Int, CelTypeKind.Double) => (leftNode, "double"),
            (CelTypeKind.Double, CelTypeKind.Int) => (rightNode, "double"),
            (CelTypeKind.Int, CelTypeKind.UInt) => (rightNode, "int"),
            (CelTypeKind.UInt, CelTypeKind.Int) => (leftNode, "int"),
            (CelTypeKind.String, CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.Double or CelTypeKind.Bool) => (rightNode, "string"),
            (CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.Double or CelTypeKind.Bool, CelTypeKind.String) => (leftNode, "string"),
            (CelTypeKind.Timestamp, CelTypeKind.String) => (rightNode, "timestamp"),
            (CelTypeKind.String, CelTypeKind.Timestamp) => (leftNode, "timestamp"),
            (CelTypeKind.Duration, CelTypeKind.String) => (rightNode, "duration"),
            (CelTypeKind.String, CelTypeKind.Duration) => (leftNode, "duration"),
            _ => (leftNode, null),
        };
        if (name is null)
            return null;
        var text = leftNode is LiteralExpr { Value: string } ? leftNode : rightNode;
        if (name == "string" && text is LiteralExpr { Value: string content } && IsLiteralOf(left.Kind == CelTypeKind.String ? right.Kind : left.Kind, content))
            return DidYouMean(content);
        if (node is LiteralExpr { Value: bool or long or double } literal && name == "string")
        {
            var quoted = ExpressionPrinter.Quote(TextOf(literal));
            return DidYouMean(quoted);
        }

        return new Bilingual($"需要时请转换：{name}({TextOf(node)})。", $"Convert it if that is meant: {name}({TextOf(node)}).");
    }
}
