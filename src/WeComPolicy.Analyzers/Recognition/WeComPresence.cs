using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Whether a compilation, or a file of it, has to do with WeCom at all. Asked before anything is registered.</summary>
internal static class WeComPresence
{
    // Case matters here: an ordinal search is what makes the question nearly free. Whoever passes is read token by token.
    private static readonly string[] Clues =
    [
        "weixin.qq.com", "WeCom", "wecom", "Wecom", "WECOM", "Weixin", "WeiXin", "weixin", "WeChat", "Wechat", "wechat", "WxWork", "WXWork",
        "wxwork", "WorkWx", "WeWork", "QyWx", "QYWX", "qywx", "Qywx", "QyApi", "qyApi", "企业微信", "企微", "sReceiveId", "sCorpID", "EncodingAESKey",
    ];

    private static readonly string[] Libraries =
    [
        "Senparc.Weixin.Work", "Senparc.Weixin.QY", "SKIT.FlurlHttpClient.Wechat.Work", "LINGYUN.Abp.WeChat.Work", "DreamSlave.Wecom",
        "Wlniao.WxWork", "Bing.WeChatWork.Robots", "DotNetCampus.WeChatWork", "Elton.WechatWork",
    ];

    private static readonly ConditionalWeakTable<Compilation, StrongBox<bool>> ByCompilation = new();

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> ByTree = new();

    public static bool In(Compilation compilation, CancellationToken cancellation)
    {
        if (ByCompilation.TryGetValue(compilation, out var known))
            return known.Value;
        var present = false;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (present)
                break;
            present = In(tree, cancellation);
        }

        present = present || RefersToProject(compilation, cancellation) || RefersToLibrary(compilation);
        // No word of WeCom in the code, but it asks for an address that its configuration has.
        present = present || ConfiguredAddresses.Of(compilation).AreAskedForBy(compilation, cancellation);
        return ByCompilation.GetValue(compilation, _ => new StrongBox<bool>(present)).Value;
    }

    public static bool In(SyntaxTree tree, CancellationToken cancellation)
    {
        if (ByTree.TryGetValue(tree, out var known))
            return known.Value;
        var present = TextSearch.Holds(tree.GetText(cancellation), StringComparison.Ordinal, Clues) && Confirms(tree, cancellation);
        return ByTree.GetValue(tree, _ => new StrongBox<bool>(present)).Value;
    }

    /// <summary>The files about WeCom in which a word stands.</summary>
    public static IEnumerable<SyntaxTree> FilesWith(string word, Compilation compilation, CancellationToken cancellation) =>
        compilation.SyntaxTrees.Where(tree => TextSearch.Holds(tree.GetText(cancellation), StringComparison.Ordinal, word) && In(tree, cancellation));

    /// <summary>The loop may be here, and the sender in a project beside it.</summary>
    private static bool RefersToProject(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var reference in compilation.References)
        {
            if (reference is CompilationReference { Compilation: var project } && In(project, cancellation))
                return true;
        }

        return false;
    }

    private static bool RefersToLibrary(Compilation compilation)
    {
        var areNamed = true;
        foreach (var reference in compilation.References)
        {
            var name = reference switch
            {
                CompilationReference { Compilation.AssemblyName: var project } => project,
                PortableExecutableReference { FilePath: { } path } => Path.GetFileNameWithoutExtension(path),
                _ => null,
            };
            areNamed &= name is not null;
            if (Array.IndexOf(Libraries, name) >= 0)
                return true;
        }

        // To ask for the names themselves makes the compiler read every assembly and compare it with all others.
        return !areNamed && compilation.ReferencedAssemblyNames.Any(reference => Array.IndexOf(Libraries, reference.Name) >= 0);
    }

    /// <summary>Names and texts count, comments do not.</summary>
    private static bool Confirms(SyntaxTree tree, CancellationToken cancellation)
    {
        string before = "", beforeThat = "";
        bool hasKey = false, hasCorp = false, hasCorpSecret = false;
        foreach (var token in tree.GetRoot(cancellation).DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
            {
                var name = token.ValueText;
                if (name.EndsWith("sReceiveId", StringComparison.Ordinal) || name.EndsWith("sCorpID", StringComparison.Ordinal) || WeComWords.NamesWeCom(WeComWords.Normalize(name)))
                    return true;
                // Official accounts have the key as well, DingTalk the corp id; together they are WeCom's.
                hasKey |= Same(name, "EncodingAESKey");
                hasCorp |= Same(name, "corpid");
                if (hasKey && hasCorp)
                    return true;
                hasCorpSecret |= Same(name, "corpsecret");
                // Senparc.Weixin.Work, SKIT.….Wechat.Work
                if (name is "Work" or "QY" && before == "." && (Same(beforeThat, "Weixin") || Same(beforeThat, "WeChat")))
                    return true;
            }
            else if (IsText(token) && (WeComUrl.MentionsHost(token.ValueText) || WeComWords.ContainsAny(token.ValueText, "企业微信", "企微", "WeWorkFinanceSdk")))
                return true;
            beforeThat = before;
            before = token.Text;
        }

        // The file speaks of WeChat, or it would not have been read; DingTalk has both names as well.
        return hasCorp && hasCorpSecret && !WeComWords.NamesAnotherPlatform(tree.GetText(cancellation).ToString().ToLowerInvariant());
    }

    private static bool Same(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken
        or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;
}
