using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>The names of all secrets of a compilation: two secrets must not be read from one setting.</summary>
internal sealed class SettingNames
{
    private static readonly ConditionalWeakTable<Compilation, SettingNames> ByCompilation = new();

    private static readonly string[] Rules =
        [RuleIdentifiers.HardCodedAppSecret, RuleIdentifiers.HardCodedCallbackKey, RuleIdentifiers.HardCodedWebhookKey, RuleIdentifiers.PrivateKeyInSource];

    private readonly Dictionary<string, HashSet<string>> _values = new(StringComparer.Ordinal);

    // Settings that the code reads already.
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private SettingNames()
    {
    }

    public static SettingNames In(Compilation compilation, CancellationToken cancellation)
    {
        if (ByCompilation.TryGetValue(compilation, out var known))
            return known;
        var names = new SettingNames();
        foreach (var tree in compilation.SyntaxTrees)
            names.Read(tree, compilation, cancellation);
        return ByCompilation.GetValue(compilation, _ => names);
    }

    /// <summary>A name that is this secret's alone: short, or within its type; <c>null</c> if there is none.</summary>
    public string? For(ExpressionSyntax literal, SecretText secret, SemanticModel model, CancellationToken cancellation)
    {
        var (name, _) = SettingName.Of(literal, secret, model, cancellation);
        if (IsAlone(name, secret) && !_read.Any(read => IsSibling(read, name)))
            return name;
        var qualified = SettingName.Qualified(name, literal);
        return IsAlone(qualified, secret) ? qualified : null;
    }

    private bool IsAlone(string name, SecretText secret) => !_values.TryGetValue(SettingName.Variable(name), out var values) || values.All(value => value == secret.Value);

    /// <summary>Another secret of that name was put under its type before.</summary>
    private static bool IsSibling(string read, string name) =>
        (read.EndsWith(":" + name, StringComparison.Ordinal) && read != SettingName.Key(name))
        || read.EndsWith("_" + SettingName.Variable(name).Substring("WECOM".Length), StringComparison.Ordinal);

    private void Read(SyntaxTree tree, Compilation compilation, CancellationToken cancellation)
    {
        SemanticModel? model = null;
        foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
        {
            if (node is not ExpressionSyntax literal || !(node is InterpolatedStringExpressionSyntax || node.IsKind(SyntaxKind.StringLiteralExpression)))
                continue;
            if (node is LiteralExpressionSyntax { Token.ValueText: var text } && (text.StartsWith("WeCom:", StringComparison.Ordinal) || text.StartsWith("WECOM_", StringComparison.Ordinal)))
                _read.Add(text);
            foreach (var rule in Rules)
            {
                if (!MayHold(literal, rule) || SecretText.Of(literal, rule) is not { } secret)
                    continue;
                var (name, isNamed) = SettingName.Of(literal, secret, model ??= compilation.GetSemanticModel(tree), cancellation);
                if (!isNamed && !SpeaksForItself(literal, secret))
                    continue;
                Add(name, secret.Value);
                Add(SettingName.Qualified(name, literal), secret.Value);
            }
        }
    }

    /// <summary>The cheap question first: a compilation has many texts. Any word has the shape of a token; its place tells.</summary>
    private static bool MayHold(ExpressionSyntax literal, string rule)
    {
        if (literal is LiteralExpressionSyntax { Token.ValueText: { Length: < SecretShape.KeyLength - 7 } } && rule != RuleIdentifiers.HardCodedCallbackKey)
            return false;
        if (rule != RuleIdentifiers.HardCodedCallbackKey || literal is LiteralExpressionSyntax { Token.ValueText.Length: SecretShape.KeyLength })
            return true;
        return SettingName.Held(literal).EndsWith("token", StringComparison.OrdinalIgnoreCase)
            || (literal.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax creation, Arguments: var arguments } }
                && arguments[0].Expression == literal && creation.Type.ToString().EndsWith("WXBizMsgCrypt", StringComparison.Ordinal));
    }

    /// <summary>Hashes and keys of other ciphers have the shape of some secrets; only their names tell.</summary>
    private static bool SpeaksForItself(ExpressionSyntax literal, SecretText secret) => secret.Kind switch
    {
        SecretKind.WebhookKey or SecretKind.AppSecret when literal is not LiteralExpressionSyntax { Token.ValueText: var text } || text != secret.Value => true,
        SecretKind.PrivateKey => true,
        _ => false,
    };

    private void Add(string name, string value)
    {
        var variable = SettingName.Variable(name);
        if (!_values.TryGetValue(variable, out var values))
            _values.Add(variable, values = new HashSet<string>(StringComparer.Ordinal));
        values.Add(value);
    }
}
