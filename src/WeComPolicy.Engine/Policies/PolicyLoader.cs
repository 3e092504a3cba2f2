using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies.Compiled;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>Finds, reads, checks and compiles policy packs: shipped ones by name, others by path.</summary>
public static class PolicyLoader
{
    /// <summary>The pack that is used when none is named.</summary>
    public const string DefaultPack = "baseline";

    /// <summary>The shipped pack with the rules about code.</summary>
    public const string CodePack = "code";

    private static readonly Lazy<PolicySet> s_code = new(() => Load([.. ShippedFiles.PolicyFiles(CodePack)]));

    private static readonly Lazy<PolicySet> s_default = new(() => Load([.. ShippedFiles.PolicyFiles(DefaultPack)]));

    // The same for every run.
    private static readonly Lazy<IReadOnlyList<RuleDefinition>> s_scanner = new(() => [.. ShippedFiles.PolicyFiles(ScannerPack).SelectMany(Definitions)]);

    // Read only where a change names a rule that is not loaded.
    private static readonly Lazy<IReadOnlyList<RuleDescriptor>> s_shipped = new(() =>
        [.. ShippedFiles.Packs.SelectMany(ShippedFiles.PolicyFiles).SelectMany(Definitions).Select(d => d.Descriptor)]);

    /// <summary>The shipped pack with the scanner's rules about waivers; it belongs to every run.</summary>
    public const string ScannerPack = "scanner";

    /// <summary>The rules of <see cref="DefaultPack"/> for every run that names no packs and changes no rule; loaded when first asked for.</summary>
    public static PolicySet Default => s_default.Value;

    /// <summary>The rules of all shipped packs, as their files state them.</summary>
    public static IReadOnlyList<RuleDescriptor> Shipped => s_shipped.Value;

    /// <summary>The shipped rules about code, by id.</summary>
    public static IReadOnlyList<RuleDescriptor> CodeRules => s_code.Value.CodeRules;

    /// <summary>The shipped rules about code, and in their place those of the same id that policies hold.</summary>
    public static IReadOnlyList<RuleDescriptor> CodeRulesWith(PolicySet policies) =>
        [.. policies.CodeRules.Concat(CodeRules).DistinctBy(r => r.Id, StringComparer.Ordinal)
            .Where(r => policies.Disabled.All(d => d.Rule.Id != r.Id))
            .OrderBy(r => r.Id, StringComparer.Ordinal)];

    /// <summary>The rules of the packs that were named; every mistake in them is in the result.</summary>
    /// <param name="packs">Names of shipped packs, or paths of policy files or folders; none for <see cref="DefaultPack"/>.</param>
    /// <param name="workingDirectory">What relative paths start from.</param>
    public static PolicySet Load(IReadOnlyList<string> packs, string workingDirectory) => Load(packs, Profile.None, workingDirectory);

    /// <summary>The rules of the packs that were named, as a profile wants them.</summary>
    /// <param name="packs">Names of shipped packs, or paths of policy files or folders; none for <see cref="DefaultPack"/>.</param>
    /// <param name="profile">What is changed about them.</param>
    /// <param name="workingDirectory">What relative paths start from.</param>
    /// <param name="namedByFile">
    /// Whether a profile or a project file names the packs, and nobody who runs the scan: then they take the place of no shipped
    /// rule, and the shipped rules that take no waivers are judged all the same.
    /// </param>
    public static PolicySet Load(IReadOnlyList<string> packs, Profile profile, string workingDirectory, bool namedByFile = false)
    {
        if (packs.Count == 0 && ReferenceEquals(profile, Profile.None))
            return Default;
        var diagnostics = new List<InputDiagnostic>(profile.Diagnostics);
        var files = new List<SourceFile>();
        var own = new HashSet<SourceFile>(ReferenceEqualityComparer.Instance);
        foreach (var pack in packs.Count == 0 ? [DefaultPack] : packs.Distinct(StringComparer.Ordinal))
        {
            var found = FilesOf(pack, workingDirectory, diagnostics);
            files.AddRange(found);
            if (!ShippedFiles.Packs.Contains(pack, StringComparer.Ordinal))
                own.UnionWith(found);
        }

        // Whoever names the default pack has all of its rules that take no waivers.
        var always = packs.Count == 0 || packs.Contains(DefaultPack, StringComparer.Ordinal) ? [] : ShippedFiles.PolicyFiles(DefaultPack).SelectMany(Definitions).Where(d => !d.Descriptor.IsWaivable);
        return Load(files, profile, diagnostics, namedByFile ? (own, [.. always]) : null);
    }

