using System.CommandLine;
using System.Text;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Catalogue;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy explain</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliContext context)
    {
        var rule = new Argument<string>("RULE") { Description = new Bilingual("规则编号或规则名", "Rule id or name").In(context.Language) };
        var tenant = new Option<string[]>("--tenant")
        {
            Description = new Bilingual("租户文件或目录；给出后逐步解释结论", "Tenant file or folder; with it, the verdict is explained step by step").In(context.Language),
            HelpName = "PATH",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        var policy = CommonOptions.Policy(context);
        var profile = ProjectOptions.ProfileOption(context);
        var config = ProjectOptions.Config(context);
        var noConfig = ProjectOptions.NoConfig(context);
        var waivers = ProjectOptions.WaiversOption(context);
        var asOf = CommonOptions.AsOf(context);
        var all = new Option<bool>("--all") { Description = new Bilingual("解释每个对象，而不只是每种结论的前几个", "Explain every subject, not only the first few of each verdict").In(context.Language) };
        var command = new Command("explain", new Bilingual("说明一条规则，以及它对租户的结论从何而来", "Explain a rule and how it came to its verdict on a tenant").In(context.Language))
        {
            rule, tenant, policy, profile, config, noConfig, waivers, asOf, all,
        };
        command.SetAction(parsed =>
        {
            var project = ProjectOptions.Read(parsed.GetValue(config), parsed.GetValue(noConfig), parsed.GetValue(tenant) ?? [], context);
            var policies = project.Policies(parsed.GetValue(policy) ?? [], project.Profile(parsed.GetValue(profile), context), context);
            var inputs = parsed.GetValue(tenant) is { Length: > 0 } paths ? project.Inputs(paths, context) : null;
            var loads = inputs?.Tenants.Select(TenantLoader.Load).ToList() ?? [];
            var book = WaiverBook.Read(project.WaiverFiles(parsed.GetValue(waivers) ?? [], context), context.WorkingDirectory);
            var diagnostics = project.Diagnostics
                .Concat(policies.Diagnostics)
                .Concat(inputs?.Diagnostics ?? [])
                .Concat(loads.SelectMany(l => l.Diagnostics))
                .Concat(book.Diagnostics)
                .ToList();
            Diagnostics.Write(diagnostics, context, [.. loads.SelectMany(l => l.Tenant?.Model.Files ?? []).SelectMany(f => f.Secrets).Select(s => s.Range)]);
            if (RuleChoice.Find([.. policies.Rules.Select(r => r.Definition.Descriptor), .. policies.WaiverRules.Select(r => r.Descriptor), .. PolicyLoader.CodeRulesWith(policies)], parsed.GetValue(rule)!, context) is not { } descriptor)
                return ExitCode.Unusable;
            var compiled = policies.Rules.FirstOrDefault(r => r.Definition.Descriptor == descriptor);
            using var output = new StreamWriter(context.Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            CatalogueText.WriteRule(descriptor, context.Language, output);
            if (compiled is ExpressionRule expressions)
                ExplanationText.WriteExpressions(expressions, context.Language, output);
            foreach (var load in loads)
            {
                if (compiled is not null && load.Tenant is { } judged)
                    ExplanationText.Write(RuleExplainer.Explain(compiled, judged, parsed.GetValue(asOf)!.Value, parsed.GetValue(all) ? int.MaxValue : 2), context.Language, output);
            }

            if (compiled is not null && inputs is not null)
                ExplanationText.WriteWaivers(Waived(compiled, inputs, policies, book, parsed.GetValue(asOf)!.Value, context), descriptor, context.Language, output);
            return diagnostics.Any(d => !d.IsWarning) ? ExitCode.Unusable : ExitCode.Clean;
        });
        return command;
    }

    // What the rule has found, with the waivers that speak of it, as a scan judges them.
    private static ScanResult Waived(CompiledRule rule, InputSet inputs, PolicySet policies, WaiverBook book, DateOnly asOf, CliContext context)
    {
        var result = TenantScan.Run(new ScanRequest
        {
            Inputs = inputs,
            Policies = () => policies with { Rules = [rule] },
            AsOf = asOf,
            Gate = new Gate(null, true),
            ToolVersion = VersionLine.ReportVersion,
            Cancellation = context.Cancellation,
        });
        return WaiverRun.Apply(
            result with { IgnoreComments = [.. result.IgnoreComments.Where(c => c.Rules.Contains(rule.Descriptor.Id, StringComparer.OrdinalIgnoreCase))] },
            policies,
            book with { Waivers = [.. book.Waivers.Where(w => string.Equals(w.Rule, rule.Descriptor.Id, StringComparison.OrdinalIgnoreCase))] });
    }
}
