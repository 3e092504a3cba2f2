using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2005LimiterTooHigh>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2005Tests
{
    [Fact]
    public Task Too_many_permits() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.RateLimiting;
        using System.Threading.Tasks;

        namespace System.Threading.RateLimiting
        {
            class RateLimiter : IDisposable { public ValueTask<RateLimiter> AcquireAsync() => default; public void Dispose() { } }
            class TokenBucketRateLimiterOptions { public int TokenLimit; public int TokensPerPeriod; public TimeSpan ReplenishmentPeriod; }
            class FixedWindowRateLimiterOptions { public int PermitLimit; public TimeSpan Window; }
            class TokenBucketRateLimiter : RateLimiter { public TokenBucketRateLimiter(TokenBucketRateLimiterOptions options) { } }
            class FixedWindowRateLimiter : RateLimiter { public FixedWindowRateLimiter(FixedWindowRateLimiterOptions options) { } }
        }

        class WeComContacts
        {
            static readonly HttpClient Http = new HttpClient();
            readonly SemaphoreSlim _gate = [|new SemaphoreSlim(50)|];
            readonly SemaphoreSlim _narrow = new SemaphoreSlim(3);
            readonly RateLimiter _limiter = new TokenBucketRateLimiter([|new TokenBucketRateLimiterOptions { TokenLimit = 100, TokensPerPeriod = 100, ReplenishmentPeriod = TimeSpan.FromSeconds(1) }|]);
            readonly RateLimiter _slow = new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = 300, Window = TimeSpan.FromMinutes(1) });

            async Task<string> Get(string id)
            {
                await _gate.WaitAsync();
                try { return await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id); }
                finally { _gate.Release(); }
            }

            Task All(string[] ids) => [|Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (id, stop) => await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id))|];
            Task Few(string[] ids) => Parallel.ForEachAsync(ids, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (id, stop) => await Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id));
        }

        class WeComRobot
        {
            static readonly HttpClient Http = new HttpClient();
            readonly RateLimiter _limiter = new FixedWindowRateLimiter([|new FixedWindowRateLimiterOptions { PermitLimit = 60, Window = TimeSpan.FromMinutes(1) }|]);

            async Task Send(string text)
            {
                using var lease = await _limiter.AcquireAsync();
                await Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", new StringContent(text));
            }
        }

        class Elsewhere
        {
            readonly SemaphoreSlim _gate = new SemaphoreSlim(50);
            Task Read() => _gate.WaitAsync();
        }
        """);
}
