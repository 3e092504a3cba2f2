using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.CodeScan.Compilations;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>Runs the analyzers over a compilation, in this process.</summary>
internal static class SourceJudge
{
    // A project that takes longer means harm, or meets a bug.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);

    /// <summary>Runs the rules.</summary>
    /// <param name="compiled">The project.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="jobs">How many threads work.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static Judged Judge(CompiledProject compiled, ImmutableArray<DiagnosticAnalyzer> rules, int jobs, CancellationToken cancellation)
    {
        var broken = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var callSites = new CallSites();
        var analysis = compiled.Compilation.WithAnalyzers(
            rules.Add(callSites),
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions(compiled.Configuration, compiled.Configs),
                onAnalyzerException: (_, analyzer, _) =>
                {
                    foreach (var rule in analyzer.SupportedDiagnostics)
                        broken[rule.Id] = true;
                },
                concurrentAnalysis: jobs > 1,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: true));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_longest);
        IReadOnlyList<Judgement> found = [];
        Bilingual? notJudged = null;
        try
        {
            found = [.. analysis.GetAnalyzerDiagnosticsAsync(limit.Token).GetAwaiter().GetResult().Select(d => new Judgement(d))];
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            notJudged = new("检查超过 20 分钟，已中止，这个项目没有结论。", "Judging took longer than 20 minutes and was stopped; nothing is said of this project.");
        }
        catch (InsufficientExecutionStackException)
        {
            notJudged = new("代码嵌套过深，这个项目没有结论。", "The code is nested too deep; nothing is said of this project.");
        }

        return new Judged(found, [], [.. callSites.Places], [.. broken.Keys.Order(StringComparer.Ordinal)], notJudged);
    }
}
