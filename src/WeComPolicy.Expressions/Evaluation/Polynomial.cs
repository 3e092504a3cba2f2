namespace WeComPolicy.Expressions.Evaluation;

/// <summary>A polynomial in one variable with coefficients from 0 to long.MaxValue, where sums and products stay.</summary>
internal sealed class Polynomial
{
    // Far beyond what can be afforded; what is higher is counted at this power.
    private const int MaxDegree = 250;

    private readonly long[] _coefficients;

    private Polynomial(long[] coefficients) => _coefficients = coefficients;

    public static Polynomial Zero { get; } = new([0]);

    public static Polynomial One { get; } = new([1]);

    /// <summary>The variable itself.</summary>
    public static Polynomial N { get; } = new([0, 1]);

    public IReadOnlyList<long> Coefficients => _coefficients;

    public int Degree => _coefficients.Length - 1;

    public static Polynomial Constant(long value) => new([value]);

    public static Polynomial operator +(Polynomial a, Polynomial b) => Combine(a, b, Sum);

    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        var product = new long[Math.Min(a.Degree + b.Degree, MaxDegree) + 1];
        for (var i = 0; i <= a.Degree; i++)
        {
            for (var j = 0; j <= b.Degree; j++)
            {
                var power = Math.Min(i + j, MaxDegree);
                product[power] = Sum(product[power], Product(a._coefficients[i], b._coefficients[j]));
            }
        }

        return Trimmed(product);
    }

    /// <summary>A polynomial that is nowhere below either.</summary>
    public static Polynomial Max(Polynomial a, Polynomial b) => Combine(a, b, Math.Max);

    private static Polynomial Combine(Polynomial a, Polynomial b, Func<long, long, long> combine)
    {
        var result = new long[Math.Max(a.Degree, b.Degree) + 1];
        for (var i = 0; i < result.Length; i++)
            result[i] = combine(i <= a.Degree ? a._coefficients[i] : 0, i <= b.Degree ? b._coefficients[i] : 0);
        return Trimmed(result);
    }

    private static Polynomial Trimmed(long[] coefficients)
    {
        var length = coefficients.Length;
        while (length > 1 && coefficients[length - 1] == 0)
            length--;
        return new(coefficients[..length]);
    }

    private static long Sum(long a, long b) => a > long.MaxValue - b ? long.MaxValue : a + b;

    private static long Product(long a, long b) => (UInt128)(ulong)a * (ulong)b > long.MaxValue ? long.MaxValue : a * b;
}
