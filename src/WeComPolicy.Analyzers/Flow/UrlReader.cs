using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// Follows an address back through locals, fields, properties, formats, builders and request objects, also into other files.
/// What cannot be followed becomes a hole and leaves its name. Every step is counted; a long way ends early, never wrongly.
/// </summary>
internal sealed class UrlReader
{
    private const int MaxSteps = 300;

    private const int MaxDepth = 24;

    private const int MaxLength = 4_000;

    private const int MaxWrites = 16;

    private readonly StringBuilder _text = new();

    private readonly StringBuilder _names = new();

    private readonly StringBuilder _parameters = new();

    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    private readonly SyntaxNode? _member;

    private readonly CancellationToken _cancellation;

    private int _steps;

    private bool _usesParameter;

    private bool _usesObject;

    /// <summary>What is read now was put into a field or property of the object.</summary>
    private bool _isStored;

    private StrongBox<INamedTypeSymbol?>? _typeAround;

    private UrlReader(SyntaxNode? member, CancellationToken cancellation)
    {
        _member = member;
        _cancellation = cancellation;
    }

    /// <summary>Reads the address of a call from what it is called on and what is handed over.</summary>
    public static UrlText OfCall(InvocationExpressionSyntax call, SemanticModel model, SyntaxNode? member, CancellationToken cancellation)
    {
        var reader = new UrlReader(member, cancellation);
        if (Receiver(call) is { } receiver)
        {
            reader.Visit(receiver, model, 0);
            reader.Line();
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax or AnonymousObjectCreationExpressionSyntax)
                continue;
            reader.Visit(argument.Expression, model, 0);
            reader.Line();
        }

