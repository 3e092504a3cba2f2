using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Tests;

namespace WeComPolicy.Browser.Tests;

[Collection(nameof(Chromium))]
public sealed class ReportTests(Chromium chromium)
{
    public static TheoryData<string, bool> Looks => new() { { "zh", false }, { "zh", true }, { "en", false }, { "en", true } };

    [BrowserTheory]
    [MemberData(nameof(Looks))]
    public async Task Opens_in_its_language_without_any_trouble(string language, bool dark)
    {
        await using var report = await chromium.Open(Reports.Fleet(language), new Look { Dark = dark });
        var page = report.Page;
        Assert.Equal(language == "zh" ? "zh-CN" : "en", await page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.Contains(language == "zh" ? "门禁不通过" : "The gate fails", await page.TitleAsync());
        Assert.Equal(language == "zh" ? "门禁不通过" : "The gate fails", await page.Locator("h1").InnerTextAsync());
        await page.ClickAsync("#open");
        await page.ClickAsync("#theme");
        await page.ClickAsync("#lang");
        Assert.Equal(language == "zh" ? "The gate fails" : "门禁不通过", await page.Locator("h1").InnerTextAsync());
        Assert.Contains(language == "zh" ? "The gate fails" : "门禁不通过", await page.TitleAsync());
        Assert.Empty(report.Troubles);
    }

    [BrowserTheory]
    [MemberData(nameof(Looks))]
    public async Task Axe_finds_nothing(string language, bool dark)
    {
        // One of each kind in every look; the long reports, which differ in nothing else, in each language and each theme once.
        var everything = Reports.Everything(language == "zh" ? Language.Zh : Language.En);
        foreach (var bytes in (byte[][])(dark == (language == "en") ? [Reports.Fleet(language), everything, Reports.Example("compliant", language)] : [everything]))
        {
            await using var report = await chromium.Open(bytes, new Look { Dark = dark });
            await OpenSome(report.Page);
            var result = await report.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
            Assert.Equal("", string.Join('\n', result.Violations.SelectMany(v => v.Nodes.Take(3).Select(n => $"{v.Impact} {v.Id}: {v.Help}: {n.Html}"))));
        }
    }

    [BrowserTheory]
    [InlineData("zh", 360)]
    [InlineData("en", 360)]
    [InlineData("en", 800)]
    public async Task Nothing_sticks_out_of_a_narrow_screen(string language, int width)
    {
        foreach (var bytes in (byte[][])[Reports.Fleet(language), Reports.Everything(Language.En), Reports.Of(Hostile.Result())])
        {
            await using var report = await chromium.Open(bytes, new Look { Width = width, Height = 740 });
            await OpenSome(report.Page);
            Assert.Equal("", await report.Page.EvaluateAsync<string>("""
                Array.from(document.querySelectorAll('body *'))
                  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility() && !e.closest('.wide') && !e.matches('.skip'))
                  .slice(0, 5).map(e => e.outerHTML.slice(0, 200)).join('\n')
                """));
            Assert.Equal(width, await report.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [BrowserFact]
    public async Task Filters_searches_sorts_and_opens_by_keyboard()
    {
        await using var report = await chromium.Open(Reports.Example("startup", "en"));
        var page = report.Page;
        var all = await report.Shown();
        Assert.True(all > 100);

        await report.TabTo("#q");
        await page.Keyboard.TypeAsync("Verification two-step-login-enabled");
        await Expect(page, "document.getElementById('count').textContent === '1'");
        Assert.Equal(1, await report.Shown());
        Assert.Equal("WCP2010", await page.Locator("#list > li:visible .id").InnerTextAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(all, await report.Shown());

        // In the language that is not shown, too: a reader may quote the other report.
        await page.Keyboard.TypeAsync("二次验证");
        await Expect(page, $"document.getElementById('count').textContent !== '{all}'");
        Assert.InRange(await report.Shown(), 1, 20);
        await page.Keyboard.PressAsync("Escape");

        await report.TabTo("input[name=s][value='4']");
        await page.Keyboard.PressAsync("Space");
        Assert.Equal(await page.Locator("#list > li[data-s='4']").CountAsync(), await report.Shown());
        Assert.Equal((await report.Shown()).ToString(), await report.Count());
        await page.Keyboard.PressAsync("Space");

        await report.TabTo("select[name=o]");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("2", await page.Locator("select[name=o]").InputValueAsync());
        var rules = await page.Locator("#list .id").AllTextContentsAsync();
        Assert.Equal(rules.Order(StringComparer.Ordinal), rules);

        await report.TabTo("#list summary");
        var first = await report.FocusedRule();
        Assert.Equal(rules[0], first);
        for (var i = 0; i < 10; i++)
            await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal(rules[10], await report.FocusedRule());
        await page.Keyboard.PressAsync("Enter");
        await Expect(page, "document.querySelector('#list details[open] .src')");
        Assert.True(await page.Locator("#list details[open] .src").First.IsVisibleAsync());
        Assert.Empty(report.Troubles);
    }

    [BrowserFact]
    public async Task Language_and_theme_change_by_keyboard()
    {
        await using var report = await chromium.Open(Reports.Everything(Language.Zh));
        var page = report.Page;
        var light = await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
        await report.TabTo("#lang");
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("en", await page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.False(await page.Locator("[lang=zh-CN]:not(button)").First.IsVisibleAsync());
        await report.TabTo("#theme");
        await page.Keyboard.PressAsync("Space");
        Assert.Equal("true", await page.GetAttributeAsync("#theme", "aria-pressed"));
        Assert.NotEqual(light, await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));
    }

    [BrowserFact]
    public async Task Every_finding_says_why_and_how_though_the_text_is_in_the_page_once()
    {
        await using var report = await chromium.Open(Reports.Of(Samples.Many(30), Language.En));
        var page = report.Page;
        await page.ClickAsync("#list > li:nth-child(30) summary");
        var last = page.Locator("#list > li:nth-child(30)");
        await Expect(page, "document.querySelector('#list > li:nth-child(30) .why')");
        Assert.Contains("Outsourced members bring their own devices and networks.", await last.InnerTextAsync());
        Assert.Contains("Admin console → Security → Sign-in", await last.InnerTextAsync());
    }

    [BrowserFact]
    public async Task A_link_to_a_finding_opens_it_though_it_is_filtered_away()
    {
        await using var report = await chromium.Open(Reports.Everything(Language.Zh));
        var page = report.Page;
        await page.FillAsync("#q", "nothing has this text");
        await Expect(page, "!document.getElementById('none').hidden");
        await page.EvaluateAsync("location.hash = 'f-00000000000000000000000000000004'");
        await Expect(page, "document.getElementById('f-00000000000000000000000000000004').firstElementChild.open");
        Assert.True(await page.Locator("#f-00000000000000000000000000000004 .src").First.IsVisibleAsync());
    }

    [BrowserFact]
    public async Task It_can_be_read_without_script()
    {
        await using var report = await chromium.Open(Reports.Everything(Language.En), new Look { Script = false });
        var page = report.Page;
        Assert.Equal("The gate fails", await page.Locator("h1").InnerTextAsync());
        Assert.False(await page.Locator("#controls").IsVisibleAsync());
        Assert.False(await page.Locator("#tools").IsVisibleAsync());
        Assert.Equal(6, await report.Shown());
        await page.ClickAsync("#list > li:nth-child(1) summary");
        Assert.True(await page.Locator("#list > li:nth-child(1) .src").First.IsVisibleAsync());
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_paper_everything_is_open(bool script)
    {
        await using var report = await chromium.Open(Reports.Everything(Language.En), new Look { Script = script });
        var page = report.Page;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        if (script)
            await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        foreach (var part in await page.Locator("#list .d").AllAsync())
            Assert.True((await part.BoundingBoxAsync())!.Height > 20);
        Assert.False(await page.Locator("nav").IsVisibleAsync());
        Assert.True((await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true })).Length > 10_000);
        if (!script)
            return;
        await page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.Equal(0, await page.Locator("#list details[open]").CountAsync());
    }

    [BrowserFact]
    public async Task Paper_says_that_a_filter_left_something_out()
    {
        await using var report = await chromium.Open(Reports.Everything(Language.En));
        var page = report.Page;
        await page.CheckAsync("input[name=s][value='2']", new PageCheckOptions { Force = true });
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.Equal("Filtered: 1 / 6 findings", await page.Locator("#counted").InnerTextAsync());
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await page.ClickAsync("#clear");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.False(await page.Locator("#counted").IsVisibleAsync());
    }

    [BrowserFact]
    public async Task Hostile_texts_do_no_harm()
    {
        await using var report = await chromium.Open(Reports.Of(Hostile.Result()));
        var page = report.Page;
        await OpenSome(page);
        await page.ClickAsync("#lang");
        Assert.Empty(report.Troubles);
        Assert.False(await page.EvaluateAsync<bool>("'hit' in window"));
        Assert.Equal(JsonSerializer.Serialize(new { scripts = 1, styles = 1, foreign = 0, handlers = 0, links = 0, bases = 0 }), await page.EvaluateAsync<string>("""
            JSON.stringify({
              scripts: document.querySelectorAll('script').length,
              styles: document.querySelectorAll('style').length,
              foreign: document.querySelectorAll('img, iframe, object, embed, audio, video, a[href^="javascript" i]').length,
              handlers: Array.from(document.querySelectorAll('*')).filter(e => Array.from(e.attributes).some(a => /^on|^style$/i.test(a.name))).length,
              links: document.querySelectorAll('link:not([rel=icon])').length,
              bases: document.querySelectorAll('base').length,
            })
            """));

        // What was written is what is read.
        Assert.Contains(Hostile.Script, await page.TextContentAsync("#list") ?? "");
        Assert.DoesNotContain('\u202E', await page.ContentAsync());
        Assert.DoesNotContain('\u001B', await page.ContentAsync());
    }

    [BrowserFact]
    public async Task The_page_allows_no_script_but_its_own()
    {
        await using var report = await chromium.Open(Reports.Everything(Language.En));
        await report.Page.EvaluateAsync("""
            () => {
              const script = document.createElement('script')
              try { script.textContent = 'window.hit = true' } catch {}
              document.body.append(script)
              fetch('data:text/plain,x').catch(() => {})
            }
            """);
        Assert.False(await report.Page.EvaluateAsync<bool>("'hit' in window"));
        Assert.Contains(report.Troubles, t => t.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Five_thousand_findings_are_all_there()
    {
        await using var report = await chromium.Open(Reports.Of(Samples.Many(5_000), Language.En));
        var page = report.Page;
        Assert.Equal("5,000", await report.Count());
        await page.FillAsync("#q", "user004321");
        await Expect(page, "document.getElementById('count').textContent === '1'");
        Assert.Equal(1, await report.Shown());
        Assert.Empty(report.Troubles);
    }

    /// <summary>Waits until a condition holds, asked from outside: waiting within the page needs <c>eval</c>, which its policy forbids.</summary>
    private static async Task Expect(IPage page, string condition)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await page.EvaluateAsync<bool>($"Boolean({condition})"))
                return;
            await Task.Delay(50);
        }

        Assert.Fail($"After 15 seconds it still does not hold: {condition}");
    }

    /// <summary>Enough open parts to judge their insides by.</summary>
    private static async Task OpenSome(IPage page)
    {
        await page.EvaluateAsync("Array.from(document.querySelectorAll('details')).filter((_, i, all) => i < 25 || i > all.length - 10).forEach(d => d.open = true)");
        await Expect(page, "!document.querySelector('#list details[open] > noscript')");
    }
}
