using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Tests;

namespace WeComPolicy.Browser.Tests;

/// <summary>A result in which every text is an attack on whoever shows it.</summary>
internal static class Hostile
{
    public const string Script = "<script>window.hit=1</script>";

    private const string Worst =
        Script + "</script></style></title></textarea>--><img src=x onerror=window.hit=1>\" autofocus onfocus=\"window.hit=1\" x='" +
        "' onclick='window.hit=1' \u001B[31m\u202Eabc\u2066\u200B\u0000 javascript:window.hit=1 {{1}} ${1} &lt;b&gt; &#60; =cmd() ";

    private static readonly string s_long = new('x', 3_000);

    public static ScanResult Result()
    {
        var text = $"a: {Worst}\nb: {s_long}{Worst}\n";
        var file = new SourceFile($"t/{Worst}/{s_long[..300]}.yaml", text);
        var whole = new SourceRange(file, new TextSpan(0, text.Length));
        var all = Bilingual.Same(Worst + s_long[..400]);
        var both = new Bilingual("中" + Worst, "en" + Worst);
        var rule = Samples.Sharing with
        {
            Id = Worst,
            Name = Worst,
            Area = Worst,
            Title = both,
            Rationale = all,
            Remediation = both,
            References = [Worst, "https://example.com/\"onmouseover=window.hit=1", "javascript:window.hit=1", "CWE-79"],
            Adjustments = [new Adjustment(Worst, Worst, Worst, both, whole)],
        };
        var finding = Samples.Everything().Findings[0] with
        {
            Rule = rule,
            Message = both,
            Location = new SourceRange(file, new TextSpan(3, 40)),
            Related = [new RelatedRange(new SourceRange(file, new TextSpan(20, 60)), all), new RelatedRange(whole, both)],
            Tenant = Worst,
            Subject = Worst + s_long,
            Place = Worst,
            Fingerprint = Worst,
            Missing = [new MissingFact(Worst, whole, Worst + "\n" + s_long, both) { WhenNone = Worst }, new MissingFact(s_long, null, Worst, all)],
        };
        return Samples.Everything() with
        {
            ToolVersion = Worst,
            Tenants = [new ScannedTenant(Worst, Worst, [Worst, s_long])],
            Rules = [rule],
            Outcomes = [new RuleOutcome { Rule = rule, Tenant = Worst, NotApplicable = 1, Reason = both }],
            Findings =
            [
                finding,
                finding with { Outcome = Verdict.Unknown },
                finding with { Waiver = new AppliedWaiver(Worst, Worst, new DateOnly(2026, 5, 1)) { Approver = s_long, Ticket = Worst, Source = whole } },
                finding with { Location = null, Missing = [], Outcome = Verdict.Error },
            ],
            Diagnostics = [InputDiagnostic.At(whole, Worst, both, all), InputDiagnostic.About(Worst, Worst, all) with { IsWarning = true }],
            Skipped = [new SkippedFile(Worst, both)],
            ProjectFile = Worst,
            Profile = Worst,
        };
    }
}
