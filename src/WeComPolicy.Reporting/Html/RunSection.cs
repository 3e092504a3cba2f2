using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>About the run: the day of judgement, the version, the inputs, what was not read, what decides the gate.</summary>
internal sealed class RunSection(ReportContext context)
{
    private const int MostFiles = 200;

    private readonly HtmlPage _page = context.Page;

    public void Write()
    {
        var result = context.Result;
        context.Open("run", new("关于这次运行", "About this run"));
        _page.Raw("<dl class=\"run\">");
        Row(new("判定日期", "judged as of"), () => _page.Write($"{result.AsOf}"));
        Row(new("工具", "tool"), () => _page.Write($"wecom-policy {result.ToolVersion}"));
        Row(new("退出码", "exit code"), () => _page.Write($"{context.Summary.ExitCode:D}"));
        Row(new("门禁", "gate"), () => _page.Write($"<code>--fail-on {(result.Gate.FailOn is { } level ? Terms.Keyword(level) : "never")}{(result.Gate.AllowUnknown ? " --allow-unknown" : "")}</code>"));
        if (result.ProjectFile is { } project)
            Row(new("项目文件", "project file"), () => _page.Write($"<span class=\"at\">{project}</span>"));
        if (result.Profile.Length > 0)
            Row(new("配置档", "profile"), () => _page.Write($"{result.Profile}"));
        if (result.Baseline is { } baseline)
            Row(new("基线", "baseline"), () => _page.Write($"<span class=\"at\">{baseline.Path}</span>"));
        foreach (var tenant in result.Tenants)
        {
            Row(new("租户", "tenant"), () =>
            {
                _page.Write($"<span class=\"at\">{tenant.Id}</span>");
                if (tenant.Name is { } name)
                    _page.Write($" {name}");
                Files(tenant.Files);
            });
        }

        WriteCode();
        if (result.Skipped.Count > 0)
        {
            Row(new("未读取的文件", "files not read"), () =>
            {
                _page.Raw("<ul class=\"plain\">");
                foreach (var skipped in result.Skipped.Take(MostFiles))
                    _page.Write($"<li><span class=\"at\">{skipped.Path}</span> {skipped.Why}</li>");
                _page.Raw("</ul>");
                More(result.Skipped.Count);
            });
        }

        _page.Raw("</dl>");
        context.Close();
    }

    private void WriteCode()
    {
        if (context.Result.Code is not { } code)
            return;
        Row(new("代码", "code"), () =>
        {
            var parts = new List<Bilingual>
            {
                Counted.Of(code.Projects, "个项目", "project"),
                Counted.Of(code.SourceFiles, "个 C# 文件", "C# file"),
                Counted.Of(code.Lines, "行", "line"),
                Counted.Of(code.ConfigurationFiles, "个配置文件", "configuration file"),
                new($"识别出的企业微信调用 {Counted.Number(code.CallSites)} 处", Counted.Of(code.CallSites, "", "WeCom call site").En + " recognised"),
            };
            _page.Write($"{Counted.Join(parts)}");
            if (code.SuppressedInSource + code.SuppressedByConfig + code.Ignored > 0)
            {
                _page.Write($"<p class=\"notice\">{new Bilingual(
                    $"已抑制：#pragma 与 SuppressMessage {Counted.Number(code.SuppressedInSource)} 处，.editorconfig {Counted.Number(code.SuppressedByConfig)} 处，忽略注释 {Counted.Number(code.Ignored)} 处",
                    $"Suppressed: {Counted.Number(code.SuppressedInSource)} by #pragma and SuppressMessage, {Counted.Number(code.SuppressedByConfig)} by .editorconfig, {Counted.Number(code.Ignored)} by ignore comments")}</p>");
            }
        });
    }

    private void Files(IReadOnlyList<string> files)
    {
        _page.Raw("<ul class=\"plain files\">");
        foreach (var file in files.Take(MostFiles))
            _page.Write($"<li class=\"at\">{file}</li>");
        _page.Raw("</ul>");
        More(files.Count);
    }

    private void More(int count)
    {
        if (count > MostFiles)
            _page.Write($"<p>{new Bilingual($"另有 {Counted.Number(count - MostFiles)} 个。", $"And {Counted.Number(count - MostFiles)} more.")}</p>");
    }

    private void Row(Bilingual name, Action value)
    {
        _page.Write($"<div><dt>{name}</dt><dd>");
        value();
        _page.Raw("</dd></div>\n");
    }
}