    /// <summary>The rules of policy files.</summary>
    public static PolicySet Load(IReadOnlyList<SourceFile> files) => Load(files, Profile.None, [], null);

    /// <param name="files">The policy files.</param>
    /// <param name="profile">What is changed about their rules.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    /// <param name="byFile">
    /// Those of the files that may not take the place of shipped rules, and the shipped rules that are judged whatever is named;
    /// null where whoever runs the scan names all.
    /// </param>
    private static PolicySet Load(
        IReadOnlyList<SourceFile> files, Profile profile, List<InputDiagnostic> diagnostics, (HashSet<SourceFile> Own, IReadOnlyList<RuleDefinition> Always)? byFile)
    {
        var sources = files.DistinctBy(f => f.Path, StringComparer.Ordinal).ToArray();
        var read = ReadAll(sources);
        diagnostics.AddRange(read.SelectMany(r => r.Diagnostics));
        var packs = read.Select(r => r.Pack).OfType<PackDefinition>().ToList();
        var guide = read.Select(r => r.Guide).LastOrDefault(g => g is not null);
        var definitions = packs.SelectMany(p => p.Rules).ToList();
        ReportDuplicates(definitions, diagnostics);
        definitions = [.. definitions.DistinctBy(d => d.Descriptor.Id, StringComparer.Ordinal)];
        if (byFile is var (own, always))
        {
            definitions = [.. definitions.Where(d => !own.Contains(d.IdRange.File) || IsOwn(d, diagnostics))];
            definitions.AddRange(always.ExceptBy(definitions.Select(d => d.Descriptor.Id), d => d.Descriptor.Id).ToList());
        }

        var overlay = new RuleOverlay(profile.Overrides, diagnostics);
        definitions.AddRange(s_scanner.Value.ExceptBy(definitions.Select(d => d.Descriptor.Id), d => d.Descriptor.Id));
        // Code is judged by the shipped rules whether or not their pack is named.
        var known = definitions.Select(d => d.Descriptor.Id).ToHashSet(StringComparer.Ordinal);
        if (profile.Overrides.Any(c => !known.Contains(c.RuleId)))
        {
            definitions.AddRange(ShippedFiles.PolicyFiles(CodePack).SelectMany(Definitions).Where(d => known.Add(d.Descriptor.Id) && profile.Overrides.Any(c => c.RuleId == d.Descriptor.Id)));
            known.UnionWith(s_shipped.Value.Select(r => r.Id));
            overlay.ReportUnknown(known);
        }

        var compiler = new RuleCompiler(TenantSchema.V1.RootRecord);
        var changed = profile.Overrides.Select(c => c.RuleId).ToHashSet(StringComparer.Ordinal);
        var bodies = new List<RuleDefinition>();
        var codeRules = new List<RuleDescriptor>();
        var waiverRules = new List<WaiverRule>();
        foreach (var stated in definitions)
        {
            if (overlay.Apply(stated) is not { } definition)
                continue;
            if (definition.Body is WaiverBody waivers)
                waiverRules.Add(new WaiverRule(waivers.Problem, definition.Descriptor));
            else if (definition.Body is AnalyzerBody)
                codeRules.Add(definition.Descriptor);
            else
                bodies.Add(definition);
        }

        var (compiled, mistakes) = CompileAll(bodies, changed, compiler);
        diagnostics.AddRange(mistakes.SelectMany(m => m));
        var rules = compiled.OfType<CompiledRule>().ToList();

        if (rules.Count + codeRules.Count == 0 && diagnostics.All(d => d.IsWarning))
        {
            diagnostics.Add(InputDiagnostic.About(
                null,
                "no-rules",
                new Bilingual("没有可以执行的规则。", "There is no rule to run."),
                new Bilingual("请检查 --policy 的取值。", "Check the values of --policy.")));
        }

        // No two have one id.
        rules.Sort((a, b) => string.CompareOrdinal(a.Definition.Descriptor.Id, b.Definition.Descriptor.Id));
        return new PolicySet(packs, rules, diagnostics)
        {
            CodeRules = [.. codeRules.OrderBy(r => r.Id, StringComparer.Ordinal)],
            Guide = guide,
            // Whatever stands in the place of one: waivers are always judged by all of them.
            WaiverRules = WaiverRule.OneForEach([.. waiverRules, .. s_scanner.Value.Select(d => new WaiverRule(((WaiverBody)d.Body).Problem, d.Descriptor))]),
            Disabled = overlay.Disabled,
            Profile = profile,
        };
    }

