using Microsoft.Playwright;

namespace WeComPolicy.Browser.Tests;

/// <summary>A report in the browser, with everything that went wrong since it was opened.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IBrowserContext _context;
    private readonly List<string> _troubles = [];

    private ReportPage(string folder, IBrowserContext context, IPage page)
    {
        _folder = folder;
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Console errors, violations of the page's own policy, dialogs, and requests for anything but the file itself.</summary>
    public IReadOnlyList<string> Troubles => _troubles;

    public static async Task<ReportPage> Open(IBrowser browser, byte[] report, Look look)
    {
        var folder = Directory.CreateTempSubdirectory("wecom-policy-report-").FullName;
        var file = Path.Combine(folder, "report.html");
        await File.WriteAllBytesAsync(file, report);
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            JavaScriptEnabled = look.Script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var opened = new ReportPage(folder, context, await context.NewPageAsync());
        var address = new Uri(file).AbsoluteUri;
        opened.Watch(address);
        await opened.Page.GotoAsync(address);
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Rows that the filter lets through.</summary>
    public Task<int> Shown() => Page.Locator("#list > li:visible").CountAsync();

    /// <summary>What the page says of how many it shows.</summary>
    public Task<string> Count() => Page.Locator("#count").InnerTextAsync();

    /// <summary>The row that has the focus: the rule of its finding.</summary>
    public Task<string> FocusedRule() => Page.EvaluateAsync<string>("document.activeElement.closest('.f')?.querySelector('.id').textContent ?? ''");

    /// <summary>Presses Tab until an element has the focus, as a reader without a mouse does.</summary>
    public async Task TabTo(string selector)
    {
        for (var i = 0; i < 100; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
        }

        Assert.Fail($"100 times Tab do not reach {selector}.");
    }

    private void Watch(string address)
    {
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _troubles.Add($"console: {message.Text}");
        };
        Page.PageError += (_, error) => _troubles.Add($"script: {error}");
        Page.Dialog += (_, dialog) =>
        {
            _troubles.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        Page.Request += (_, request) =>
        {
            var url = request.Url.Split('#')[0];
            if (url != address && !url.StartsWith("data:", StringComparison.Ordinal))
                _troubles.Add($"request: {url}");
        };
    }
}
