using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Html;

/// <summary>What is wrong with inputs and policies.</summary>
internal sealed class InputSection(ReportContext context)
{
    private const int Most = 500;

    public void Write()
    {
        var diagnostics = context.Result.Diagnostics;
        if (diagnostics.Count == 0)
            return;
        var page = context.Page;
        context.Open("input", new("输入与策略的问题", "Problems of inputs and policies"), diagnostics.Count);
        page.Raw("<ol class=\"problems\">");
        foreach (var diagnostic in diagnostics.Take(Most))
            Write(diagnostic);
        page.Raw("</ol>");
        if (diagnostics.Count > Most)
            page.Write($"<p>{new Bilingual($"另有 {Counted.Number(diagnostics.Count - Most)} 个未列出；JSON 格式列出全部。", $"{Counted.Number(diagnostics.Count - Most)} more not listed; the JSON format lists all.")}</p>");
        context.Close();
    }

    private void Write(InputDiagnostic diagnostic)
    {
        var page = context.Page;
        page.Write($"<li><h3><span class=\"st {(diagnostic.IsWarning ? "unknown" : "fail")}\">{(diagnostic.IsWarning ? new Bilingual("警告", "warning") : new Bilingual("错误", "error"))}</span> {diagnostic.Message} <code>{diagnostic.Code}</code></h3>");
        if (diagnostic.Range is { } range)
            context.Snippets.Write([Mark.Of(range, "", primary: true)]);
        else if (diagnostic.Path is { } path)
            page.Write($"<p class=\"at\">{path}</p>");
        if (diagnostic.Help is { } help)
            page.Write($"<p><b>{new Bilingual("办法：", "Help: ")}</b>{help}</p>");
        page.Raw("</li>\n");
    }
}
