using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Collects the entries of a trace while the expression runs.</summary>
internal sealed class TraceRecorder(int maxEntries)
{
    private readonly List<TraceEntry> _entries = [];
    private int _depth;
    private long _omitted;

    /// <summary>Number of the running turn of the innermost loop; -1 outside of loops. The loop puts the outer one back.</summary>
    public int Iteration { get; set; } = -1;

    /// <summary>A sub-expression is about to be evaluated. Returns what <see cref="End"/> needs.</summary>
    public int Begin(Expr node)
    {
        var depth = _depth++;
        if (_entries.Count >= maxEntries)
        {
            _omitted++;
            return -1;
        }

        _entries.Add(new TraceEntry(node, default, depth, Iteration));
        return _entries.Count - 1;
    }

    /// <summary>The sub-expression has its value.</summary>
    public void End(int entry, Value value)
    {
        _depth--;
        if (entry >= 0)
            _entries[entry] = _entries[entry] with { Value = value };
    }

    /// <summary>The trace.</summary>
    public EvaluationTrace Finish(Value result) => new(result, _entries, _omitted);
}
