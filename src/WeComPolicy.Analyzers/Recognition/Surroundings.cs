using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What the code around a place is about. WeCom shares its vocabulary with DingTalk, WeChat Pay and others.</summary>
internal enum Surroundings
{
    Unknown,
    WeCom,
    AnotherPlatform,
}

/// <summary>Reads the <see cref="Surroundings"/>: the nearest name that takes sides wins.</summary>
internal static class SurroundingsReader
{
    private const int MaxText = 1_000_000;

    public static Surroundings Of(SyntaxNode node, StringTarget? target, CancellationToken cancellation)
    {
        if (target is not null && Sides(target.Name, target.Owner) is var near and not Surroundings.Unknown)
            return near;
        if (ByName(node) is var side and not Surroundings.Unknown)
            return side;
        if (WeComPresence.In(node.SyntaxTree, cancellation) || (target is not null && node is ExpressionSyntax literal && CallbackNeighbourReader.HasCorpId(literal)))
            return Surroundings.WeCom;
        var text = node.SyntaxTree.GetText(cancellation);
        // The siblings share keys and libraries, so a file that speaks of them alone is theirs.
        return text.Length < MaxText && WeComWords.NamesSibling(text.ToString()) ? Surroundings.AnotherPlatform : Surroundings.Unknown;
    }

    /// <summary>What the names of the method, types and namespace around say; what else the file holds does not count.</summary>
    public static Surroundings ByName(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            var name = ancestor switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                BaseNamespaceDeclarationSyntax @namespace => @namespace.Name.ToString(),
                _ => null,
            };
            if (name is not null && Sides(WeComWords.Normalize(name)) is var side and not Surroundings.Unknown)
                return side;
        }

        return Surroundings.Unknown;
    }

    private static Surroundings Sides(params string[] names)
    {
        foreach (var name in names)
        {
            if (WeComWords.NamesAnotherPlatform(name))
                return Surroundings.AnotherPlatform;
            if (WeComWords.NamesWeCom(name))
                return Surroundings.WeCom;
        }

        return Surroundings.Unknown;
    }
}
