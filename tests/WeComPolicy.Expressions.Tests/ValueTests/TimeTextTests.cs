using WeComPolicy.Expressions.Values;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.ValueTests;

public sealed class TimeTextTests
{
    [Property]
    public void A_timestamp_reads_as_it_is_written(long any, int nanos)
    {
        var seconds = TimestampText.MinSeconds + (long)((ulong)any % (ulong)(TimestampText.MaxSeconds - TimestampText.MinSeconds + 1));
        nanos = (int)((uint)nanos % 1_000_000_000);
        var text = TimestampText.Format(seconds, nanos);
        Assert.True(TimestampText.TryParse(text, out var s, out var n), text);
        Assert.Equal((seconds, nanos), (s, n));
    }

    [Property]
    public void A_timestamp_is_the_day_that_dotnet_knows(long any)
    {
        var seconds = TimestampText.MinSeconds + (long)((ulong)any % (ulong)(TimestampText.MaxSeconds - TimestampText.MinSeconds + 1));
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ"), TimestampText.Format(seconds, 0));
    }

    [Property]
    public void A_duration_reads_as_it_is_written(long any, int nanos)
    {
        var seconds = any % DurationText.MaxSeconds;
        nanos = (int)((uint)nanos % 1_000_000_000);
        var text = DurationText.Format(seconds, nanos);
        Assert.True(DurationText.TryParse(text, out var s, out var n), text);
        Assert.Equal((seconds, nanos), (s, n));
    }

    [Theory]
    [InlineData("2024-02-29T00:00:00Z")]
    [InlineData("2024-02-29T08:00:00+08:00")]
    [InlineData("2024-02-28T14:30:00-09:30")]
    [InlineData("2024-02-29T00:00:00.000000000Z")]
    public void Ways_to_write_one_moment(string text)
    {
        Assert.True(TimestampText.TryParse(text, out var seconds, out var nanos));
        Assert.Equal((1709164800, 0), (seconds, nanos));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024-05-01")]
    [InlineData("2024-05-01 00:00:00Z")]
    [InlineData("2024-05-01T00:00:00")]
    [InlineData("2024-05-01T00:00:00z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2024-13-01T00:00:00Z")]
    [InlineData("2024-05-01T24:00:00Z")]
    [InlineData("2024-05-01T23:59:60Z")]
    [InlineData("2024-05-01T00:00:00.Z")]
    [InlineData("2024-05-01T00:00:00.1234567890Z")]
    [InlineData("2024-05-01T00:00:00+0800")]
    [InlineData("2024-05-01T00:00:00+08:00x")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("２０２４-05-01T00:00:00Z")]
    public void No_timestamp(string text) => Assert.False(TimestampText.TryParse(text, out _, out _));

    [Theory]
    [InlineData("1h30m", 5400, 0)]
    [InlineData("-1h30m", -5400, 0)]
    [InlineData("1.5h", 5400, 0)]
    [InlineData("0.1m", 6, 0)]
    [InlineData(".5s", 0, 500_000_000)]
    [InlineData("1.s", 1, 0)]
    [InlineData("+2s", 2, 0)]
    [InlineData("0", 0, 0)]
    [InlineData("-0", 0, 0)]
    [InlineData("1ms", 0, 1_000_000)]
    [InlineData("-1ms", -1, 999_000_000)]
    [InlineData("1us1µs1μs", 0, 3000)]
    [InlineData("1.9ns", 0, 1)]
    [InlineData("1h1h", 7200, 0)]
    [InlineData("315576000000s", 315_576_000_000, 0)]
    [InlineData("000000000000000000000000000000001s", 1, 0)]
    public void Durations(string text, long seconds, int nanos)
    {
        Assert.True(DurationText.TryParse(text, out var s, out var n));
        Assert.Equal((seconds, nanos), (s, n));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("s")]
    [InlineData(".s")]
    [InlineData("1d")]
    [InlineData("1 s")]
    [InlineData("--1s")]
    [InlineData("1s-1s")]
    [InlineData("315576000001s")]
    [InlineData("315576000000s1ns")]
    [InlineData("99999999999999999999999999999999999999999999999h")]
    public void No_duration(string text) => Assert.False(DurationText.TryParse(text, out _, out _));

    [Theory]
    [InlineData(0.0, "0", "0.0")]
    [InlineData(-0.0, "-0", "-0.0")]
    [InlineData(1.5, "1.5", "1.5")]
    [InlineData(1e6, "1000000", "1000000.0")]
    [InlineData(123456789012345680000.0, "123456789012345680000", "123456789012345680000.0")]
    [InlineData(1e21, "1e+21", "1e+21")]
    [InlineData(1.25e-7, "0.000000125", "0.000000125")]
    [InlineData(1.25e-8, "1.25e-08", "1.25e-08")]
    [InlineData(5e-324, "5e-324", "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308", "1.7976931348623157e+308")]
    [InlineData(double.NegativeInfinity, "-Infinity", "double(\"-Infinity\")")]
    public void Doubles(double number, string text, string literal)
    {
        Assert.Equal(text, DoubleText.Format(number));
        Assert.Equal(literal, DoubleText.Literal(number));
    }

    [Property]
    public void A_double_reads_as_it_is_written(double number)
    {
        if (!double.IsFinite(number))
            return;
        Assert.Equal(number, double.Parse(DoubleText.Format(number)));
        Assert.Equal(number, double.Parse(DoubleText.Fixed(number)));
    }
}
