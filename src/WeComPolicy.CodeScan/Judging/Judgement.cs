using Microsoft.CodeAnalysis;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>What a rule said of a place.</summary>
/// <param name="Diagnostic">The place, the rule and the arguments of its message.</param>
/// <param name="IsSuppressed">A pragma or an attribute hides it.</param>
internal readonly record struct Judgement(Diagnostic Diagnostic, bool IsSuppressed)
{
    public Judgement(Diagnostic diagnostic)
        : this(diagnostic, diagnostic.IsSuppressed)
    {
    }
}

/// <summary>What the rules said of one compilation of a project.</summary>
/// <param name="Found">What they found.</param>
/// <param name="HiddenByConfig">What they would have found, had no configuration of the build switched them off.</param>
/// <param name="CallSites">Where WeCom is called.</param>
/// <param name="Broken">The rules that threw.</param>
/// <param name="TooDeep">Files in which something is nested too deep to be judged.</param>
/// <param name="NotFollowed">Methods whose calls were not followed, and how many types have them.</param>
/// <param name="NotJudged">Why nothing can be said; null where the rules ran.</param>
internal sealed record Judged(
    IReadOnlyList<Judgement> Found,
    IReadOnlyList<Judgement> HiddenByConfig,
    IReadOnlyCollection<(string Path, int Start)> CallSites,
    IReadOnlyList<string> Broken,
    IReadOnlyList<string> TooDeep,
    IReadOnlyList<(string Method, int Types)> NotFollowed,
    Bilingual? NotJudged);
