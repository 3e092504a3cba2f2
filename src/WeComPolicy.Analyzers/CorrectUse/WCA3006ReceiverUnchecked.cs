using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CorrectUse;

/// <summary>WCA3006: the receive id at the end of a decrypted callback is thrown away.</summary>
public sealed class WCA3006ReceiverUnchecked : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.ReceiverUnchecked, RuleCategory.CorrectUse, DiagnosticSeverity.Warning);

    private const int MaxNodes = 5_000;

    /// <summary>Creates the rule.</summary>
    public WCA3006ReceiverUnchecked()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (!IsDropped(call, context.SemanticModel, context.CancellationToken))
            return;
        if (OfficialAccount.Signs(call, context.Compilation, context.CancellationToken) || TestCode.Holds(call))
            return;
        if (SurroundingsReader.Of(call, null, context.CancellationToken) == Surroundings.WeCom)
            context.ReportDiagnostic(Rule.Report(call.GetLocation(), Confidence.Proof));
    }

    private static bool IsDropped(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        if (call.ArgumentList.Arguments.FirstOrDefault(argument => argument.RefKindKeyword.RawKind != 0) is { } output
            && WeComWords.Normalize(call.Expression.ToString()).EndsWith("aesdecrypt", StringComparison.Ordinal))
            return IsNeverRead(output, call);
        // var (_, message, _) = Parse(plain)
        return call.Parent is AssignmentExpressionSyntax { Left: DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax names } }
            && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { ReturnType: INamedTypeSymbol { IsTupleType: true } tuple }
            && Discards(names, tuple);
    }

    private static bool Discards(ParenthesizedVariableDesignationSyntax names, INamedTypeSymbol tuple)
    {
        for (var i = 0; i < Math.Min(names.Variables.Count, tuple.TupleElements.Length); i++)
        {
            if (IsReceiver(tuple.TupleElements[i].Name))
                return names.Variables[i] is DiscardDesignationSyntax;
        }

        return false;
    }

    private static bool IsReceiver(string name) =>
        WeComWords.ContainsAny(WeComWords.Normalize(name), "receiveid", "receiverid", "corpid", "cpid", "suiteid");

    /// <summary>A local that nobody reads after the call; a parameter or field is for others to look at.</summary>
    private static bool IsNeverRead(ArgumentSyntax output, InvocationExpressionSyntax call)
    {
        if (output.Expression is IdentifierNameSyntax { Identifier.ValueText: "_" } or DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax })
            return true;
        var name = output.Expression switch
        {
            IdentifierNameSyntax variable => variable.Identifier.ValueText,
            DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } => variable.Identifier.ValueText,
            _ => null,
        };
        var member = call.Ancestors().FirstOrDefault(ancestor => ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or CompilationUnitSyntax);
        if (name is null || member is null)
            return false;
        var isLocal = output.Expression is DeclarationExpressionSyntax;
        foreach (var node in member.DescendantNodes().Take(MaxNodes))
        {
            isLocal |= node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == name;
            if (node is IdentifierNameSyntax use && use.Identifier.ValueText == name && use.SpanStart > call.Span.End)
                return false;
        }

        return isLocal;
    }
}
