using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>The name under which a string is kept or handed over: what tells a secret from a hash of the same shape.</summary>
internal sealed class StringTarget
{
    private const int MaxClimb = 64;

    private const int MaxNested = 4;

    private StringTarget(string name, string? owner)
    {
        Name = WeComWords.Normalize(name);
        Owner = owner is null ? "" : WeComWords.Normalize(owner);
    }

    /// <summary>Normalized (see <see cref="WeComWords.Normalize"/>).</summary>
    public string Name { get; }

    /// <summary>The type that declares the parameter or is being initialised, normalized; empty where none is known.</summary>
    public string Owner { get; }

    public static StringTarget? Of(ExpressionSyntax text, SemanticModel model, CancellationToken cancellation) => Of(text, model, MaxNested, cancellation);

    private static StringTarget? Of(ExpressionSyntax text, SemanticModel model, int nested, CancellationToken cancellation)
    {
        SyntaxNode node = text;
        for (var climbed = 0; climbed < MaxClimb && node.Parent is { } parent; climbed++, node = parent)
        {
            switch (parent)
            {
                case ExpressionSyntax when Wrapped.IsAround(parent, node):
                case SwitchExpressionArmSyntax or SwitchExpressionSyntax:
                    continue;
                case ConditionalExpressionSyntax choice when choice.Condition != node:
                    continue;
                case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression):
                    if (coalesce.Right == node && KeyRead(coalesce.Left) is { } key && SecretName.Tells(WeComWords.Normalize(key)))
                        return new StringTarget(key, null);
                    continue;
                // The padding that an EncodingAESKey comes without.
                case BinaryExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText: "=" } } padded when padded.IsKind(SyntaxKind.AddExpression) && padded.Left == node:
                    return new StringTarget("encodingAesKey", null);
                case ArgumentSyntax { Parent: TupleExpressionSyntax tuple } element:
                    if (OfTuple(element, tuple) is { } part)
                        return new StringTarget(part, null);
                    node = parent;
                    parent = tuple;
                    continue;
                case InitializerExpressionSyntax list when list.IsKind(SyntaxKind.ArrayInitializerExpression) || list.IsKind(SyntaxKind.CollectionInitializerExpression):
                    if (list.Expressions.IndexOf((ExpressionSyntax)node) is > 0 and var at && IsCorpId(list.Expressions[at - 1]))
                        return new StringTarget("corpSecret", null);
                    continue;
                case ExpressionElementSyntax { Parent: CollectionExpressionSyntax collection } item:
                    if (collection.Elements.IndexOf(item) is > 0 and var place && collection.Elements[place - 1] is ExpressionElementSyntax before && IsCorpId(before.Expression))
                        return new StringTarget("corpSecret", null);
                    continue;
                case CollectionExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax:
                case BaseObjectCreationExpressionSyntax { Initializer: { } elements } when elements == node:
                    continue;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    return new StringTarget(variable.Identifier.ValueText, null);
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                    return new StringTarget(property.Identifier.ValueText, null);
                case EqualsValueClauseSyntax { Parent: ParameterSyntax parameter }:
                    return new StringTarget(parameter.Identifier.ValueText, null);
                case ArrowExpressionClauseSyntax or ReturnStatementSyntax:
                    return MemberAround(parent) is { } member ? new StringTarget(member, null) : null;
                case AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } keys } element } assignment when assignment.Right == node:
                    return Entry(keys[0].Expression, NameOf(element.Expression));
                case AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } keys }, Parent: InitializerExpressionSyntax entries } assignment when assignment.Right == node:
                    return Entry(keys[0].Expression, Holder(entries, model, nested, cancellation));
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return NameOf(assignment.Left) is { } assigned ? new StringTarget(assigned, InitialisedType(assignment)) : null;
                case AnonymousObjectMemberDeclaratorSyntax { NameEquals: { } named }:
                    return new StringTarget(named.Name.Identifier.ValueText, null);
                case InitializerExpressionSyntax pair when pair.IsKind(SyntaxKind.ComplexElementInitializerExpression):
                    return pair.Expressions.Count == 2 && pair.Expressions[1] == node
                        ? Entry(pair.Expressions[0], pair.Parent is InitializerExpressionSyntax all ? Holder(all, model, nested, cancellation) : null) : null;
                case AttributeArgumentSyntax argument:
                    return OfAttribute(argument, model, cancellation);
                case ArgumentSyntax { Parent: BaseArgumentListSyntax list } argument:
                    return OfArgument(argument, list, model, cancellation);
                default:
                    return null;
            }
        }

        return null;
    }

    private static StringTarget? Entry(ExpressionSyntax key, string? dictionary) =>
        DictionaryEntry.NameOf(key, dictionary) is { } name ? new StringTarget(name, null) : null;

    /// <summary>The name of the dictionary that is being filled.</summary>
    private static string? Holder(InitializerExpressionSyntax entries, SemanticModel model, int nested, CancellationToken cancellation) => entries.Parent switch
    {
        BaseObjectCreationExpressionSyntax made when nested > 0 => Of(made, model, nested - 1, cancellation)?.Name,
        // Options with a dictionary of their own: new() { Secrets = { … } }
        AssignmentExpressionSyntax filled => NameOf(filled.Left),
        _ => null,
    };

    private static StringTarget? OfAttribute(AttributeArgumentSyntax argument, SemanticModel model, CancellationToken cancellation)
    {
        if (argument.NameEquals is { } property)
            return new StringTarget(property.Name.Identifier.ValueText, null);
        if (argument.NameColon is { } parameter)
            return new StringTarget(parameter.Name.Identifier.ValueText, null);
        if (argument.Parent is not AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } list)
            return null;
        var index = list.Arguments.IndexOf(argument);
        var kind = WrittenType.OfAttribute(attribute);
        switch (attribute.Parent?.Parent)
        {
            // The value of the property that the attribute stands on.
            case PropertyDeclarationSyntax declared when kind is "DefaultSettingValue" or "DefaultValue":
                return new StringTarget(declared.Identifier.ValueText, null);
            // The arguments with which a test is run.
            case BaseMethodDeclarationSyntax { ParameterList.Parameters: var parameters } when kind is "InlineData" or "TestCase" or "DataRow" or "Arguments" && index < parameters.Count:
                return new StringTarget(parameters[index].Identifier.ValueText, null);
        }

        return ParameterAt(model.GetSymbolInfo(attribute, cancellation), index);
    }

    private static StringTarget? OfArgument(ArgumentSyntax argument, BaseArgumentListSyntax list, SemanticModel model, CancellationToken cancellation)
    {
        var index = list.Arguments.IndexOf(argument);
        var (type, method) = list.Parent switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => (NameOf(access.Expression), access.Name.Identifier.ValueText),
            InvocationExpressionSyntax { Expression: SimpleNameSyntax simple } => (null, simple.Identifier.ValueText),
            ObjectCreationExpressionSyntax creation => (NameOf(creation.Type), ".ctor"),
            _ => (null, ""),
        };
        if (argument.NameColon is { } named)
            return new StringTarget(named.Name.Identifier.ValueText, type);
        if (KnownParameter(type, method, index) is { } known)
            return new StringTarget(known, type);
        if (method is "AreEqual" or "Equal" or "AreNotEqual" or "NotEqual" && index < 2 && list.Arguments.Count >= 2 && NameOf(list.Arguments[1 - index].Expression) is { } expected)
            return new StringTarget(expected, null);
        if (method is "Format" or "AppendFormat" && NameInTemplate(list, index, model, cancellation) is { } query)
            return new StringTarget(query, null);
        // An indexer is no method.
        var parameter = list.Parent is { } call and not ElementAccessExpressionSyntax ? ParameterAt(model.GetSymbolInfo(call, cancellation), index) : null;
        if (parameter is not null && SecretName.Tells(parameter.Name) && parameter.Name != "key")
            return parameter;
        if (method is "Add" or "TryAdd" or "AddOrUpdate" && index == 1 && DictionaryEntry.NameOf(list.Arguments[0].Expression, type) is { } entry)
            return new StringTarget(entry, type);
        if (index > 0 && Text(list.Arguments[index - 1].Expression) is { } before)
        {
            if (SecretShape.IsCorpId(before) && index == 1)
                return new StringTarget("corpSecret", type);
            if (index == 1 && list.Arguments.Count <= 3)
                return new StringTarget(before, null);
        }

        return parameter;
    }

    /// <summary>The name of a part, or the secret that follows a corp id.</summary>
    private static string? OfTuple(ArgumentSyntax element, TupleExpressionSyntax tuple)
    {
        if (element.NameColon is { } named)
            return named.Name.Identifier.ValueText;
        var index = tuple.Arguments.IndexOf(element);
        if (index > 0 && IsCorpId(tuple.Arguments[index - 1].Expression))
            return "corpSecret";
        return tuple.Parent switch
        {
            EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type: TupleTypeSyntax type } } when index < type.Elements.Count =>
                type.Elements[index].Identifier.ValueText,
            AssignmentExpressionSyntax { Left: TupleExpressionSyntax names } when index < names.Arguments.Count => names.Arguments[index].Expression switch
            {
                DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } => variable.Identifier.ValueText,
                { } target => NameOf(target),
            },
            AssignmentExpressionSyntax { Left: DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax names } }
                when index < names.Variables.Count && names.Variables[index] is SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            _ => null,
        };
    }

    /// <summary><c>corpsecret</c> for the argument of <c>string.Format("…corpsecret={1}", …)</c>.</summary>
    private static string? NameInTemplate(BaseArgumentListSyntax list, int index, SemanticModel model, CancellationToken cancellation)
    {
        for (var at = 0; at < Math.Min(index, 2); at++)
        {
            if (model.GetConstantValue(list.Arguments[at].Expression, cancellation) is not { HasValue: true, Value: string template })
                continue;
            var hole = template.IndexOf("={" + (index - at - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + "}", StringComparison.Ordinal);
            var start = hole;
            while (start > 0 && (char.IsLetterOrDigit(template[start - 1]) || template[start - 1] == '_'))
                start--;
            return hole > start ? template.Substring(start, hole - start) : null;
        }

        return null;
    }

    private static bool IsCorpId(ExpressionSyntax expression) => Text(expression) is { } text && SecretShape.IsCorpId(text);

    /// <summary>Shapes of the SDKs, by name: the code may be read without its packages.</summary>
    private static string? KnownParameter(string? type, string method, int index) => (type, method, index) switch
    {
        ("AccessTokenContainer" or "ProviderTokenContainer" or "JsApiTicketContainer" or "CommonApi" or "WorkApiClient", _, 1) => "corpSecret",
        (_, "RegisterWorkAccount", 1) => "corpSecret",
        ("WXBizMsgCrypt", ".ctor", 0) => "callbackToken",
        ("WXBizMsgCrypt", ".ctor", 1) => "encodingAESKey",
        ("WebhookApi", _, 0) => "webhookKey",
        _ => null,
    };

    private static StringTarget? ParameterAt(SymbolInfo info, int index)
    {
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
        if (symbol is not IMethodSymbol { Parameters.Length: > 0 } method || index < 0)
            return null;
        var parameter = method.Parameters[Math.Min(index, method.Parameters.Length - 1)];
        return new StringTarget(parameter.Name, method.ContainingType?.Name);
    }

    private static string? InitialisedType(AssignmentExpressionSyntax assignment) =>
        assignment.Parent is InitializerExpressionSyntax { Parent: ObjectCreationExpressionSyntax creation } ? NameOf(creation.Type) : null;

    private static string? MemberAround(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case PropertyDeclarationSyntax property:
                    return property.Identifier.ValueText;
                case MethodDeclarationSyntax method:
                    return method.Identifier.ValueText;
                case LocalFunctionStatementSyntax function:
                    return function.Identifier.ValueText;
                case AnonymousFunctionExpressionSyntax or BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The key of <c>configuration["key"]</c> or <c>Get("key")</c>.</summary>
    private static string? KeyRead(ExpressionSyntax read) => read switch
    {
        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => Text(arguments[0].Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => Text(arguments[0].Expression),
        _ => null,
    };

    private static string? NameOf(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => Text(arguments[0].Expression),
        ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => Text(arguments[0].Expression),
        _ => null,
    };

    private static string? Text(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText : null;
}
