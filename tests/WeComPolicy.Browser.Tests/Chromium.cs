using Microsoft.Playwright;

namespace WeComPolicy.Browser.Tests;

/// <summary>The browser of this machine, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where it lies; null where there is none. <c>CHROMIUM</c> names another than the usual ones.</summary>
    public static string? Executable { get; } = new[]
        {
            Environment.GetEnvironmentVariable("CHROMIUM") ?? "",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        }
        .FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Headless = true,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a report as a reader does: from a file.</summary>
    internal Task<ReportPage> Open(byte[] report, Look? look = null)
    {
        Assert.True(_browser is not null, BrowserFactAttribute.Missing);
        return ReportPage.Open(_browser, report, look ?? new Look());
    }
}

/// <summary>How a reader's browser is set.</summary>
internal sealed record Look
{
    public bool Dark { get; init; }

    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 900;

    public bool Script { get; init; } = true;
}

[CollectionDefinition(nameof(Chromium))]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>;

/// <summary>
/// A test that needs a browser. Where there is none it is skipped with the reason, never passed; in CI, whose script installs
/// one, it fails.
/// </summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public const string Missing =
        "NOT TESTED: there is no Chromium on this machine. Run tests/WeComPolicy.Browser.Tests/install-chromium.sh, or set CHROMIUM to the path of one.";

    public BrowserFactAttribute() => Skip = SkipReason;

    internal static string? SkipReason =>
        Chromium.Executable is null && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? Missing : null;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserFactAttribute.SkipReason;
}
