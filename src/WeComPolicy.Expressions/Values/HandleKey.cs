using System.Runtime.CompilerServices;

namespace WeComPolicy.Expressions.Values;

/// <summary>
/// What is kept about a handle, for a table. A struct with a comparer of its own, where a tuple would do, since nothing that the framework
/// does with a tuple is compiled ahead: twenty methods at each start.
/// </summary>
/// <param name="Owner">What the handle belongs to or is looked up by; compared by reference.</param>
/// <param name="Handle">The handle.</param>
public readonly record struct HandleKey(object? Owner, long Handle)
{
    /// <summary>The comparer for tables.</summary>
    public static IEqualityComparer<HandleKey> Comparer { get; } = new ByReference();

    private sealed class ByReference : IEqualityComparer<HandleKey>
    {
        public bool Equals(HandleKey x, HandleKey y) => ReferenceEquals(x.Owner, y.Owner) && x.Handle == y.Handle;

        public int GetHashCode(HandleKey key) => (RuntimeHelpers.GetHashCode(key.Owner) * 397) ^ key.Handle.GetHashCode();
    }
}
