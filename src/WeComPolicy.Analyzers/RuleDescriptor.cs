using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers;

/// <summary>Builds a rule's descriptor from its id; the texts are the resources named after the id.</summary>
internal static class RuleDescriptor
{
    /// <summary>The property of a diagnostic that holds its <see cref="Confidence"/>.</summary>
    public const string ConfidenceProperty = "confidence";

    public static LocalizableString Text(string name) => new LocalizableResourceString(name, RuleTexts.ResourceManager, typeof(RuleTexts));

    public static Diagnostic Report(this DiagnosticDescriptor rule, Location location, Confidence confidence, params object[] arguments) =>
        Diagnostic.Create(
            rule,
            location,
            confidence == Confidence.Proof ? rule.DefaultSeverity : DiagnosticSeverity.Info,
            additionalLocations: null,
            properties: System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add(ConfidenceProperty, confidence.ToString()),
            messageArgs: arguments);
}
