using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>
/// Reads tenants and judges them by all rules. A file that cannot be used is reported and never stops the others: what it
/// would have said counts as not known.
/// </summary>
public static class TenantScan
{
    /// <summary>
    /// Scans; the same request gives the same result, whatever <see cref="ScanRequest.Jobs"/> is. Of many tenants as many are in
    /// memory as threads work; of the others their findings and the lines that these speak of.
    /// </summary>
    public static ScanResult Run(ScanRequest request)
    {
        var tenants = request.Inputs.Tenants;
        var judged = new List<JudgedTenant>(tenants.Count);
        var batch = Math.Max(1, request.Jobs);
        var run = new Batches(request);
        for (var first = 0; first < tenants.Count; first += batch)
        {
            judged.AddRange(run.Judge([.. tenants.Skip(first).Take(batch)]));
            request.TenantProgress?.Invoke(judged.Count, tenants.Count, judged.Count(t => !t.IsJudged));
        }

        // A set of inputs states its tenants by id; whoever made one by hand may not have.
        judged = [.. judged.OrderBy(t => t.Scanned.Id, StringComparer.Ordinal)];
        var policies = run.Policies;
        return new ScanResult
        {
            ToolVersion = request.ToolVersion,
            AsOf = request.AsOf,
            Tenants = [.. judged.Where(t => t.IsJudged).Select(t => t.Scanned)],
            NotJudged = [.. judged.Where(t => !t.IsJudged).Select(t => t.Scanned)],
            Rules = [.. policies.Rules.Select(r => r.Definition.Descriptor)],
            Outcomes = [.. judged.SelectMany(t => t.Outcomes)],
            Findings = [.. judged.SelectMany(t => t.Findings)],
            Diagnostics = [.. request.Inputs.Diagnostics, .. policies.Diagnostics, .. RulesMissing(request.Inputs, policies), .. judged.SelectMany(t => t.Diagnostics)],
            Skipped = request.Inputs.Skipped,
            IgnoreComments = [.. judged.SelectMany(t => t.Comments)],
            Profile = policies.Profile.Name,
            Disabled = policies.Disabled,
            Secrets = judged.Count == 1 ? judged[0].Secrets : [.. judged.SelectMany(t => t.Secrets)],
            Gate = request.Gate,
        };
    }

    // A pack of rules about code judges no tenant; without a word the run would pass.
    private static IEnumerable<InputDiagnostic> RulesMissing(InputSet inputs, PolicySet policies)
    {
        if (inputs.Tenants.Count == 0 || policies.Rules.Count > 0 || policies.Diagnostics.Any(d => !d.IsWarning))
            return [];
        return
        [
            InputDiagnostic.About(
                null,
                "no-tenant-rules",
                new Bilingual("所选策略里没有检查租户的规则，无法判定任何租户。", "The chosen policies hold no rule about tenants, so that no tenant can be judged."),
                new Bilingual("请在 --policy 中加上检查租户的策略包，如 baseline；只检查代码时请不要给出租户文件。",
                    "Add a pack about tenants to --policy, such as baseline; to check code alone, name no tenant.")),
        ];
    }

    /// <summary>Takes tenants through reading and judging, a few at a time.</summary>
    private sealed class Batches
    {
        // Nodes of tenants: some 800 members. Fewer are judged before a pool of threads has started, which takes a tenth of such a scan.
        private const long WorthThreads = 20_000;

        // Judgements for which one more thread is started.
        private const int WorthSecond = 32;

        private readonly ScanRequest _request;
        private readonly ParallelOptions _options;
        private readonly Lazy<PolicySet> _policies;
        private readonly GarbageLimit _garbage = new();
        private int _done;

        public Batches(ScanRequest request)
        {
            _request = request;
            _options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.Jobs), CancellationToken = request.Cancellation };
            _policies = new Lazy<PolicySet>(request.Policies);
        }

        public PolicySet Policies => _policies.Value;

        public JudgedTenant[] Judge(IReadOnlyList<TenantInput> tenants)
        {
            var loaded = new TenantLoad[tenants.Count];
            Each(tenants.Count, tenants.Count > 1, i =>
            {
                loaded[i] = _request.Load(tenants[i]);
                Step();
            });

            var rules = Policies.Rules;
            var judgements = new Judgement?[tenants.Count * rules.Count];
            var isMuch = NodesOf(loaded) >= WorthThreads;
            Each(judgements.Length, isMuch, i =>
            {
                if (loaded[i / rules.Count].Tenant is { } tenant)
                    judgements[i] = RuleEvaluator.Evaluate(rules[i % rules.Count], tenant, _request.AsOf);
                _garbage.Clear();
                Step();
            });

            var judged = new JudgedTenant[tenants.Count];
            Each(tenants.Count, isMuch, i =>
            {
                var tenant = JudgedTenant.Of(loaded[i], tenants[i].Id, [.. judgements.Skip(i * rules.Count).Take(rules.Count).OfType<Judgement>()]);
                judged[i] = _request.Inputs.Tenants.Count > 1 ? TenantExcerpt.Of(tenant) : tenant;
            });
            return judged;
        }

        private void Each(int count, bool isMuch, Action<int> body)
        {
            if (isMuch)
                EachInParallel(count, body);
            else if (count >= WorthSecond && _options.MaxDegreeOfParallelism > 1 && Environment.ProcessorCount > 1)
                EachOfTwo(count, body);
            else
                EachInTurn(count, body);
        }

        // By itself, so that a small scan does not load the assembly.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private void EachInParallel(int count, Action<int> body) => Parallel.For(0, count, _options, body);

        private void EachInTurn(int count, Action<int> body)
        {
            for (var i = 0; i < count; i++)
            {
                _request.Cancellation.ThrowIfCancellationRequested();
                body(i);
            }
        }

        // What takes time where little is judged is that each piece of code runs for the first time, and that is shared by two bare threads.
        private void EachOfTwo(int count, Action<int> body)
        {
            var taken = -1;
            ExceptionDispatchInfo? failure = null;
            void Work()
            {
                try
                {
                    while (Interlocked.Increment(ref taken) is var i && i < count)
                    {
                        _request.Cancellation.ThrowIfCancellationRequested();
                        body(i);
                    }
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                    Volatile.Write(ref taken, count);
                }
            }

            var second = new Thread(Work) { IsBackground = true, Name = "judging" };
            second.Start();
            Work();
            second.Join();
            failure?.Throw();
        }

        private static long NodesOf(TenantLoad[] loaded)
        {
            var nodes = 0L;
            foreach (var load in loaded)
                nodes += load.Tenant?.NodeCount ?? 0;
            return nodes;
        }

        private void Step() => _request.Progress?.Invoke(Interlocked.Increment(ref _done), _request.Inputs.Tenants.Count * (Policies.Rules.Count + 1));
    }
}
