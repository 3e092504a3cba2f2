using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>What a parameter ends as in a request.</summary>
internal enum SecretEnd
{
    /// <summary><c>corpsecret</c> in a request for a token.</summary>
    AppSecret,

    /// <summary><c>key</c> in the address of a robot.</summary>
    RobotKey,
}

/// <summary>Parameters that end as a secret in a request, also through further methods of the project.</summary>
internal sealed class SecretParameter
{
    private const int MaxDepth = 4;

    private const int MaxNodes = 20_000;

    private const int MaxUses = 200;

    private static readonly ConditionalWeakTable<Compilation, SecretParameter> ByCompilation = new();

    private readonly Compilation _compilation;

    private static readonly Regex AtRobotKey = new(
        @"webhook/(?:send|upload_media)[^""'\s]*[?&]key=$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly ConcurrentDictionary<(IMethodSymbol, int, SecretEnd, int), bool> _known = new();

    private SecretParameter(Compilation compilation) => _compilation = compilation;

    public static SecretParameter In(Compilation compilation) => ByCompilation.GetValue(compilation, key => new SecretParameter(key));

    /// <summary>Whether a literal is handed over as a secret: by itself, or under the name of the variable that holds it.</summary>
    public bool Gets(ExpressionSyntax literal, SecretEnd end, CancellationToken cancellation)
    {
        if (Takes(literal, end, 0, cancellation))
            return true;
        if (Holder(literal) is not { } holder)
            return false;
        var trees = holder.IsShared ? _compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal) : Enumerable.Repeat(literal.SyntaxTree, 1);
        var uses = 0;
        foreach (var tree in trees)
        {
            cancellation.ThrowIfCancellationRequested();
            if (tree.GetText(cancellation).ToString().IndexOf(holder.Name, StringComparison.Ordinal) < 0)
                continue;
            foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
            {
                if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != holder.Name)
                    continue;
                if (++uses > MaxUses)
                    return false;
                ExpressionSyntax read = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                if (read.Parent is ElementAccessExpressionSyntax element && element.Expression == read && holder.IsList)
                    read = element;
                if (read.Parent is ArgumentSyntax or ConditionalExpressionSyntax or BinaryExpressionSyntax && Binds(name, holder.Declaration, cancellation) && Takes(read, end, 0, cancellation))
                    return true;
            }
        }

