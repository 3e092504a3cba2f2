using WeComPolicy.Engine.Differences;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Differences;

/// <summary>The counts that every report of a difference states.</summary>
internal sealed class DiffSummary
{
    private readonly DiffResult _result;

    public DiffSummary(DiffResult result)
    {
        _result = result;
        Wider = Privileges(ChangeDirection.Wider);
        Narrower = Privileges(ChangeDirection.Narrower);
        Review = Privileges(ChangeDirection.Review);
        Undecided = result.Tenants.Sum(t => t.Privileges.Count(p => p.IsUndecided));
        Facts = result.Tenants.Sum(t => t.Facts.Count);
        UntoldFacts = result.Tenants.Sum(t => t.Facts.Count(f => !f.IsTold));
        Looser = result.Controls.Count(c => c.Direction == ControlDirection.Looser);
        FailingFindings = result.Findings.Count(result.Gate.Fails);
        FailingUndecided = result.Findings.Count(f => f.Finding.Outcome == Engine.Findings.Verdict.Unknown && result.Gate.Fails(f));
        FailingPrivileges = result.Tenants.Sum(t => t.Privileges.Count(result.Gate.Fails));
        FailingControls = result.Controls.Count(result.Gate.Fails) + result.Tenants.Count(result.Gate.Fails);
    }

    public int Wider { get; }

    public int Narrower { get; }

    public int Review { get; }

    /// <summary>Privilege changes of which nobody can tell.</summary>
    public int Undecided { get; }

    public int Facts { get; }

    /// <summary>Facts that no privilege change speaks of.</summary>
    public int UntoldFacts { get; }

    public int Looser { get; }

    public int FailingFindings { get; }

    /// <summary>Those of them that nobody can decide.</summary>
    public int FailingUndecided { get; }

    public int FailingPrivileges { get; }

    public int FailingControls { get; }

    public int Count(FindingChangeKind kind) => _result.Findings.Count(f => f.Kind == kind);

    /// <summary>Whether nothing is different.</summary>
    public bool IsEmpty => _result.Findings.Count + _result.Controls.Count + _result.Tenants.Count == 0;

    /// <summary>Whether the run passes, and why not.</summary>
    public Bilingual Verdict
    {
        get
        {
            if (!_result.IsUsable)
                return new("无法比较：输入有错误（退出码 2）", "cannot be compared: the inputs have errors (exit code 2)");
            var (zh, en) = (new List<string>(), new List<string>());
            Add(FailingFindings, "项新发现达到阈值", "new finding at or above the threshold", "new findings at or above the threshold");
            if (FailingUndecided > 0)
            {
                zh[^1] += $"（不合规 {FailingFindings - FailingUndecided}，无法判定 {FailingUndecided}）";
                en[^1] += $" ({FailingFindings - FailingUndecided} failed, {FailingUndecided} not decided)";
            }

            Add(FailingPrivileges, "项权限放宽", "wider privilege", "wider privileges");
            Add(FailingControls, "项规则、设置、豁免或租户的放宽", "loosening of rules, settings, waivers or tenants", "loosenings of rules, settings, waivers or tenants");
            return zh.Count == 0
                ? new("通过（退出码 0）", "passes (exit code 0)")
                : new($"不通过（退出码 1）：{string.Join("，", zh)}", $"fails (exit code 1): {string.Join(", ", en)}");

            void Add(int count, string chinese, string one, string many)
            {
                if (count == 0)
                    return;
                zh.Add($"{count} {chinese}");
                en.Add($"{count} {(count == 1 ? one : many)}");
            }
        }
    }

    private int Privileges(ChangeDirection direction) => _result.Tenants.Sum(t => t.Privileges.Count(p => !p.IsUndecided && p.Rule.Direction == direction));
}
