using System.Globalization;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

internal sealed partial class TypeChecker
{
    // While one side of a comparison is visited, the type of the other: a bare word is then often text without quotes.
    private CelType? _comparedWith;

    private CelType VisitCall(CallExpr call, Context context)
    {
        var compared = _comparedWith;
        _comparedWith = null;
        var type = VisitCallBare(call, context);
        _comparedWith = compared;
        return type;
    }

    private CelType VisitCallBare(CallExpr call, Context context)
    {
        if (call.Target is null)
        {
            var function = _names.FindFunction(call.Function, call.Absolute);
            if (function is null && IsMacroMisuse(call))
                return UnknownFunction(call, null, call.Function);
            var arguments = VisitAll(call.Arguments, context);
            if (function is not null)
                return Resolve(call, function, call.Function, null, call.Arguments, arguments, false, call.FunctionSpan);
            return UnknownFunction(call, null, call.Function);
        }

        var spelled = NameResolution.Spell(call.Target, context.Locals);
        if (spelled is { } path)
        {
            var fullName = path.Name + "." + call.Function;
            if (_names.FindFunction(fullName, path.Absolute) is { } namespaced)
            {
                var arguments = VisitAll(call.Arguments, context);
                var span = TextSpan.Between(call.Target.Span.Start, call.FunctionSpan.End);
                return Resolve(call, namespaced, fullName, null, call.Arguments, arguments, true, span);
            }

            if (IsUnknownNamespace(call.Target, context, fullName) is { } hint)
            {
                if (path.Name != "cel")
                    VisitAll(call.Arguments, context); // those of a macro speak of variables that nobody declared
                return Fail(
                    TextSpan.Between(call.Target.Span.Start, call.FunctionSpan.End),
                    new Bilingual($"没有名为 {fullName} 的函数。", $"There is no function named `{fullName}`."),
                    hint);
            }
        }

        var target = Visit(call.Target, context);
        if (IsMacroMisuse(call))
            return UnknownFunction(call, target, call.Function);
        var types = VisitAll(call.Arguments, context);
        if (_names.FindFunction(call.Function, absolute: false) is { } member)
            return Resolve(call, member, call.Function, (call.Target, target), call.Arguments, types, false, call.FunctionSpan);
        return UnknownFunction(call, target, call.Function);
    }

    // The arguments of a macro speak of variables that a plain call does not declare.
    private bool IsMacroMisuse(CallExpr call) =>
        MacroForms.Find(call.Function) is not null && _names.FindFunction(call.Function, call.Absolute) is null;

    private CelType[] VisitAll(IReadOnlyList<Expr> nodes, Context context)
    {
        var types = new CelType[nodes.Count];
        for (var i = 0; i < types.Length; i++)
            types[i] = Visit(nodes[i], context);
        return types;
    }

    // The target of a call is no variable, but begins like the names of a library: gives what to do, else null.
    private Bilingual? IsUnknownNamespace(Expr target, Context context, string fullName)
    {
        Expr root = target;
        while (root is SelectExpr select)
            root = select.Operand;
        if (root is not IdentExpr ident || _diagnostics.IsFull || _names.Find(ident.Name, ident.Absolute) is not null)
            return null;
        if (target is SelectExpr outer && _names.FindQualified(outer, context.Locals) is not null)
            return null;
        if (MacroForms.Find(fullName) is { } form)
            return MacroHint(form);
        var prefix = fullName[..(fullName.LastIndexOf('.') + 1)];
        var functions = _environment.Functions.Select(f => f.Name).Where(n => n.Contains('.', StringComparison.Ordinal)).ToList();
        if (Suggestion.Nearest(fullName, functions.Concat(MacroForms.Names.Where(n => n.Contains('.', StringComparison.Ordinal)))) is { } near)
            return MacroForms.Find(near) is { } macro ? DidYouMean(macro) : DidYouMean(near);
        var siblings = functions.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (siblings.Count == 0)
            return null;
        var shown = siblings.Take(MaxListed).ToList();
        var more = siblings.Count > MaxListed ? "…" : "";
        return new Bilingual($"{prefix}* 中的函数：{string.Join("、", shown)}{more}。", $"The functions of {prefix}*: {string.Join(", ", shown)}{more}.");
    }

    private static Bilingual MacroHint(string form) => new($"写法是 {form}。", $"It is written {form}.");

