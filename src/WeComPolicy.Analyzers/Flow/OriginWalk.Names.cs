using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class OriginWalk
{
    private Carried ReadName(IdentifierNameSyntax identifier, int depth)
    {
        var name = identifier.Identifier.ValueText;
        var symbol = _model.GetSymbolInfo(identifier, _cancellation).Symbol;
        if (symbol is ITypeSymbol or INamespaceSymbol or IMethodSymbol)
            return Carried.Nothing;
        // The name of a key, such as AccessToken = "access_token".
        if (_model.GetConstantValue(identifier, _cancellation) is { HasValue: true } constant)
            return constant.Value is string text ? OfText(text) : Carried.Nothing;
        var called = WeComWords.Normalize(name);
        var kind = Credential.OfName(called);
        if (kind != Sensitive.None && Credential.MayHoldText(_model.GetTypeInfo(identifier, _cancellation).Type))
        {
            if (symbol is ILocalSymbol && MemberAround.Of(identifier) is { } member)
            {
                if (Written(member, name, depth) is { IsNothing: false } written && written.Sure != Sensitive.None)
                    return written;
                if (Assigned.In(member).To(name).Any(ValueOrigin.IsOwnMake))
                    return Carried.Nothing;
            }

            return Named(kind, called);
        }

        var carried = OfSymbol(symbol, identifier, name, depth, isOwn: true);
        if (kind != Sensitive.None || symbol is not (ILocalSymbol or IParameterSymbol) || MemberAround.Of(identifier) is not { } around)
            return carried;
        if (CredentialUse.Of(around, name) is var sent and not Sensitive.None)
            carried |= Carried.Surely(sent);
        return CredentialUse.KeptAs(around, name) is var kept and not Sensitive.None ? carried | Named(kept) : carried;
    }

    private Carried OfSymbol(ISymbol? symbol, ExpressionSyntax use, string name, int depth, bool isOwn)
    {
        switch (symbol)
        {
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } parameter:
                return Carried.Parameter(parameter.Ordinal) | Written(MemberAround.Of(use), name, depth);
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter:
                return HandedTo(parameter, depth);
            case IFieldSymbol or IPropertySymbol when SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _model.Compilation.Assembly):
                return Written(TypeOf(symbol, use), name, depth).WithoutParameters();
            case ILocalSymbol:
                return Reaching(use, name, depth) | PutInto(use, name, depth) | PartOfTuple(use, name, depth);
            case null when isOwn:
                return Written(MemberAround.Of(use), name, depth) | Written(use.FirstAncestorOrSelf<TypeDeclarationSyntax>(), name, depth).WithoutParameters();
            default:
                return Carried.Nothing;
        }
    }

    /// <summary>One part of what a method returns as a tuple.</summary>
    private Carried PartOfTuple(ExpressionSyntax use, string name, int depth)
    {
        if (MemberAround.Of(use) is not { } member || Assigned.In(member).PartOf(name) is not var (tuple, place))
            return Carried.Nothing;
        tuple = Wrapped.Value(tuple);
        if (tuple is TupleExpressionSyntax written)
            return place < written.Arguments.Count ? Read(written.Arguments[place].Expression, depth) : Carried.Nothing;
        return tuple is InvocationExpressionSyntax call && _model.GetSymbolInfo(call, _cancellation).Symbol is IMethodSymbol method && IsReadable(method)
            ? _owner.Returned(method, _calls, _trustsNames, _cancellation, place).WithoutParameters() : Carried.Nothing;
    }

    /// <summary>A function is given what the method that it is handed to runs it with.</summary>
    private Carried HandedTo(IParameterSymbol parameter, int depth)
    {
        if (_calls <= 0 || parameter.DeclaringSyntaxReferences is not { Length: 1 } declared || declared[0].SyntaxTree != _model.SyntaxTree
            || declared[0].GetSyntax(_cancellation).FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } function)
            return Carried.Nothing;
        var info = _model.GetSymbolInfo(call, _cancellation);
        // What the function does may not bind.
        if ((info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is not IMethodSymbol { IsAbstract: false } method || !IsReadable(method))
            return Carried.Nothing;
        var of = method.Parameters.FirstOrDefault(given => CallSyntax.ArgumentOf(call, method, given.Ordinal) == function)?.Ordinal ?? -1;
        if (of < 0)
            return Carried.Nothing;
        var handed = _owner.Handed(method, method.ReducedFrom is null ? of : of + 1, parameter.Ordinal, _calls, _trustsNames, _cancellation);
        return handed.IsNothing ? handed : Substitute(handed, call, method, (call.Expression as MemberAccessExpressionSyntax)?.Expression, depth);
    }

    /// <summary>What is put into the members of an object goes where the object goes.</summary>
    private Carried PutInto(ExpressionSyntax use, string name, int depth) =>
        MemberAround.Of(use) is { } member ? All(Assigned.In(member).IntoMembersOf(name), depth) : Carried.Nothing;

    /// <summary>The address that a request was made with, or the one that a reply answers to: read back, it holds what was put into it.</summary>
    private Carried AddressBehind(ExpressionSyntax request, int depth)
    {
        request = Wrapped.Value(request);
        if (request is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RequestMessage" or "Request" or "Result" } step)
            request = Wrapped.Value(step.Expression);
        var carried = request switch
        {
            IdentifierNameSyntax name when _calls > 0 && _model.GetSymbolInfo(name, _cancellation).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method } parameter =>
                AddressFromCallers(method, parameter.Ordinal),
            IdentifierNameSyntax name when MemberAround.Of(name) is { } member =>
                Assigned.In(member).To(name.Identifier.ValueText).Concat(Assigned.In(member).IntoMembersOf(name.Identifier.ValueText))
                    .Aggregate(Carried.Nothing, (sum, value) => sum | Inputs(Wrapped.Value(value), depth)),
            _ => Inputs(request, depth),
        };
        return (carried.Sure & (Sensitive.Address | Sensitive.Token | Sensitive.Secret)) != 0 ? Carried.Surely(Sensitive.Address)
            : Carried.Surely(Sensitive.AnyAddress) | carried.Only(Sensitive.None);
    }

    /// <summary>A helper is given the reply: its callers know what they asked for.</summary>
    private Carried AddressFromCallers(IMethodSymbol method, int ordinal)
    {
        var compilation = _owner.Scope.Root;
        return Callers.In(compilation).FromWeCom(method.Name, _cancellation).Where(call => RequestHelper.MayMean(call, method, compilation, _cancellation))
            .Select(call => CallSyntax.ArgumentOf(call, method, ordinal)).OfType<ExpressionSyntax>()
            .Aggregate(Carried.Nothing, (sum, argument) => sum | new OriginWalk(_owner, argument, _calls - 1, _trustsNames, _cancellation).AddressBehind(argument, 0));
    }

    private Carried Inputs(ExpressionSyntax value, int depth) => value switch
    {
        InvocationExpressionSyntax call => All(call.ArgumentList.Arguments.Select(argument => argument.Expression), depth),
        BaseObjectCreationExpressionSyntax made => All((made.ArgumentList?.Arguments ?? default).Select(argument => argument.Expression), depth) | Read(made, depth),
        _ => Read(value, depth),
    };

    /// <summary>Only what is written in the same file is followed: another file's text has a model of its own.</summary>
    private Carried Written(SyntaxNode? scope, string name, int depth)
    {
        if (scope is null || scope.SyntaxTree != _model.SyntaxTree)
            return Carried.Nothing;
        return All(Assigned.In(scope).To(name), depth);
    }

    private Carried Reaching(ExpressionSyntax use, string name, int depth) =>
        MemberAround.Of(use) is { } member && member.SyntaxTree == _model.SyntaxTree ? All(Assigned.In(member).Reaching(name, use), depth) : Carried.Nothing;

    private SyntaxNode? TypeOf(ISymbol symbol, ExpressionSyntax use)
    {
        foreach (var reference in symbol.ContainingType.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == use.SyntaxTree)
                return reference.GetSyntax(_cancellation);
        }

        return null;
    }
}