    // What the build has read is there at once: threads, which take longer to start than that, only for files that are still to be read.
    private static PolicyFile[] ReadAll(SourceFile[] sources)
    {
        var read = new PolicyFile[sources.Length];
        var left = new List<int>();
        for (var i = 0; i < sources.Length; i++)
        {
            if (ReadCompiled(sources[i]) is { } pack)
                read[i] = new PolicyFile(pack, null, []);
            else
                left.Add(i);
        }

        if (left.Count > 0)
            Parallel.ForEach(left, i => read[i] = Read(sources[i]));
        return read;
    }

    // In their order, whichever thread is first; threads as above.
    private static (CompiledRule?[] Rules, List<InputDiagnostic>[] Mistakes) CompileAll(List<RuleDefinition> bodies, HashSet<string> changed, RuleCompiler compiler)
    {
        var rules = new CompiledRule?[bodies.Count];
        var mistakes = new List<InputDiagnostic>[bodies.Count];
        var left = new List<int>();
        for (var i = 0; i < rules.Length; i++)
        {
            mistakes[i] = [];
            var isKnownGood = IsKnownGood(bodies[i], changed);
            if (isKnownGood && CompiledPacks.Current?.Rule(bodies[i], compiler.Environment) is { } rule)
                rules[i] = rule;
            else if (isKnownGood && bodies[i].Body is not ExpressionBody)
                rules[i] = compiler.Compile(bodies[i], null, mistakes[i], isKnownGood);
            else
                left.Add(i);
        }

        if (left.Count > 0)
            Parallel.ForEach(left, i => rules[i] = compiler.Compile(bodies[i], null, mistakes[i], IsKnownGood(bodies[i], changed)));
        return (rules, mistakes);
    }

    // What the build has checked, and nobody has changed.
    private static bool IsKnownGood(RuleDefinition rule, HashSet<string> changed) => rule.IdRange.File.IsShipped && !changed.Contains(rule.Descriptor.Id);

    private static PolicyFile Read(SourceFile file)
    {
        var read = DocumentReader.Read(file);
        var diagnostics = new List<InputDiagnostic>(read.Diagnostics);
        if (read.Document is not { } document)
            return new PolicyFile(null, null, diagnostics);
        // The guide lies beside the packs, so a folder of packs may hold it.
        return GuideReader.IsGuide(document)
            ? new PolicyFile(null, GuideReader.Read(document, diagnostics), diagnostics)
            : new PolicyFile(PackReader.Read(document, diagnostics), null, diagnostics);
    }

