using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Time spans and numbers that are written in the code.</summary>
internal static class ConstantTime
{
    private const int MaxDepth = 8;

    /// <summary>Milliseconds of a number of milliseconds or of a <c>TimeSpan</c>; null where it is not constant.</summary>
    public static double? Milliseconds(ExpressionSyntax? expression, SemanticModel model, CancellationToken cancellation, int depth = 0)
    {
        if (expression is null || depth > MaxDepth)
            return null;
        if (Number(expression, model, cancellation) is { } number)
            return number;
        expression = Wrapped.Value(expression);
        switch (expression)
        {
            case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call when CallSyntax.NameOf(CallSyntax.Receiver(call)) == "TimeSpan":
                return Number(arguments[0].Expression, model, cancellation) * CallSyntax.NameOf(call.Expression) switch
                {
                    "FromMilliseconds" => 1,
                    "FromSeconds" => 1_000,
                    "FromMinutes" => 60_000,
                    "FromHours" => 3_600_000,
                    "FromDays" => 86_400_000,
                    _ => null,
                };
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Zero" } zero when CallSyntax.NameOf(zero.Expression) == "TimeSpan":
                return 0;
            case ObjectCreationExpressionSyntax { ArgumentList.Arguments: var parts } creation when TreeIndex.TypeName(creation) == "TimeSpan":
                return OfParts(parts.Select(part => Number(part.Expression, model, cancellation)).ToArray());
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return Kept(expression, model, cancellation, depth);
            default:
                return null;
        }
    }

    public static double? Number(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetConstantValue(expression, cancellation) is not { HasValue: true, Value: { } value } || value is string or bool or char)
            return null;
        return Convert.ToDouble(value, CultureInfo.InvariantCulture);
    }

    private static double? OfParts(double?[] parts)
    {
        if (parts.Length == 0 || parts.Any(part => part is null))
            return null;
        return parts.Length switch
        {
            1 => parts[0] / 10_000,
            3 => (((parts[0] * 60) + parts[1]) * 60 + parts[2]) * 1_000,
            4 or 5 => (((((parts[0] * 24) + parts[1]) * 60 + parts[2]) * 60 + parts[3]) * 1_000) + (parts.Length == 5 ? parts[4] : 0),
            _ => null,
        };
    }

    /// <summary>A field or local that is set once, where it is declared.</summary>
    private static double? Kept(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation, int depth)
    {
        if (model.GetSymbolInfo(expression, cancellation).Symbol is not { DeclaringSyntaxReferences: { Length: 1 } references } symbol)
            return null;
        if (symbol is not (ILocalSymbol or IFieldSymbol { IsReadOnly: true }) || !model.Compilation.ContainsSyntaxTree(references[0].SyntaxTree)
            || references[0].GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } value } declaration)
            return null;
        if (symbol is ILocalSymbol && MemberAround.Of(declaration) is { } member && Writes.In(member).To(symbol.Name).Count > 1)
            return null;
        var there = references[0].SyntaxTree == model.SyntaxTree ? model : Models.Of(model.Compilation, references[0].SyntaxTree);
        return Milliseconds(value, there, cancellation, depth + 1);
    }
}
