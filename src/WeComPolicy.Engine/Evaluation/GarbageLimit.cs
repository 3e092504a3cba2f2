namespace WeComPolicy.Engine.Evaluation;

/// <summary>
/// Keeps what rules have thrown away from piling up. Beside a large tenant the runtime lets as much as the tenant itself gather before it
/// collects anything, and has no setting against it that a program can bring along.
/// </summary>
internal sealed class GarbageLimit
{
    // A small tenant never comes so far.
    private const long Most = 16L << 20;

    private long _cleared = GC.GetTotalAllocatedBytes();

    /// <summary>Collects what is young where much was allocated since the last time.</summary>
    public void Clear()
    {
        var before = Volatile.Read(ref _cleared);
        var now = GC.GetTotalAllocatedBytes();
        if (now - before >= Most && Interlocked.CompareExchange(ref _cleared, now, before) == before)
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