        return reader.Result();
    }

    public static UrlText Of(ExpressionSyntax expression, SemanticModel model, SyntaxNode? member, CancellationToken cancellation)
    {
        var reader = new UrlReader(member, cancellation);
        reader.Visit(expression, model, 0);
        return reader.Result();
    }

    /// <summary>What a method is called on, also behind <c>?.</c>.</summary>
    public static ExpressionSyntax? Receiver(InvocationExpressionSyntax call)
    {
        switch (call.Expression)
        {
            case MemberAccessExpressionSyntax access:
                return access.Expression;
            case MemberBindingExpressionSyntax:
                SyntaxNode? at = call.Parent;
                for (var climbed = 0; climbed < MaxDepth && at is not null; climbed++, at = at.Parent)
                {
                    if (at is ConditionalAccessExpressionSyntax conditional)
                        return conditional.Expression;
                }

                return null;
            default:
                return null;
        }
    }

    public static string NameOf(ExpressionSyntax? expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        InvocationExpressionSyntax call => NameOf(call.Expression),
        _ => "",
    };

    private UrlText Result() => new(_text.ToString(), _names.ToString().Trim(), _parameters.ToString().Trim(), _usesParameter, _usesObject);

    private void Line() => _text.Append('\n');

    private void Hole(string name)
    {
        _text.Append(StringText.Hole);
        Name(name);
    }

    private void Name(string name)
    {
        if (name.Length > 0 && _names.Length < MaxLength)
            _names.Append(WeComWords.Normalize(name)).Append(' ');
    }

    private void Visit(ExpressionSyntax? expression, SemanticModel model, int depth)
    {
        if (expression is null)
            return;
        if (++_steps > MaxSteps || depth > MaxDepth || _text.Length > MaxLength)
        {
            Hole("");
            return;
        }

        expression = Wrapped.Value(expression);
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                if (literal.IsKind(SyntaxKind.StringLiteralExpression))
                    _text.Append(literal.Token.ValueText);
                else if (literal.IsKind(SyntaxKind.NumericLiteralExpression))
                    _text.Append(literal.Token.ValueText);
                break;
            case InterpolatedStringExpressionSyntax interpolated:
                foreach (var content in interpolated.Contents)
                {
                    if (content is InterpolatedStringTextSyntax text)
                        _text.Append(text.TextToken.ValueText);
                    else if (content is InterpolationSyntax hole)
                        Visit(hole.Expression, model, depth + 1);
                }

                break;
            case ConditionalExpressionSyntax choice:
                Visit(choice.WhenTrue, model, depth + 1);
                Line();
                Visit(choice.WhenFalse, model, depth + 1);
                break;
            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                VisitSum(sum, model, depth);
                break;
            case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression):
                Visit(coalesce.Left, model, depth + 1);
                Line();
                Visit(coalesce.Right, model, depth + 1);
                break;
            case ConditionalAccessExpressionSyntax conditional:
                Visit(conditional.Expression, model, depth + 1);
                if (conditional.WhenNotNull is MemberBindingExpressionSyntax binding)
                    Hole(binding.Name.Identifier.ValueText);
                break;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                VisitName(expression, model, depth);
                break;
            case ElementAccessExpressionSyntax element:
                VisitElement(element, model, depth);
                break;
            case InvocationExpressionSyntax call:
                VisitCall(call, model, depth);
                break;
            case BaseObjectCreationExpressionSyntax creation:
                VisitCreation(creation, model, depth);
                break;
            case AssignmentExpressionSyntax assignment:
                Visit(assignment.Right, model, depth + 1);
                break;
            case ArrayCreationExpressionSyntax { Initializer: { } items }:
                VisitItems(items.Expressions, model, depth);
                break;
            case ImplicitArrayCreationExpressionSyntax { Initializer: { } items }:
                VisitItems(items.Expressions, model, depth);
                break;
            case TupleExpressionSyntax tuple:
                VisitItems(tuple.Arguments.Select(argument => argument.Expression), model, depth);
                break;
            case CollectionExpressionSyntax list:
                VisitItems(list.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression), model, depth);
                break;
            default:
                Hole("");
                break;
        }
    }

    /// <summary><c>AppSettings["sendUrl"]</c>, <c>configuration["WeCom:Url"]</c>, <c>urls[0]</c></summary>
    private void VisitElement(ElementAccessExpressionSyntax element, SemanticModel model, int depth)
    {
        if (element.ArgumentList.Arguments is { Count: 1 } at && VisitAll(AddressTable.At(element.Expression, at[0].Expression, model, _cancellation), model, depth))
            return;
        if (element.ArgumentList.Arguments.Count > 0 && ConstantText(element.ArgumentList.Arguments[0].Expression, model) is { } key)
        {
            if (AddressCarrier.NamesAddress(key) && model.GetSymbolInfo(element.Expression, _cancellation).Symbol is IParameterSymbol given && IsOfMember(given) && !InQuery())
                UsesParameter(ofObject: false);
            if (!VisitConfigured(SectionOf(element.Expression, model) + key, model))
                Hole(key);
        }
        else
        {
            Hole(NameOf(element.Expression));
        }
    }

    /// <summary><c>GetSection("WeCom")["Url"]</c> asks for <c>WeCom:Url</c>.</summary>
    private string SectionOf(ExpressionSyntax? settings, SemanticModel model)
    {
        var section = "";
        for (var links = 0; links < MaxDepth && settings is InvocationExpressionSyntax call; links++)
        {
            if (NameOf(call.Expression) is "GetSection" or "GetRequiredSection" && call.ArgumentList.Arguments is { Count: 1 } names && ConstantText(names[0].Expression, model) is { } name)
                section = name + ":" + section;
            settings = Receiver(call);
        }

        return section;
    }

    private string? ConstantText(ExpressionSyntax expression, SemanticModel model) =>
        expression is LiteralExpressionSyntax literal ? literal.Token.ValueText
        : expression is IdentifierNameSyntax or MemberAccessExpressionSyntax && model.GetConstantValue(expression, _cancellation) is { HasValue: true, Value: string text } ? text : null;

    /// <summary>The addresses that the configuration of the project has under a key; its name is kept.</summary>
    private bool VisitConfigured(string key, SemanticModel model)
    {
        var found = ConfiguredAddresses.Of(model.Compilation).Under(key);
        for (var i = 0; i < found.Count; i++)
        {
            if (i > 0)
                Line();
            _text.Append(found[i]);
        }

        if (found.Count > 0)
            Name(key);
        return found.Count > 0;
    }

    /// <summary>Long sums are left-deep: gone through without recursion.</summary>
    private void VisitSum(BinaryExpressionSyntax sum, SemanticModel model, int depth)
    {
        var parts = new Stack<ExpressionSyntax>();
        ExpressionSyntax at = sum;
        while (at is BinaryExpressionSyntax next && next.IsKind(SyntaxKind.AddExpression) && parts.Count < MaxSteps)
        {
            parts.Push(next.Right);
            at = next.Left;
        }

        Visit(at, model, depth + 1);
        while (parts.Count > 0)
            Visit(parts.Pop(), model, depth + 1);
    }

    private void VisitName(ExpressionSyntax expression, SemanticModel model, int depth)
    {
        var name = NameOf(expression);
        if (model.GetConstantValue(expression, _cancellation) is { HasValue: true, Value: { } value })
        {
            _text.Append(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        var info = model.GetSymbolInfo(expression, _cancellation);
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
        switch (symbol)
        {
            case IParameterSymbol parameter:
                VisitWritesOf(parameter, name, expression, model, depth);
                var isOwn = IsOfMember(parameter);
                if ((isOwn || IsPutIntoObject(parameter, model)) && !InQuery() && AddressCarrier.Holds(parameter.Type))
                    UsesParameter(ofObject: !isOwn);
                if (isOwn)
                    _parameters.Append(WeComWords.Normalize(name)).Append(' ');
                Hole(isOwn ? "" : name);
                return;
            case ILocalSymbol local:
                if (!VisitLocal(local, name, expression, model, depth))
                    Hole(name);
                return;
            case IFieldSymbol { ContainingType.IsTupleType: true } element when expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } of
                && VisitAll(AddressTable.OfTuple(of.Expression, element, model, _cancellation), model, depth):
                return;
            case IPropertySymbol or IFieldSymbol when IsAddressOfParameter(expression, model):
                _usesParameter |= !InQuery();
                _parameters.Append(WeComWords.Normalize(name)).Append(' ');
                Hole("");
                return;
            case IFieldSymbol or IPropertySymbol when symbol.DeclaringSyntaxReferences.Length > 0:
                var before = _text.Length;
                VisitMember(symbol, model, depth);
                if (!InQuery() && IsSettledByObject(symbol, expression, model, isWritten: _text.Length > before))
                    UsesParameter(ofObject: !(expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax given } && model.GetSymbolInfo(given, _cancellation).Symbol is IParameterSymbol));
                if (IsHoleSince(before) && symbol is IPropertySymbol && VisitConfigured(name, model))
                    return;
                if (_text.Length == before)
                    Hole(OwnerAndName(expression, symbol, name));
                else
                    Name(OwnerAndName(expression, symbol, name));
                return;
        }

        if (expression is MemberAccessExpressionSyntax access)
        {
            if (name is "AbsoluteUri" or "OriginalString" or "AbsolutePath" or "Uri" or "Value" && symbol is null or { ContainingType.Name: "Uri" or "UriBuilder" })
            {
                Visit(access.Expression, model, depth + 1);
                return;
            }

            // Items of a dictionary of addresses.
            if (name == "Value" && symbol is { ContainingType.Name: "KeyValuePair" } && access.Expression is IdentifierNameSyntax)
            {
                Visit(access.Expression, model, depth + 1);
                return;
            }

            if (symbol is null && name.Length > 0 && VisitConfigured(name, model))
                return;
            if (symbol is null or { DeclaringSyntaxReferences.IsEmpty: true } && NameOf(access.Expression) == "Options" && VisitAll(AddressSource.OfOptions(name, expression, model.Compilation, _cancellation), model, depth))
                return;
            Hole(NameOf(access.Expression) + name);
            return;
        }

        Hole(name);
    }

    private void UsesParameter(bool ofObject)
    {
        _usesParameter = true;
        _usesObject |= ofObject;
    }

    /// <summary><c>item.Url</c>, where the caller hands over the item.</summary>
    private bool IsAddressOfParameter(ExpressionSyntax expression, SemanticModel model) =>
        expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name.Identifier.ValueText: var member } && AddressCarrier.NamesAddress(member)
        && model.GetSymbolInfo(owner, _cancellation).Symbol is IParameterSymbol parameter && IsOfMember(parameter)
        && (AddressCarrier.IsObject(parameter.Type) || parameter.Type.IsTupleType);

    private bool IsHoleSince(int start)
    {
        for (var i = start; i < _text.Length; i++)
        {
            if (_text[i] != StringText.Hole && _text[i] != '\n')
                return false;
        }

        return true;
    }

    private static string OwnerAndName(ExpressionSyntax expression, ISymbol symbol, string name) =>
        expression is MemberAccessExpressionSyntax ? (symbol.ContainingType?.Name ?? "") + name : name;

    /// <summary>What follows a question mark is not where the request goes.</summary>
    private bool InQuery()
    {
        for (var i = _text.Length - 1; i >= 0 && _text[i] != '\n'; i--)
        {
            if (_text[i] == '?')
                return true;
        }

        return false;
    }

    private bool IsOfMember(IParameterSymbol parameter)
    {
        // One of a lambda or a primary constructor is not for the caller of the method to give.
        if (_member is null || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.Constructor })
            return false;
        foreach (var reference in parameter.ContainingSymbol.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == _member.SyntaxTree && reference.GetSyntax(_cancellation) is not TypeDeclarationSyntax && reference.Span.IntersectsWith(_member.Span))
                return true;
        }

        return false;
    }

    /// <summary>One of the constructor, or of a method by which whoever has the object puts something into it that it keeps.</summary>
    private bool IsPutIntoObject(IParameterSymbol parameter, SemanticModel model) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.Ordinary or MethodKind.PropertySet } filler
        && (_isStored || filler.MethodKind == MethodKind.Constructor) && filler.ContainingType is { } owner && AddressCarrier.IsOrDerives(TypeAround(model.Compilation), owner);

    private INamedTypeSymbol? TypeAround(Compilation compilation)
    {
        if (_typeAround is null)
        {
            var type = _member?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
            _typeAround = new(type is not null && compilation.ContainsSyntaxTree(type.SyntaxTree) ? Models.Of(compilation, type.SyntaxTree).GetDeclaredSymbol(type, _cancellation) : null);
        }

        return _typeAround.Value;
    }

    /// <summary>
    /// A member that a class which derives, or whoever makes the object, settles: abstract, virtual, or never written here; of this object,
    /// of one that is handed over, or of its attribute.
    /// </summary>
    private bool IsSettledByObject(ISymbol symbol, ExpressionSyntax expression, SemanticModel model, bool isWritten)
    {
        if (_member is null || symbol.IsStatic)
            return false;
        var type = symbol switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IMethodSymbol method => method.ReturnType,
            _ => null,
        };
        if (type is null || !AddressCarrier.IsAddress(type))
            return false;
        var isOpen = symbol.IsAbstract || symbol.IsVirtual || symbol.IsOverride || symbol.ContainingType?.TypeKind == TypeKind.Interface;
        var isNamed = RequestObject.MayNameAddress(symbol.Name);
        if (!isOpen && !(isNamed && !isWritten && symbol.DeclaredAccessibility != Accessibility.Private))
            return isNamed && IsAttribute(symbol.ContainingType);
        return expression switch
        {
            IdentifierNameSyntax => true,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } => true,
            MemberAccessExpressionSyntax { Expression: var owner } => model.GetSymbolInfo(Wrapped.Value(owner), _cancellation).Symbol switch
            {
                IParameterSymbol given => IsOfMember(given) || (_isStored && IsPutIntoObject(given, model)),
                // _options.Url: an object within the object.
                IFieldSymbol or IPropertySymbol => owner is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && AddressCarrier.IsObject(symbol.ContainingType),
                _ => false,
            },
            _ => false,
        };
    }

    private static bool IsAttribute(INamedTypeSymbol? type) =>
        type is not null && (type.Name.EndsWith("Attribute", StringComparison.Ordinal) || type.BaseType?.Name == "Attribute");

    private void VisitWritesOf(ISymbol symbol, string name, ExpressionSyntax use, SemanticModel model, int depth)
    {
        if (_member is null || use.SyntaxTree != _member.SyntaxTree || !_open.Add(symbol))
            return;
        foreach (var write in Reaching(Writes.In(_member).To(name), use, _member))
        {
            Visit(write.Value, model, depth + 1);
            Line();
        }

        _open.Remove(symbol);
    }

    private bool VisitLocal(ILocalSymbol local, string name, ExpressionSyntax use, SemanticModel model, int depth)
    {
        if (local.DeclaringSyntaxReferences.Length == 0 || !_open.Add(local))
            return false;
        var declaration = local.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        if (declaration is ForEachStatementSyntax each)
        {
            Visit(each.Expression, model, depth + 1);
            _open.Remove(local);
            return false;
        }

        var scope = (SyntaxNode?)declaration.FirstAncestorOrSelf<BlockSyntax>() ?? MemberAround.Of(declaration);
        if (declaration.Parent is VariableDeclarationSyntax { Parent: ForStatementSyntax or UsingStatementSyntax or FixedStatementSyntax } holder)
            scope = holder.Parent;
        // A using statement's body may be the whole rest.
        var member = MemberAround.Of(declaration);
        if (scope is null || member is null || use.SyntaxTree != scope.SyntaxTree)
        {
            _open.Remove(local);
            return false;
        }

        var writes = Reaching(Writes.In(member).To(name), use, scope);
        if (writes.Count == 0 && VisitAll(AddressSource.Filled(name, use, member, model, _cancellation), model, depth))
        {
            _open.Remove(local);
            return true;
        }

        foreach (var write in writes)
        {
            if (write.Adds && write.Place is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax })
                Line();
            Visit(write.Value, model, depth + 1);
        }

        _open.Remove(local);
        return writes.Count > 0;
    }

    /// <summary>The writes whose values may be there at the use, in order: back to the last one that surely replaced all before.</summary>
    private static List<Write> Reaching(IReadOnlyList<Write> writes, SyntaxNode use, SyntaxNode scope)
    {
        var reaching = new List<Write>();
        for (var i = writes.Count - 1; i >= 0 && reaching.Count < MaxWrites; i--)
        {
            var write = writes[i];
            if (!scope.Span.Contains(write.Place.Span) || write.Place.SpanStart >= use.SpanStart || write.Value.Span.Contains(use.Span))
                continue;
            reaching.Insert(0, write);
            if (!write.Adds && Dominates(write.Place, use))
                break;
        }

        return reaching;
    }

    private static bool Dominates(SyntaxNode write, SyntaxNode use)
    {
        var statement = write.FirstAncestorOrSelf<StatementSyntax>();
        var block = statement?.Parent;
        return block is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax or UsingStatementSyntax && block.Span.Contains(use.Span);
    }

    private void VisitMember(ISymbol symbol, SemanticModel model, int depth)
    {
        if (!_open.Add(symbol))
            return;
        var wasStored = _isStored;
        _isStored = true;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (!model.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
                continue;
            var there = reference.SyntaxTree == model.SyntaxTree ? model : Models.Of(model.Compilation, reference.SyntaxTree);
            var node = reference.GetSyntax(_cancellation);
            var first = true;
            foreach (var value in ValuesOf(node, symbol.Name))
            {
                if (!first)
                    Line();
                first = false;
                Visit(value, there, depth + 1);
            }
        }

        _isStored = wasStored;
        _open.Remove(symbol);
    }

    /// <summary>What a field or property is set to where it is declared, and in its type.</summary>
    private static IEnumerable<ExpressionSyntax> ValuesOf(SyntaxNode declaration, string name)
    {
        switch (declaration)
        {
            case VariableDeclaratorSyntax { Initializer.Value: { } value }:
                yield return value;
                break;
            case PropertyDeclarationSyntax { Initializer.Value: { } value }:
                yield return value;
                break;
            case PropertyDeclarationSyntax { ExpressionBody.Expression: { } value }:
                yield return value;
                yield break;
            case PropertyDeclarationSyntax { AccessorList: { } list }:
                foreach (var accessor in list.Accessors)
                {
                    if (!accessor.IsKind(SyntaxKind.GetAccessorDeclaration))
                        continue;
                    if (accessor.ExpressionBody is { } arrow)
                        yield return arrow.Expression;
                    else if (accessor.Body is { } body)
                    {
                        foreach (var value in Returned(body))
                            yield return value;
                    }
                }

                break;
        }

        if (declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type)
        {
            var taken = 0;
            foreach (var write in Writes.In(type).To(name))
            {
                if (write.Place is AssignmentExpressionSyntax && taken++ < MaxWrites / 2)
                    yield return write.Value;
            }
        }
    }

    private static IEnumerable<ExpressionSyntax> Returned(SyntaxNode body)
    {
        var taken = 0;
        foreach (var node in body.DescendantNodes(inside => inside is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax))
        {
            if (node is ReturnStatementSyntax { Expression: { } value } && taken++ < 4)
                yield return value;
        }
    }

    private void VisitCall(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        var name = NameOf(call.Expression);
        var arguments = call.ArgumentList.Arguments;
        var receiver = Receiver(call);
        switch (name)
        {
            case "Format" or "Concat" or "Join" or "Combine" or "CombineUrl" or "UrlCombine":
                foreach (var argument in arguments)
                {
                    if (name.IndexOf("Combine", StringComparison.Ordinal) >= 0 && argument != arguments[0])
                        _text.Append('/');
                    Visit(argument.Expression, model, depth + 1);
                }

                return;
            case "AddQueryString" or "Create" or "CreateHttp" or "CreateDefault" or "FormatWith" when receiver is not null && arguments.Count > 0 && name != "FormatWith":
                Visit(arguments[0].Expression, model, depth + 1);
                return;
            case "AppendPathSegment" or "AppendPathSegments" or "Append" or "AppendFormat":
                Visit(receiver, model, depth + 1);
                foreach (var argument in arguments)
                {
                    if (name[name.Length - 1] is 't' or 's' && name.Length > 12)
                        _text.Append('/');
                    Visit(argument.Expression, model, depth + 1);
                }

                return;
            case "SetQueryParam" or "SetQueryParams" or "AddQueryParameter" or "AddParameter" or "AppendQueryParam":
                Visit(receiver, model, depth + 1);
                if (arguments.Count > 0 && arguments[0].Expression is LiteralExpressionSyntax key)
                    Hole(key.Token.ValueText);
                return;
        }

        if (arguments.Count > 0 && arguments[0].Expression is not LiteralExpressionSyntax && WritesOtherwise(name))
        {
            Visit(arguments[0].Expression, model, depth + 1);
            return;
        }

        if (receiver is not null && PassesThrough(name) && !AddressCarrier.SetsAddress(name))
        {
            Visit(receiver, model, depth + 1);
            return;
        }

        if (name is "GetValue" or "GetAppSetting" or "GetAppSettings" or "Get" or "GetString" or "GetConfig" or "GetSetting" && arguments.Count > 0
            && arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } asked } && VisitConfigured(SectionOf(receiver, model) + asked, model))
            return;

        if (name is "build" or "Build" or "ToUrl" or "ToUri" or "BuildUrl" or "GetUrl" && arguments.Count == 0 && receiver is InvocationExpressionSyntax && VisitBuilder(call, model, depth))
            return;
        if (receiver is not null && VisitLink(call, receiver, name, model, depth))
            return;
        if (!VisitOwnMethod(call, model, depth))
        {
            foreach (var argument in arguments)
            {
                if (argument.Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 and < 64 } text } && text.IndexOf('/') < 0)
                    name += text;
            }

            Hole(name);
        }
    }

    /// <summary>The same address in another spelling, or looked at and handed back: <c>HttpUtility.UrlDecode(url)</c>, <c>EnsureSafeUrlAsync(url)</c>.</summary>
    private static bool WritesOtherwise(string name) => name is "UrlDecode" or "HtmlDecode" or "EscapeUriString" or "UnescapeDataString" or "UrlPathEncode" or "UrlEncodeUnicode" or "Intern"
        || ((name.StartsWith("Ensure", StringComparison.Ordinal) || name.StartsWith("Validate", StringComparison.Ordinal) || name.StartsWith("Normalize", StringComparison.Ordinal))
            && WeComWords.ContainsAny(name, "Url", "Uri"));

    private static bool PassesThrough(string name) => name is "ToString" or "Replace" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "Insert"
        or "Substring" or "FormatWith" or "ConfigureRequest" or "ConfigureAwait" or "Request" or "ToUri" or "Clone" or "AsUri"
        or "ToDictionary" or "ToList" or "ToArray" or "AsEnumerable" or "Distinct" or "Where"
        || name.StartsWith("Trim", StringComparison.Ordinal) || name.StartsWith("With", StringComparison.Ordinal)
        || name.StartsWith("Allow", StringComparison.Ordinal) || name.StartsWith("Ensure", StringComparison.Ordinal)
        || name.StartsWith("SetHttp", StringComparison.Ordinal) || name.StartsWith("SetBody", StringComparison.Ordinal)
        || name.StartsWith("SetHeader", StringComparison.Ordinal) || name.StartsWith("SetContent", StringComparison.Ordinal)
        || name.StartsWith("AddHeader", StringComparison.Ordinal) || name.StartsWith("AddJson", StringComparison.Ordinal)
        || name.StartsWith("AddBody", StringComparison.Ordinal) || name.StartsWith("AddFile", StringComparison.Ordinal);

    /// <summary><c>.Url(address)</c>, <c>.Header("a", b)</c>: a link of a chain by which a request is put together, before what sends it.</summary>
    private bool VisitLink(InvocationExpressionSyntax call, ExpressionSyntax receiver, string name, SemanticModel model, int depth)
    {
        var info = model.GetSymbolInfo(call, _cancellation);
        var setsAddress = AddressCarrier.SetsAddress(name);
        if ((info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is IMethodSymbol method)
        {
            if (!AddressCarrier.IsLink(method) || !(setsAddress || AddressCarrier.IsObject(method.ContainingType) || AddressCarrier.IsObject(method.ReturnType)))
                return false;
        }
        else if (!setsAddress && (HttpCall.SoundsLikeRequest(WeComWords.Normalize(name)) || !SetsAddressBefore(receiver)))
        {
            return false;
        }

        Visit(receiver, model, depth + 1);
        Line();
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax)
                continue;
            if (setsAddress)
                Visit(argument.Expression, model, depth + 1);
            else
                VisitItem(argument.Expression, model, depth);
        }

        return true;
    }

    /// <summary>A link before sets the address.</summary>
    private static bool SetsAddressBefore(ExpressionSyntax receiver)
    {
        for (var links = 0; links < MaxDepth && receiver is InvocationExpressionSyntax before; links++)
        {
            if (AddressCarrier.SetsAddress(NameOf(before.Expression)))
                return true;
            if (Receiver(before) is not { } further)
                return false;
            receiver = further;
        }

        return false;
    }

    /// <summary>A method of the project that only puts an address together.</summary>
    private bool VisitOwnMethod(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        var name = WeComWords.Normalize(NameOf(call.Expression));
        if (depth > MaxDepth / 2)
            return false;
        var info = model.GetSymbolInfo(call, _cancellation);
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
        if (symbol is IMethodSymbol asked && VisitAll(AddressSource.Returned(asked, _member, model.Compilation, _cancellation), model, depth))
            return true;
        // A token is no address, but its URL is one.
        if (WeComWords.ContainsAny(name, "token", "ticket") && !name.EndsWith("url", StringComparison.Ordinal) && !name.EndsWith("uri", StringComparison.Ordinal))
            return false;
        if (symbol is not IMethodSymbol method || method.DeclaringSyntaxReferences.Length != 1 || !(AddressCarrier.IsAddress(method.ReturnType) || AddressCarrier.IsObject(method.ReturnType)) || !_open.Add(method))
            return false;
        var wasStored = _isStored;
        _isStored = false;
        if (method.Parameters.IsEmpty && !InQuery() && IsSettledByObject(method, call.Expression, model, isWritten: true))
            UsesParameter(ofObject: true);
        var found = false;
        foreach (var body in MemberAround.BodiesOf(method, _cancellation))
        {
            if (!model.Compilation.ContainsSyntaxTree(body.SyntaxTree))
                continue;
            var there = body.SyntaxTree == model.SyntaxTree ? model : Models.Of(model.Compilation, body.SyntaxTree);
            var before = _text.Length;
            if (body is MethodDeclarationSyntax { ExpressionBody.Expression: { } arrow })
            {
                Visit(arrow, there, depth + 2);
                found = true;
            }
            else
            {
                foreach (var value in Returned(body))
                {
                    Visit(value, there, depth + 2);
                    Line();
                    found = true;
                }
            }

            found &= _text.Length > before;
        }

        _isStored = wasStored;
        _open.Remove(method);
        // What is handed over may be the address, or a part of it.
        foreach (var argument in call.ArgumentList.Arguments)
            Visit(argument.Expression, model, depth + 2);
        return found;
    }

    private bool VisitAll(IEnumerable<(ExpressionSyntax Value, SyntaxTree Tree)> values, SemanticModel model, int depth)
    {
        var found = false;
        foreach (var (value, tree) in values)
        {
            if (found)
                Line();
            Visit(value, Models.Of(model.Compilation, tree), depth + 2);
            found = true;
        }

        return found;
    }

    /// <summary><c>UrlBuilder.From(address).Query("a", a).Build()</c>: a chain of calls that began with the address.</summary>
    private bool VisitBuilder(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        var keys = new List<string>();
        for (var links = 0; links < MaxDepth && Receiver(call) is InvocationExpressionSyntax before; links++)
        {
            if (links > 0 && call.ArgumentList.Arguments is { Count: > 0 } given && given[0].Expression is LiteralExpressionSyntax key)
                keys.Add(key.Token.ValueText);
            call = before;
        }

        if (call.ArgumentList.Arguments is not { Count: > 0 } start || !WeComWords.ContainsAny(call.Expression.ToString().ToLowerInvariant(), "url", "uri"))
            return false;
        Visit(start[0].Expression, model, depth + 1);
        if (keys.Count > 0)
            _text.Append('?');
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            _text.Append(keys[i]).Append('=');
            Hole(keys[i]);
            _text.Append('&');
        }

        return true;
    }

    private void VisitCreation(BaseObjectCreationExpressionSyntax creation, SemanticModel model, int depth)
    {
        var type = creation is ObjectCreationExpressionSyntax named ? NameOf(named.Type as ExpressionSyntax) : "";
        if (creation is ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax qualified })
            type = qualified.Right.Identifier.ValueText;
        var carries = type.Length == 0 || CarriesAddress(type);
        var isOwn = !carries && AddressCarrier.IsObject(model.GetTypeInfo(creation, _cancellation).Type);
        foreach (var argument in creation.ArgumentList?.Arguments ?? default)
        {
            if (!(carries || isOwn) || argument.Expression is AnonymousFunctionExpressionSyntax)
                continue;
            if (isOwn)
            {
                VisitItem(argument.Expression, model, depth);
                continue;
            }

            Visit(argument.Expression, model, depth + 1);
            if (type != "Uri")
                Line();
        }

        var start = _text.Length;
        var leftHost = false;
        foreach (var set in (creation.Initializer?.Expressions ?? default).Take(MaxWrites * 4))
        {
            if (set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax member } assignment && AddressCarrier.NamesAddress(member.Identifier.ValueText))
            {
                var before = _text.Length;
                Visit(assignment.Right, model, depth + 1);
                // The link in a message is not where the request goes.
                if (!(carries && AddressCarrier.IsMember(member.Identifier.ValueText)) && (!ApiAddress.MentionsApi(_text.ToString(before, _text.Length - before)) || HasHost(0, before) && HasHost(before, _text.Length)))
                {
                    leftHost |= HasHost(before, _text.Length);
                    _text.Length = before;
                }
                else
                    Line();
            }
            else if (set is AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax } item)
            {
                VisitItem(item.Right, model, depth);
            }
            else if (set is InitializerExpressionSyntax { Expressions: { Count: > 0 } pair })
            {
                VisitItem(pair[pair.Count - 1], model, depth);
            }
            else if (set is not AssignmentExpressionSyntax)
            {
                VisitItem(set, model, depth);
            }
        }

        // { Host = "https://api.example.com", Path = "/cgi-bin/user/get" }: the path is another host's.
        if (leftHost && !HasHost(start, _text.Length))
            _text.Length = start;
    }

    private bool HasHost(int start, int end) => _text.ToString(start, end - start).IndexOf("://", StringComparison.Ordinal) >= 0;

    private void VisitItems(IEnumerable<ExpressionSyntax> items, SemanticModel model, int depth)
    {
        foreach (var item in items.Take(MaxWrites))
            VisitItem(item, model, depth);
    }

    /// <summary>An item of a list or dictionary counts where it is an address of the API; all else may be the body.</summary>
    private void VisitItem(ExpressionSyntax item, SemanticModel model, int depth)
    {
        var before = _text.Length;
        Visit(item, model, depth + 1);
        if (!ApiAddress.MentionsApi(_text.ToString(before, _text.Length - before)) || _text.ToString(0, before).IndexOf("://", StringComparison.Ordinal) >= 0)
            _text.Length = before;
        else
            Line();
    }

    private static bool CarriesAddress(string type) => type is "Uri" or "UriBuilder" or "Url" or "StringBuilder" or "String" or "string"
        || type.IndexOf("Request", StringComparison.Ordinal) >= 0 || type.IndexOf("Http", StringComparison.Ordinal) >= 0 || type.EndsWith("Client", StringComparison.Ordinal);
}
