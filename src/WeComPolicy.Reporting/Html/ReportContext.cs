using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Catalogue;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Html;

/// <summary>What the parts of the page share: the result, where to write, and the names by which parts refer to one another.</summary>
internal sealed class ReportContext
{
    private readonly Dictionary<string, int> _tenants = new(StringComparer.Ordinal);

    public ReportContext(ScanResult result, ReportOptions options, HtmlPage page)
    {
        Result = result;
        Options = options;
        Page = page;
        Summary = ResultSummary.Of(result);
        Snippets = new SnippetMarkup(page, new SecretMask(result.Secrets));
        foreach (var id in result.Tenants.Select(t => t.Id).Concat(result.Findings.Select(f => f.Tenant)).Concat(result.Outcomes.Select(o => o.Tenant)))
            _ = _tenants.TryAdd(id, _tenants.Count);
        Areas = [.. result.Rules.Concat(result.Findings.Select(f => f.Rule)).Select(r => r.Area).Distinct(StringComparer.Ordinal)];
    }

    public ScanResult Result { get; }

    public ReportOptions Options { get; }

    public HtmlPage Page { get; }

    public ResultSummary Summary { get; }

    public SnippetMarkup Snippets { get; }

    /// <summary>Areas of the rules, in the order of the rules.</summary>
    public IReadOnlyList<string> Areas { get; }

    /// <summary>Tenants by their ids, then what findings and outcomes name beside them, such as code.</summary>
    public IEnumerable<string> Tenants => _tenants.Keys;

    /// <summary>Whether a finding must say whose it is: of one tenant alone, or of code alone, that is told at the top.</summary>
    public bool HasSeveralTenants => Result.Tenants.Count + Result.NotJudged.Count + (Result.Code is null ? 0 : 1) > 1;

    /// <summary>A number for a tenant.</summary>
    public int NumberOf(string tenant) => _tenants[tenant];

    /// <summary>A number for an area.</summary>
    public int NumberOfArea(string area)
    {
        for (var i = 0; i < Areas.Count; i++)
        {
            if (string.Equals(Areas[i], area, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }

    /// <summary>What a tenant is called; what belongs to none is code, or about the run itself.</summary>
    public static Bilingual NameOf(string tenant) => tenant.Length == 0 ? new("代码与豁免", "Code and waivers") : Bilingual.Same(tenant);

    /// <summary>The title of an area.</summary>
    public static Bilingual TitleOf(string area) => AreaTitle.Of(area);

    /// <summary>Opens a part of the page with its heading.</summary>
    public void Open(string id, Bilingual title, int? count = null)
    {
        Page.Write($"<section id=\"{id}\" aria-labelledby=\"{id}-h\"><h2 id=\"{id}-h\">{title}");
        if (count is { } number)
            Page.Write($" <b class=\"n\">{number}</b>");
        Page.Raw("</h2>\n");
    }

    /// <summary>Ends the part.</summary>
    public void Close() => Page.Raw("</section>\n");
}
