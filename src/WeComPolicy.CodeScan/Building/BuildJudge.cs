using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Analyzers;
using WeComPolicy.CodeScan.Compilations;
using WeComPolicy.CodeScan.Judging;

namespace WeComPolicy.CodeScan.Building;

/// <summary>Reads what the analyzers said inside the compiler of a build, and puts it back into the sources.</summary>
internal static class BuildJudge
{
    private const string Configuration = "WCA1009";
    private const string Thrown = "AD0001";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> s_rules =
        CodeRules.Analyzers.SelectMany(a => a.SupportedDiagnostics).DistinctBy(r => r.Id).ToImmutableDictionary(r => r.Id, StringComparer.Ordinal);

    /// <summary>Judges a compilation by its log.</summary>
    /// <param name="built">The compilation, as the build recorded it.</param>
    /// <param name="compiled">The same, in this process.</param>
    /// <param name="jobs">How many threads work.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static Judged Judge(BuiltProject built, CompiledProject compiled, int jobs, CancellationToken cancellation)
    {
        if (CompilerLog.Read(built.LogFile) is not { } log || !s_rules.Keys.All(log.Rules.Contains))
        {
            return new Judged([], [], [], [], [], [], new(
                "构建没有运行代码规则，这个项目没有结论。编译器可能早于 4.8 版（.NET 8 SDK），或者编译没有执行。",
                "The build did not run the code rules; nothing is said of this project. Its compiler may be older than 4.8 (.NET 8 SDK), or did not run."));
        }

        // Configuration is no matter of the compiler. What a configuration of the build switched off is counted, as everywhere.
        var own = SourceJudge.Judge(
            compiled,
            [.. CodeRules.Analyzers.Where(a => a.SupportedDiagnostics.Any(r => r.Id == Configuration || log.Switched.Contains(r.Id)))],
            GeneratedScope.None,
            jobs,
            cancellation);
        // No compiler asks the rules about generated code.
        var generated = SourceJudge.Judge(
            compiled,
            [.. CodeRules.Analyzers.Where(a => GeneratedCode.Concerns(a) && a.SupportedDiagnostics.All(r => r.Id != Configuration))],
            GeneratedScope.SecretsOnly,
            jobs,
            cancellation);
        var trees = compiled.Compilation.SyntaxTrees.DistinctBy(t => t.FilePath, StringComparer.Ordinal).ToDictionary(t => t.FilePath, StringComparer.Ordinal);
        var found = log.Results.Where(r => s_rules.ContainsKey(r.Rule) && r.Rule != Configuration).Select(r => JudgementOf(r, trees)).OfType<Judgement>();
        return new Judged(
            [.. found, .. generated.Found, .. own.Found.Where(f => f.Diagnostic.Id == Configuration)],
            [.. own.Found.Where(f => f.Diagnostic.Id != Configuration)],
            own.CallSites,
            [.. log.Results.SelectMany(Broken).Concat(own.Broken).Concat(generated.Broken).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. own.TooDeep.Union(generated.TooDeep, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            own.NotFollowed,
            own.NotJudged ?? generated.NotJudged);
    }

    private static Judgement? JudgementOf(LoggedResult result, Dictionary<string, SyntaxTree> trees)
    {
        var places = result.Places.Select(p => LocationOf(p, trees)).OfType<Location>().ToList();
        if (places.Count == 0)
            return null;
        var rule = s_rules[result.Rule];
        var arguments = new List<object>();
        while (result.Properties.TryGetValue(Analyzers.RuleDescriptor.ArgumentProperty + arguments.Count.ToString(CultureInfo.InvariantCulture), out var argument))
            arguments.Add(argument);
        var properties = result.Properties.ToImmutableDictionary(p => p.Key, p => (string?)p.Value, StringComparer.Ordinal);
        return new Judgement(Diagnostic.Create(rule, places[0], rule.DefaultSeverity, places.Skip(1), properties, [.. arguments]), result.IsSuppressed);
    }

    private static Location? LocationOf(LoggedPlace place, Dictionary<string, SyntaxTree> trees)
    {
        if (!trees.TryGetValue(place.Path, out var tree))
            return null;
        var text = tree.GetText();
        int Offset(int line, int column)
        {
            var at = text.Lines[Math.Clamp(line - 1, 0, text.Lines.Count - 1)];
            return Math.Clamp(at.Start + column - 1, at.Start, at.EndIncludingLineBreak);
        }

        var start = Offset(place.Line, place.Column);
        return Location.Create(tree, TextSpan.FromBounds(start, Math.Max(start, Offset(place.EndLine, place.EndColumn))));
    }

    /// <summary>
    /// The rules that a failure inside the compiler took with it: those whose ids its message has, or all of them where it names none. The compiler
    /// speaks its user's language, but names the analyzer in every one.
    /// </summary>
    internal static IEnumerable<string> Broken(LoggedResult result)
    {
        if (result.Rule != Thrown || !result.Message.Contains(typeof(WeComPolicyAnalyzer).FullName!, StringComparison.Ordinal))
            return [];
        var named = s_rules.Keys.Where(id => result.Message.Contains(id, StringComparison.Ordinal)).ToList();
        return named.Count > 0 ? named : s_rules.Keys;
    }
}
