using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>A configuration file as the rules see it.</summary>
internal sealed class ConfigurationText(string path, SourceText text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
