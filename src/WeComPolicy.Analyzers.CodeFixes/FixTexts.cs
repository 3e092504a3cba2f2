using System.Resources;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>What the editor's light bulb says: <c>{id}Fix</c>, in the editor's language.</summary>
internal sealed class FixTexts
{
    private static readonly ResourceManager Resources = new("WeComPolicy.Analyzers.CodeFixes.Resources.FixTexts", typeof(FixTexts).Assembly);

    private FixTexts()
    {
    }

    public static string Title(string id) =>
        new LocalizableResourceString(id + "Fix", Resources, typeof(FixTexts)).ToString();
}
