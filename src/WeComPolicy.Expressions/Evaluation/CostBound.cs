namespace WeComPolicy.Expressions.Evaluation;

/// <summary>
/// How the work of an expression grows with the input, found without running it: the coefficients of a polynomial in n, where
/// the lists and maps of the input hold n elements in all. Looking a text or a number up in a list is one step, since the list is read
/// once for all that is looked up in it. Texts count as short: the run-time limit charges long ones.
/// </summary>
/// <param name="Degree">The deepest nesting of loops over lists of the input; 0 where the work does not depend on them.</param>
/// <param name="Coefficients">Steps by power of n, from the constant one; <paramref name="Degree"/> + 1 of them, saturating.</param>
/// <param name="Deepest">The innermost loop of the deepest nesting; null where the degree is 0.</param>
public sealed record CostBound(int Degree, IReadOnlyList<long> Coefficients, TextSpan? Deepest)
{
    /// <summary>The steps for lists of at most <paramref name="n"/> elements; <see cref="long.MaxValue"/> where they do not fit.</summary>
    public long BoundFor(long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        UInt128 sum = 0;
        UInt128 power = 1;
        foreach (var coefficient in Coefficients)
        {
            sum += power * (ulong)coefficient;
            power *= (ulong)n;
            if (sum > long.MaxValue)
                return long.MaxValue;

            // Only a zero coefficient can be met by a power beyond long.
            power = UInt128.Min(power, long.MaxValue);
        }

        return (long)sum;
    }
}
