using System.Diagnostics;
using System.Globalization;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>A line on standard error that tells how far long work has come; only on a terminal, and only after a second.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly CliContext _context;
    private readonly bool _enabled;
    private readonly Lock _lock = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _last = s_patience - s_interval;
    private bool _shown;
    private Bilingual _tenants = Bilingual.Same("");

    public ProgressLine(CliContext context, bool quiet)
    {
        _context = context;
        _enabled = context.ErrorIsTerminal && !quiet;
    }

    /// <summary>Tells that so many of so many steps are done.</summary>
    public void Report(int done, int total)
    {
        if (!_enabled)
            return;
        var elapsed = Stopwatch.GetElapsedTime(_start);
        lock (_lock)
        {
            if (elapsed < _last + s_interval)
                return;
            _last = elapsed;
            _shown = true;
            var percent = (100L * done / Math.Max(1, total)).ToString(CultureInfo.InvariantCulture);
            _context.Error.Write($"\r{new Bilingual("正在检查", "checking").In(_context.Language)} {percent}% {_tenants.In(_context.Language)}");
        }
    }

    /// <summary>Tells that so many of so many tenants are done, and how many of them could not be judged; shown with the steps.</summary>
    public void ReportTenants(int done, int total, int notJudged)
    {
        if (!_enabled || total < 2)
            return;
        var count = $"{done.ToString("N0", CultureInfo.InvariantCulture)}/{total.ToString("N0", CultureInfo.InvariantCulture)}";
        var bad = notJudged.ToString("N0", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            _tenants = notJudged == 0
                ? new($"（{count} 个租户）", $"({count} tenants) ")
                : new($"（{count} 个租户，{bad} 个未判定）", $"({count} tenants, {bad} not judged) ");
        }
    }

    /// <summary>Wipes the line.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_shown)
                _context.Error.Write("\r\u001b[K");
            _shown = false;
        }
    }
}