    private sealed record PolicyFile(PackDefinition? Pack, Guide? Guide, List<InputDiagnostic> Diagnostics);

    // A rule of an own pack that does the work of a shipped one would take its place without a word.
    private static bool IsOwn(RuleDefinition definition, List<InputDiagnostic> diagnostics)
    {
        if (s_shipped.Value.Any(r => r.Id == definition.Descriptor.Id))
        {
            diagnostics.Add(InputDiagnostic.At(
                definition.IdRange,
                "shipped-rule-id",
                new Bilingual($"{definition.Descriptor.Id} 是内置规则的编号，自己的策略包不能取代它。", $"{definition.Descriptor.Id} is a shipped rule, whose place a pack of your own cannot take."),
                new Bilingual("请换一个编号；要调整内置规则，请写在项目文件或配置档的 rules 下。", "Give the rule another id; to change a shipped one write it under 'rules' of a project file or profile.")));
            return false;
        }

        if (definition.Body is not WaiverBody)
            return true;
        diagnostics.Add(InputDiagnostic.At(
            definition.IdRange,
            "shipped-rule-id",
            new Bilingual("判断豁免的规则只有内置的。", "Rules about waivers are the scanner's own."),
            new Bilingual("请删去这条规则；参数写在项目文件或配置档的 rules 下。", "Delete the rule; parameters are changed under 'rules' of a project file or profile.")));
        return false;
    }

    private static PackDefinition? ReadCompiled(SourceFile file) => file.IsShipped ? CompiledPacks.Current?.Pack(file) : null;

    private static IReadOnlyList<RuleDefinition> Definitions(SourceFile shipped) =>
        ReadCompiled(shipped) is { } compiled ? compiled.Rules
        : DocumentReader.Read(shipped).Document is { } document && PackReader.Read(document, []) is { } pack ? pack.Rules : [];

    private static IEnumerable<SourceFile> FilesOf(string pack, string workingDirectory, List<InputDiagnostic> diagnostics)
    {
        if (ShippedFiles.Packs.Contains(pack, StringComparer.Ordinal))
            return ShippedFiles.PolicyFiles(pack);
        if (pack.Length == 0 || !File.Exists(Path.Combine(workingDirectory, pack)) && !Directory.Exists(Path.Combine(workingDirectory, pack)))
        {
            var near = Suggestion.Nearest(pack, ShippedFiles.Packs);
            diagnostics.Add(InputDiagnostic.About(
                DisplayPath.Named(pack),
                "no-such-policy",
                new Bilingual($"没有名为“{Excerpt.Of(pack)}”的内置策略包，也没有这个路径。", $"There is neither a shipped pack nor a path '{Excerpt.Of(pack)}'."),
                near is null
                    ? new Bilingual($"内置策略包：{string.Join("、", ShippedFiles.Packs)}。", $"Shipped packs: {string.Join(", ", ShippedFiles.Packs)}.")
                    : new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?")));
            return [];
        }

        var found = PolicyFileFinder.Find(pack, workingDirectory, path => !ShippedFiles.IsCaseFile(path), diagnostics);
        return found;
    }

    private static void ReportDuplicates(List<RuleDefinition> definitions, List<InputDiagnostic> diagnostics)
    {
        var first = new Dictionary<string, RuleDefinition>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (first.TryAdd(definition.Descriptor.Id, definition))
                continue;
            var other = first[definition.Descriptor.Id].IdRange;
            diagnostics.Add(InputDiagnostic.At(
                definition.IdRange,
                "duplicate-rule",
                new Bilingual(
                    $"规则 {definition.Descriptor.Id} 已在 {other.File.Path}:{other.Start.Line} 定义。",
                    $"Rule {definition.Descriptor.Id} is already defined at {other.File.Path}:{other.Start.Line}."),
                new Bilingual("请换一个编号。", "Give it another id.")));
        }
    }
}
