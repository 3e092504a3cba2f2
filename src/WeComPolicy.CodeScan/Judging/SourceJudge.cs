using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;
using WeComPolicy.CodeScan.Compilations;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>Runs the rules over a compilation, in this process.</summary>
internal static class SourceJudge
{
    // A project that takes longer means harm, or meets a bug.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);

    // In characters.
    private const int KeyHead = 256;

    /// <summary>Runs the rules.</summary>
    /// <param name="compiled">The project.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="generated">What is done with generated code.</param>
    /// <param name="jobs">How many threads work.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static Judged Judge(
        CompiledProject compiled, ImmutableArray<DiagnosticAnalyzer> rules, GeneratedScope generated, int jobs, CancellationToken cancellation)
    {
        var options = new AnalyzerOptions(compiled.Configuration, compiled.Configs);
        var callSites = new CallSites();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_longest);
        var runner = new RuleRunner(compiled.Compilation, compiled.Project.OthersAreJudgedElsewhere ? compiled.Project.Judged : null, options, jobs, generated, limit.Token);
        var broken = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        IReadOnlyList<Judgement> found = [];
        Bilingual? notJudged = null;
        try
        {
            var ofNodes = runner.Run(rules.Add(callSites), out var rest);
            // Whose key a file holds, the code that reads it tells.
            var needsSources = runner.RestNeedsSources || compiled.Configuration.Any(file => file.GetText(limit.Token) is { } text && PrivateKey.IsFile(text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(0, Math.Min(text.Length, KeyHead)))));
            found = [.. ofNodes.Concat(JudgeRest(needsSources ? compiled.Compilation : compiled.Compilation.RemoveAllSyntaxTrees(), rest, options, broken, limit.Token)).Select(d => new Judgement(d))];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            notJudged = new("检查超过 20 分钟，已中止，这个项目没有结论。", "Judging took longer than 20 minutes and was stopped; nothing is said of this project.");
        }

        foreach (var rule in runner.Broken.SelectMany(a => a.SupportedDiagnostics))
            broken[rule.Id] = true;
        return new Judged(found, [], [.. callSites.Places], [.. broken.Keys.Order(StringComparer.Ordinal)], [.. runner.TooDeep.Order(StringComparer.Ordinal)], callSites.NotFollowed(cancellation), notJudged);
    }

    // Rules that look at other things than nodes of the sources, such as configuration files.
    private static ImmutableArray<Diagnostic> JudgeRest(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> rules, AnalyzerOptions options, ConcurrentDictionary<string, bool> broken, CancellationToken cancellation)
    {
        if (rules.IsEmpty)
            return [];
        return compilation.WithAnalyzers(
            rules,
            new CompilationWithAnalyzersOptions(
                options,
                onAnalyzerException: (_, analyzer, _) =>
                {
                    foreach (var rule in analyzer.SupportedDiagnostics)
                        broken[rule.Id] = true;
                },
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true)).GetAnalyzerDiagnosticsAsync(cancellation).GetAwaiter().GetResult();
    }
}
