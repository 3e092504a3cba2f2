using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class UrlReader
{
    private void VisitName(ExpressionSyntax expression, SemanticModel model, int depth)
    {
        var name = CallSyntax.NameOf(expression);
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
            if (symbol is null or { DeclaringSyntaxReferences.IsEmpty: true } && CallSyntax.NameOf(access.Expression) == "Options" && VisitAll(AddressSource.OfOptions(name, expression, model.Compilation, _cancellation), model, depth))
                return;
            Hole(CallSyntax.NameOf(access.Expression) + name);
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
}