    private CelType UnknownFunction(CallExpr call, CelType? target, string name)
    {
        if (target?.Kind == CelTypeKind.Error || _diagnostics.IsFull)
            return CelType.Error;
        if (MacroForms.Find(name) is { } form)
        {
            return Fail(
                call.FunctionSpan,
                new Bilingual($"{name} 的用法不对。", $"`{name}` is not used like this."),
                MacroHint(form));
        }

        var candidates = _environment.Functions
            .Where(f => (char.IsLetter(f.Name[0]) || f.Name[0] == '_') && !f.Name.EndsWith('_') && f.Overloads.Any(o => o.IsMember == target is not null))
            .Select(f => f.Name)
            .Concat(MacroForms.Names);
        Bilingual? hint = null;
        if (AlsoKnownAs(name) is { } alias)
            hint = DidYouMean(alias);
        else if (Suggestion.Nearest(name, candidates) is { } near)
            hint = DidYouMean(near);
        else if (target is null && _environment.Functions.FirstOrDefault(f => f.Name.EndsWith("." + name, StringComparison.Ordinal)) is { } qualified)
            hint = DidYouMean(qualified.Name);
        return Fail(
            call.FunctionSpan,
            new Bilingual($"没有名为 {name} 的函数。", $"There is no function named `{name}`."),
            hint);
    }

    // What other languages call it.
    private string? AlsoKnownAs(string name)
    {
        var meant = name switch
        {
            "length" or "len" or "count" or "Count" or "Length" => "size",
            "toLowerCase" or "toLower" or "lower" => "lowerAscii",
            "toUpperCase" or "toUpper" or "upper" => "upperAscii",
            "any" or "some" or "Any" => "exists",
            "every" or "All" => "all",
            "where" or "Where" => "filter",
            "select" or "Select" => "map",
            "includes" or "indexOfAny" => "contains",
            "str" or "toString" => "string",
            "not" => "!",
            "now" => "today",
            _ => null,
        };
        if (meant is null || meant == "!")
            return meant;
        return _environment.FindFunction(meant) is not null || _environment.FindVariable(meant) is not null || MacroForms.Find(meant) is not null ? meant : null;
    }

    /// <summary>
    /// Picks the overloads that the types allow. One: the call is resolved. Several: the result is their common type, or dyn.
    /// </summary>
    private CelType Resolve(
        Expr call,
        Function function,
        string name,
        (Expr Node, CelType Type)? target,
        IReadOnlyList<Expr> argumentNodes,
        IReadOnlyList<CelType> argumentTypes,
        bool isNamespaced,
        TextSpan span)
    {
        IReadOnlyList<CelType> types = target is { } receiver ? [receiver.Type, .. argumentTypes] : argumentTypes;
        var candidates = new List<Overload>();
        CelType? result = null;
        var isGeneric = new Dictionary<string, CelType>(StringComparer.Ordinal);
        foreach (var overload in function.Overloads)
        {
            if (overload.IsMember != target is not null || overload.Parameters.Count != types.Count)
                continue;
            isGeneric.Clear();
            var parameters = new CelType[types.Count];
            for (var i = 0; i < parameters.Length; i++)
                parameters[i] = _inference.Instantiate(overload.Parameters[i], isGeneric);
            if (!_inference.AreAssignable(types, parameters))
                continue;
            candidates.Add(overload);
            var overloadResult = Known(_inference.Instantiate(overload.Result, isGeneric));
            if (result is null)
                result = overloadResult;
            else if (result.Kind != CelTypeKind.Dyn && !overloadResult.Equals(result))
                result = CelType.Dyn;

            // At run time the first overload that fits is taken; one that fits whatever the values are leaves none for the others.
            if (types.All(t => IsCertain(Known(t))))
                break;
        }

        if (result is not null)
        {
            _references[call.Id] = new CallReference(function, candidates, isNamespaced);
            return types.Any(t => Known(t).Kind == CelTypeKind.Error) ? SureResult(function, target is not null, types.Count) : result;
        }

        if (types.Any(t => Known(t).Kind == CelTypeKind.Error) || _diagnostics.IsFull)
            return CelType.Error;
        return NoOverload(function, name, target, argumentNodes, types, span);
    }

    // The result where an argument is wrong: what every overload gives, else nothing is known.
    private static CelType SureResult(Function function, bool isMember, int count)
    {
        CelType? sure = null;
        foreach (var overload in function.Overloads)
        {
            if (overload.IsMember != isMember || overload.Parameters.Count != count)
                continue;
            if (sure is not null && !sure.Equals(overload.Result))
                return CelType.Error;
            sure = overload.Result;
        }

        return sure is null || sure.Kind == CelTypeKind.Parameter || sure.Parameters.Count > 0 ? CelType.Error : sure;
    }

    private static bool IsCertain(CelType type) =>
        type.Kind is not (CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Null or CelTypeKind.Parameter) && type.Parameters.All(IsCertain);

