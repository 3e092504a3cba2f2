using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>How a secret is read at a place: from bound options, from the configuration, from the environment. A missing one is an error that names it.</summary>
internal sealed class SettingRead
{
    private const string Namespace = "Microsoft.Extensions.Configuration";

    private SettingRead(string text, string exception, bool isEnvironment = false)
    {
        Text = text;
        Exception = exception;
        IsEnvironment = isEnvironment;
    }

    /// <summary>The expression; ends with <c>?? throw …</c> where the value may be missing.</summary>
    public string Text { get; }

    /// <summary>The exception's type as it is written at the place.</summary>
    public string Exception { get; }

    /// <summary>Nothing better is left.</summary>
    public bool IsEnvironment { get; }

    /// <summary>A way to read it.</summary>
    /// <param name="place">The literal to replace.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name, see <see cref="SettingName"/>.</param>
    /// <param name="attempt">0 for the nearest options or configuration, 1 for the next; the environment after the last.</param>
    /// <param name="model">The model of the file.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static SettingRead Of(ExpressionSyntax place, SecretKind kind, string name, int attempt, SemanticModel model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var exception = TypeSpelling.At(model, place.SpanStart, "System", "InvalidOperationException");
        foreach (var (symbol, type) in SymbolsInReach.Of(place, model))
        {
            if (IsBeingFilled(place, symbol))
                continue;
            if (Bound(symbol, type, kind) is { } option && attempt-- == 0)
                return new SettingRead(option.MayBeMissing ? Or(option.Text, $"{option.Text} is not set.") : option.Text, exception);
            if (Configuration(symbol, type) is { } configuration && attempt-- == 0)
                return new SettingRead(Or($"{configuration}[\"{SettingName.Key(name)}\"]", $"Configuration value {SettingName.Key(name)} is missing."), exception);
        }

        var variable = SettingName.Variable(name);
        var environment = TypeSpelling.At(model, place.SpanStart, "System", "Environment");
        return new SettingRead(Or($"{environment}.GetEnvironmentVariable(\"{variable}\")", $"Environment variable {variable} is missing."), exception, isEnvironment: true);

        string Or(string read, string message) => $"{read} ?? throw new {exception}(\"{message}\")";
    }

    /// <summary>What stands behind <c>configuration["key"] ??</c> in place of a value; <c>null</c> if no setting is read there.</summary>
    public static string? Failure(ExpressionSyntax read, SettingRead instead)
    {
        var key = read switch
        {
            ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => arguments[0].Expression,
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call when CallSyntax.NameOf(call.Expression) is "GetEnvironmentVariable" or "GetValue" => arguments[0].Expression,
            _ => null,
        };
        return key is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } name } && name.IndexOfAny(['"', '\\']) < 0
            ? $"throw new {instead.Exception}(\"Setting {name} is missing.\")" : null;
    }

    private static string? Configuration(string symbol, ITypeSymbol type)
    {
        if (type.Name is "IConfiguration" or "IConfigurationRoot" or "IConfigurationManager" or "ConfigurationManager" && (type is IErrorTypeSymbol || type.ContainingNamespace?.ToDisplayString() == Namespace))
            return symbol;
        return type.Name is "WebApplicationBuilder" or "HostApplicationBuilder" or "IHostApplicationBuilder" or "WebApplication" or "HostBuilderContext" or "WebHostBuilderContext"
            && type.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal) == true ? symbol + ".Configuration" : null;
    }

    /// <summary>The one property of bound options that holds such a secret.</summary>
    private static (string Text, bool MayBeMissing)? Bound(string symbol, ITypeSymbol type, SecretKind kind)
    {
        if (type is not INamedTypeSymbol { Name: "IOptions" or "IOptionsSnapshot" or "IOptionsMonitor", TypeArguments: { Length: 1 } of })
            return null;
        var properties = of[0].GetMembers().OfType<IPropertySymbol>()
            .Where(property => property is { IsStatic: false, GetMethod: not null, Type.SpecialType: SpecialType.System_String } && Says(kind, WeComWords.Normalize(property.Name))).ToList();
        return properties.Count == 1
            ? ($"{symbol}.{(type.Name == "IOptionsMonitor" ? "CurrentValue" : "Value")}.{properties[0].Name}", properties[0].Type.NullableAnnotation != NullableAnnotation.NotAnnotated) : null;
    }

    private static bool Says(SecretKind kind, string name) => kind switch
    {
        SecretKind.AppSecret => SecretName.MaySayAppSecret(name),
        SecretKind.EncodingAesKey => SecretName.SaysEncodingAesKey(name),
        SecretKind.CallbackToken => SecretName.SaysCallbackToken(name) || name == "token",
        SecretKind.WebhookKey => name is "webhookkey" or "robotkey",
        _ => name == "privatekey",
    };

    /// <summary>The literal is what the configuration gets: it must not be asked for it.</summary>
    private static bool IsBeingFilled(ExpressionSyntax place, string symbol) => place.Ancestors().TakeWhile(ancestor => ancestor is not StatementSyntax).Any(ancestor => ancestor switch
    {
        AssignmentExpressionSyntax { Left: var left } => Names(left, symbol),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => Names(access.Expression, symbol),
        _ => false,
    } || (ancestor is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var variable } } && variable == symbol));

    private static bool Names(ExpressionSyntax expression, string symbol) =>
        expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == symbol);
}