        return false;
    }

    private bool Binds(IdentifierNameSyntax name, SyntaxNode declaration, CancellationToken cancellation)
    {
        var symbol = Models.Of(_compilation, name.SyntaxTree).GetSymbolInfo(name, cancellation).Symbol;
        return symbol is not null && symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == declaration.SyntaxTree && reference.Span == declaration.Span);
    }

    /// <summary>The value is the argument of a parameter that ends so.</summary>
    private bool Takes(ExpressionSyntax value, SecretEnd end, int depth, CancellationToken cancellation)
    {
        while (value.Parent is ExpressionSyntax outer && (Wrapped.IsAround(outer, value) || outer is ConditionalExpressionSyntax choice && choice.Condition != value
            || outer.IsKind(SyntaxKind.CoalesceExpression)))
            value = outer;
        if (value.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax } list } argument)
            return false;
        var info = Models.Of(_compilation, value.SyntaxTree).GetSymbolInfo(list.Parent!, cancellation);
        if ((info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is not IMethodSymbol method)
            return false;
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        var ordinal = argument.NameColon is { } named ? method.Parameters.FirstOrDefault(parameter => parameter.Name == named.Name.Identifier.ValueText)?.Ordinal ?? -1
            : list.Arguments.IndexOf(argument);
        return ordinal >= 0 && ordinal < method.Parameters.Length && EndsSo(method, ordinal, end, depth, cancellation);
    }

    private bool EndsSo(IMethodSymbol method, int ordinal, SecretEnd end, int depth, CancellationToken cancellation)
    {
        if (depth > MaxDepth || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _compilation.Assembly))
            return false;
        if (_known.TryGetValue((method, ordinal, end, depth), out var known))
            return known;
        return _known.GetOrAdd((method, ordinal, end, depth), Find(method, ordinal, end, depth, cancellation));
    }

    private bool Find(IMethodSymbol method, int ordinal, SecretEnd end, int depth, CancellationToken cancellation)
    {
        var name = method.Parameters[ordinal].Name;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (_compilation.ContainsSyntaxTree(reference.SyntaxTree) && EndsIn(reference.GetSyntax(cancellation), name, end, depth, cancellation))
                return true;
        }

        return false;
    }

    /// <summary>Whether what is called so within a method or type ends so.</summary>
    private bool EndsIn(SyntaxNode scope, string name, SecretEnd end, int depth, CancellationToken cancellation)
    {
        var model = Models.Of(_compilation, scope.SyntaxTree);
        foreach (var node in scope.DescendantNodes().Take(MaxNodes))
        {
            if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != name)
                continue;
            ExpressionSyntax read = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : use;
            if (read == use && use.Parent is MemberAccessExpressionSyntax access && access.Name == use)
                continue;
            if (end == SecretEnd.AppSecret ? IsAppSecret(read, model, name, cancellation) : IsRobotKey(read, model, cancellation))
                return true;
            if (Takes(read, end, depth + 1, cancellation))
                return true;
            // A constructor keeps it in a field.
            if (scope is BaseMethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } && KeptIn(read) is { } field && EndsIn(type, field, end, depth + 1, cancellation))
                return true;
        }

        return false;
    }

    private static string? KeptIn(ExpressionSyntax value) => value.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax } kept && kept.Right == value
        ? kept.Left switch
        {
            IdentifierNameSyntax field => field.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var field } => field.Identifier.ValueText,
            _ => null,
        }
        : null;

    private static bool IsAppSecret(ExpressionSyntax use, SemanticModel model, string name, CancellationToken cancellation) =>
        (TextBefore(use, model, cancellation) is { } before && before.EndsWith("secret=", StringComparison.OrdinalIgnoreCase) && SecretName.SaysAppSecret(LastName(before)))
        || (StringTarget.Of(use, model, cancellation) is { } target && SecretName.SaysAppSecret(target.Name) && target.Name != WeComWords.Normalize(name));

    /// <summary><c>$"…/webhook/send?key={key}"</c>, <c>Robot + key</c>, <c>string.Format(Robot, key)</c>, <c>WebhookApi.SendText(key, …)</c></summary>
    private static bool IsRobotKey(ExpressionSyntax use, SemanticModel model, CancellationToken cancellation) =>
        (TextBefore(use, model, cancellation) is { Length: < 2_000 } before && AtRobotKey.IsMatch(before))
        || (use.Parent is ArgumentSyntax && StringTarget.Of(use, model, cancellation) is { Owner: "webhookapi" });

    /// <summary>What stands before a value in the text that it becomes part of.</summary>
    private static string? TextBefore(ExpressionSyntax use, SemanticModel model, CancellationToken cancellation)
    {
        switch (use.Parent)
        {
            case BinaryExpressionSyntax sum when sum.Right == use && model.GetConstantValue(sum.Left, cancellation).Value is string constant:
                return constant;
            case InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } hole when text.Contents.IndexOf(hole) is 1 && text.Contents[0] is InterpolationSyntax first:
                return TextOf(first.Expression, model, cancellation);
            case ArgumentSyntax { Parent: BaseArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument:
                var index = list.Arguments.IndexOf(argument);
                return index < 1 ? null : CallSyntax.NameOf(call.Expression) switch
                {
                    "Format" or "AppendFormat" => Before(TextOf(list.Arguments[0].Expression, model, cancellation), "{" + (index - 1).ToString(System.Globalization.CultureInfo.InvariantCulture) + "}"),
                    "Replace" => Before(TextOf(Root(call), model, cancellation), TextOf(list.Arguments[0].Expression, model, cancellation)),
                    _ => null,
                };
            default:
                return SecretUse.TextBefore(use);
        }
    }

    /// <summary><c>template.Replace(…).Replace(…)</c></summary>
    private static ExpressionSyntax Root(InvocationExpressionSyntax call)
    {
        ExpressionSyntax at = call;
        while (at is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && access.Name.Identifier.ValueText == "Replace")
            at = access.Expression;
        return at;
    }

    private static string? TextOf(ExpressionSyntax template, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetConstantValue(template, cancellation).Value is string constant)
            return constant;
        return template is IdentifierNameSyntax name && MemberAround.Of(template) is { } member
            && Assigned.In(member).To(name.Identifier.ValueText).Take(2).ToList() is { Count: 1 } values && values[0] is LiteralExpressionSyntax literal ? literal.Token.ValueText : null;
    }

    private static string? Before(string? template, string? hole) =>
        template is not null && hole is { Length: > 1 } && template.IndexOf(hole, StringComparison.Ordinal) is > 0 and var at ? template.Substring(0, at) : null;

    private static string LastName(string before)
    {
        var end = before.Length - 1;
        var start = end;
        while (start > 0 && (char.IsLetterOrDigit(before[start - 1]) || before[start - 1] == '_'))
            start--;
        return WeComWords.Normalize(before.Substring(start, end - start));
    }

    private static (string Name, SyntaxNode Declaration, bool IsShared, bool IsList)? Holder(ExpressionSyntax literal)
    {
        SyntaxNode node = literal;
        var isList = false;
        while (node.Parent is { } parent && (Wrapped.IsAround(parent, node) || SecretUse.IsElement(parent, node)))
        {
            isList |= parent is InitializerExpressionSyntax or CollectionExpressionSyntax;
            node = parent;
        }

        return node.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } local } => (local.Identifier.ValueText, local, false, isList),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } variable } =>
                (variable.Identifier.ValueText, variable, field.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword), isList),
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => (property.Identifier.ValueText, property, true, isList),
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => (property.Identifier.ValueText, property, true, isList),
            _ => null,
        };
    }
}
