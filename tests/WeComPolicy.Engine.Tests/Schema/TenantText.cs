using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.Tests.Schema;

/// <summary>Short ways from a text to what the schema makes of it.</summary>
internal static class TenantText
{
    public static TenantCheckResult Check(string yaml, string path = "tenant.yaml")
    {
        var read = DocumentReader.Read(new SourceFile(path, yaml));
        Assert.Empty(read.Diagnostics);
        return TenantChecker.Check(read.Document!, TenantSchema.V1);
    }

    public static TypedDocument Typed(string yaml, string path = "tenant.yaml")
    {
        var result = Check(yaml, path);
        Assert.Empty(result.Diagnostics);
        return result.Typed;
    }

    public static TenantModel Model(params string[] files)
    {
        var merged = TenantModel.Merge([.. files.Select((f, i) => Typed(f, $"tenant{i}.yaml"))]);
        Assert.Empty(merged.Diagnostics);
        return merged.Model!;
    }

    /// <summary>The one mistake of a text in which « and » mark where it must be told.</summary>
    public static InputDiagnostic Mistake(string marked, string code)
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        var text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var diagnostic = Assert.Single(Check(text).Diagnostics);
        Assert.Equal(code, diagnostic.Code);
        Assert.Equal((start, end), (diagnostic.Range!.Value.Span.Start, diagnostic.Range.Value.Span.End));
        Assert.NotEqual("", diagnostic.Message.Zh);
        Assert.NotEqual("", diagnostic.Message.En);
        return diagnostic;
    }
}
