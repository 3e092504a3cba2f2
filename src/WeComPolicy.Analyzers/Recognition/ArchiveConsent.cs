using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Whether anything in a compilation asks WeCom if a customer agreed to the archive.</summary>
internal static class ArchiveConsent
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<bool>> ByCompilation = new();

    private static readonly string[] Words =
        ["check_single_agree", "check_room_agree", "CheckSingleAgree", "CheckRoomAgree", "msgaudit_approved", "MsgAuditApproved", "MessageAuditCheck", "MsgAuditCheck"];

    public static bool IsAskedFor(Compilation compilation, CancellationToken cancellation)
    {
        if (ByCompilation.TryGetValue(compilation, out var known))
            return known.Value;
        var asks = compilation.SyntaxTrees.Any(tree => WeComWords.ContainsAny(tree.GetText(cancellation).ToString(), Words));
        return ByCompilation.GetValue(compilation, _ => new StrongBox<bool>(asks)).Value;
    }
}
