using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers;

/// <summary>Builds a rule's descriptor from its id; the texts are the resources named after the id.</summary>
internal static class RuleDescriptor
{
    /// <summary>The property of a diagnostic that holds its <see cref="Confidence"/>.</summary>
    public const string ConfidenceProperty = "confidence";

    /// <summary>
    /// The properties of a diagnostic that hold the arguments of its message, followed by their number from 0. Compilers log messages in
    /// one language; with these they can be written in the other.
    /// </summary>
    public const string ArgumentProperty = "argument";

    /// <summary>The descriptor of a rule. The parameters bear the names by which release tracking reads the call.</summary>
    public static DiagnosticDescriptor Create(string id, string category, DiagnosticSeverity defaultSeverity) => new(
        id,
        Text(id + "Title"),
        Text(id + "Message"),
        category,
        defaultSeverity,
        isEnabledByDefault: true,
        Text(id + "Description"),
        RuleIdentifiers.HelpLink(id));

    private static LocalizableString Text(string name) => new LocalizableResourceString(name, RuleTexts.ResourceManager, typeof(RuleTexts));

    public static Diagnostic Report(this DiagnosticDescriptor rule, Location location, Confidence confidence, params object[] arguments) =>
        Diagnostic.Create(
            rule,
            location,
            confidence == Confidence.Proof ? rule.DefaultSeverity : DiagnosticSeverity.Info,
            additionalLocations: null,
            properties: Properties(confidence, arguments),
            messageArgs: arguments);

    private static ImmutableDictionary<string, string?> Properties(Confidence confidence, object[] arguments)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(ConfidenceProperty, confidence.ToString());
        for (var i = 0; i < arguments.Length; i++)
            properties = properties.Add(ArgumentProperty + i.ToString(CultureInfo.InvariantCulture), Convert.ToString(arguments[i], CultureInfo.InvariantCulture));
        return properties;
    }
}