    private CelType NoOverload(
        Function function,
        string name,
        (Expr Node, CelType Type)? target,
        IReadOnlyList<Expr> argumentNodes,
        IReadOnlyList<CelType> types,
        TextSpan span)
    {
        var sameStyle = function.Overloads.Where(o => o.IsMember == target is not null).ToList();
        if (sameStyle.Count == 0)
            return WrongStyle(function, name, target, argumentNodes, span);
        Expr[] nodes = target is { } receiver ? [receiver.Node, .. argumentNodes] : [.. argumentNodes];
        var sameCount = sameStyle.Where(o => o.Parameters.Count == types.Count).ToList();
        var usage = Signatures.Usage(name, sameCount.Count > 0 ? sameCount : sameStyle);
        if (sameCount.Count == 0)
        {
            var given = argumentNodes.Count.ToString(CultureInfo.InvariantCulture);
            var counts = sameStyle.Select(o => o.Parameters.Count - (o.IsMember ? 1 : 0)).Distinct().Order().ToList();
            var wanted = string.Join(" / ", counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));
            return Fail(
                span,
                new Bilingual($"{name} 需要 {wanted} 个参数，这里有 {given} 个。", $"`{name}` takes {wanted} {(wanted == "1" ? "argument" : "arguments")}, not {given}."),
                usage);
        }

        var known = types.Select(Known).ToList();
        var wrong = WrongArgument(sameCount, known);
        if (wrong >= 0)
        {
            var wantedTypes = string.Join(" / ", sameCount.Select(o => o.Parameters[wrong].ToString()).Distinct(StringComparer.Ordinal));
            var optional = OptionalHint(nodes[wrong], known[wrong], sameCount.Select(o => o.Parameters[wrong]));
            if (target is not null && wrong == 0)
            {
                return Fail(
                    span,
                    new Bilingual($"{known[0]} 没有函数 {name}。", $"There is no function `{name}` on {Signatures.WithArticle(known[0])}."),
                    optional ?? usage);
            }

            return Fail(
                nodes[wrong].Span,
                new Bilingual($"{name} 的这个参数应是 {wantedTypes}，但这里的类型是 {known[wrong]}。", $"This argument of `{name}` should be {wantedTypes}, but is {Signatures.WithArticle(known[wrong])}."),
                optional ?? usage);
        }

        var typeList = string.Join(", ", known.Skip(target is null ? 0 : 1));
        return Fail(
            span,
            target is null
                ? new Bilingual($"{name} 不能用于 ({typeList})。", $"`{name}` cannot take ({typeList}).")
                : new Bilingual($"{known[0]} 的 {name} 不能用于 ({typeList})。", $"`{name}` on {Signatures.WithArticle(known[0])} cannot take ({typeList})."),
            usage);
    }

    // The one argument that fits no overload by itself; -1 where each fits some.
    private int WrongArgument(List<Overload> overloads, List<CelType> types)
    {
        for (var i = 0; i < types.Count; i++)
        {
            if (!overloads.Any(o => _inference.IsAssignable(types[i], _inference.Instantiate(o.Parameters[i], new(StringComparer.Ordinal)))))
                return i;
        }

        return -1;
    }

    private Bilingual? OptionalHint(Expr node, CelType type, IEnumerable<CelType> wanted)
    {
        if (type.Kind != CelTypeKind.Optional)
            return null;
        var content = Known(type.Parameters[0]);
        if (!wanted.Any(w => _inference.IsAssignable(content, _inference.Instantiate(w, new(StringComparer.Ordinal)))))
            return null;
        var text = TextOf(node);
        return new Bilingual($"这是可选值，请写 {text}.orValue(…) 给出缺省值。", $"This value is optional; give it a default: {text}.orValue(…).");
    }

    private CelType WrongStyle(
        Function function,
        string name,
        (Expr Node, CelType Type)? target,
        IReadOnlyList<Expr> arguments,
        TextSpan span)
    {
        if (target is { } receiver)
        {
            var texts = new[] { receiver.Node }.Concat(arguments).Select(TextOf);
            return Fail(
                span,
                new Bilingual($"{name} 不能写在值的后面。", $"`{name}` is not called on a value."),
                DidYouMean($"{name}({string.Join(", ", texts)})"));
        }

        if (arguments.Count == 0)
            return Fail(span, new Bilingual($"{name} 要写在值的后面。", $"`{name}` is called on a value."), Signatures.Usage(name, function.Overloads));
        var rest = string.Join(", ", arguments.Skip(1).Select(TextOf));
        return Fail(
            span,
            new Bilingual($"{name} 要写在值的后面。", $"`{name}` is called on a value."),
            DidYouMean($"{TextOf(arguments[0])}.{name}({rest})"));
    }
}
