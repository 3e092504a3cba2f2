using System.CommandLine;
using System.Text;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Catalogue;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy rules</c>.</summary>
internal static class RulesCommand
{
    public static Command Create(CliContext context)
    {
        var rule = new Argument<string>("RULE")
        {
            Description = new Bilingual("规则编号或规则名；省略时列出全部", "Rule id or name; without it, all rules").In(context.Language),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var policy = CommonOptions.Policy(context);
        var profile = ProjectOptions.ProfileOption(context);
        var config = ProjectOptions.Config(context);
        var format = CommonOptions.Word("--format", "text|json|markdown", new Bilingual("输出格式；默认 text", "Format; default text"), context);
        format.Aliases.Add("-f");
        var command = new Command("rules", new Bilingual("列出规则目录，或某条规则的全部内容", "List the catalogue, or all about one rule").In(context.Language))
        {
            rule, policy, profile, config, format,
        };
        command.SetAction(parsed =>
        {
            var project = ProjectOptions.Read(parsed.GetValue(config), none: false, [], context);
            var chosen = project.Profile(parsed.GetValue(profile), context);
            var policies = project.Policies(parsed.GetValue(policy) ?? [], chosen, context);
            List<InputDiagnostic> diagnostics = [.. project.Diagnostics, .. policies.Diagnostics];
            Diagnostics.Write(diagnostics, context);
            if (diagnostics.Any(d => !d.IsWarning))
                return ExitCode.Unusable;
            var namesPolicies = parsed.GetResult(policy) is not (null or { Implicit: true });
            var ofCode = namesPolicies ? policies.CodeRules : PolicyLoader.CodeRulesWith(policies);
            var ofScanner = namesPolicies ? [] : policies.WaiverRules.Select(r => r.Descriptor);
            var rules = policies.Rules.Select(r => r.Definition.Descriptor).Concat(ofScanner).Concat(ofCode).OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
            var guide = GuideCoverage.Of(policies.Guide ?? Guide.Shipped, rules);
            if (parsed.GetValue(rule) is { } wanted)
            {
                if (RuleChoice.Find(rules, wanted, context) is not { } found)
                    return ExitCode.Unusable;
                rules = [found];
                guide = [.. guide.Where(g => g.Rules.Contains(found))];
            }

            if (parsed.GetValue(format) == "markdown")
                return WriteMarkdown(rules, parsed.GetValue(rule) is not null, [.. project.PolicyPaths(parsed.GetValue(policy) ?? [], chosen, context)], context);
            var catalogue = new RuleCatalogue(rules, guide) { Profile = policies.Profile.Name, Disabled = parsed.GetValue(rule) is null ? policies.Disabled : [] };
            if (parsed.GetValue(format) == "json")
                CatalogueJson.Write(catalogue, context.Output);
            else
                CatalogueText.Write(catalogue, detailed: parsed.GetValue(rule) is not null, context.Language, context.Output);
            context.Output.Flush();
            return ExitCode.Clean;
        });
        return command;
    }

    // The catalogue of the folder policies, or the page of a rule, for any policies.
    private static int WriteMarkdown(IReadOnlyList<RuleDescriptor> rules, bool asPage, IReadOnlyList<string> paths, CliContext context)
    {
        var suites = new List<CaseSuite> { CaseSuite.Load([], context.WorkingDirectory) };
        if (paths.Count > 0)
            suites.Insert(0, CaseSuite.Load([.. paths.Select(path => Path.GetRelativePath(context.WorkingDirectory, path))], context.WorkingDirectory));
        // A page can do without cases, and says so.
        List<InputDiagnostic> diagnostics = [.. suites.SelectMany(s => s.Diagnostics).Where(d => d.Code != "no-cases")];
        Diagnostics.Write(diagnostics, context);
        if (diagnostics.Any(d => !d.IsWarning))
            return ExitCode.Unusable;
        var content = CatalogueContent.Of(rules, suites);
        using var output = new StreamWriter(context.Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        if (asPage)
            RulePage.Write(content.Entries[0], content.Guide, output);
        else
            CatalogueReadme.Write(content, context.Language, output);
        return ExitCode.Clean;
    }
}
