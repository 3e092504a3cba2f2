using System.Text;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Reporting.Tests;

public class JsonReportTests
{
    [Fact]
    public void Reports_conform_to_the_schema()
    {
        foreach (var result in (ScanResult[])[Samples.Everything(), Samples.Clean(), Samples.Unusable(), Samples.Many(30)])
        {
            using var report = JsonDocument.Parse(Samples.Write(result, "json"));
            Assert.Empty(Schema().Validate(report.RootElement));
        }
    }

    [Fact]
    public void The_schema_is_no_rubber_stamp()
    {
        var good = Encoding.UTF8.GetString(Samples.Write(Samples.Everything(), "json"));
        foreach (var (from, to) in ((string, string)[])
        [
            ("\"schemaVersion\": \"1\"", "\"schemaVersion\": 1"),
            ("\"severity\": \"medium\"", "\"severity\": \"grave\""),
            ("\"line\": ", "\"row\": "),
            ("\"asOf\": \"2026-03-31\"", "\"asOf\": \"31 March\""),
            ("\"role\": \"primary\"", "\"role\": \"main\""),
            ("\"owner\": ", "\"x\": "),
        ])
        {
            Assert.Contains(from, good);
            using var report = JsonDocument.Parse(good.Replace(from, to));
            Assert.NotEmpty(Schema().Validate(report.RootElement));
        }
    }

    [Fact]
    public void The_schema_is_the_same_from_both_writers()
    {
        using var stream = new MemoryStream();
        ResultJsonSchema.Write(stream);
        var text = new StringWriter();
        ResultJsonSchema.Write(text);
        Assert.Equal(Encoding.UTF8.GetString(stream.ToArray()), text.ToString());
        Assert.DoesNotContain('\r', text.ToString());
    }

    [Fact]
    public void Text_stays_readable_and_harmless()
    {
        var message = "名称“𠮷野家”😀 <script>alert('x')</script> &amp; \u202E \u001B[31m \u0000 \u2028 é" + (char)0xD83D;
        var json = Encoding.UTF8.GetString(Samples.Write(Samples.One(new SourceFile("a b.yaml", "x"), default, message), "json"));
        Assert.Contains("名称“𠮷野家”😀 \\u003Cscript\\u003Ealert(\\u0027x\\u0027)\\u003C/script\\u003E \\u0026amp; ", json);
        Assert.Contains("\\u202E \\u001B[31m \\u0000 \\u2028 é\uFFFD\"", json);
        Assert.All(json, c => Assert.True(c is '\n' or >= ' ' and not (char)0x7F));
        using var parsed = JsonDocument.Parse(json);
        Assert.Equal(message[..^1] + '\uFFFD', parsed.RootElement.GetProperty("findings")[0].GetProperty("message").GetString());
    }

    [Fact]
    public void Every_text_comes_through()
    {
        for (var c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 37)
        {
            if (c is >= 0xD800 and <= 0xDFFF)
                continue;
            var text = $"a{char.ConvertFromUtf32(c)}b";
            using var stream = new MemoryStream();
            using (var json = JsonOutput.Open(stream))
                json.WriteStringValue(text);
            Assert.Equal(text, JsonSerializer.Deserialize<string>(stream.ToArray()));
        }
    }

    [Fact]
    public void Languages_differ_only_in_the_chosen_texts()
    {
        using var zh = JsonDocument.Parse(Samples.Write(Samples.Everything(), "json", new ReportOptions { Language = Language.Zh }));
        using var en = JsonDocument.Parse(Samples.Write(Samples.Everything(), "json", new ReportOptions { Language = Language.En }));
        Assert.True(JsonElement.DeepEquals(zh.RootElement.GetProperty("rules"), en.RootElement.GetProperty("rules")));
        Assert.Equal("现有 4 名超级管理员，多于 3 名", zh.RootElement.GetProperty("findings")[3].GetProperty("message").GetString());
        Assert.Equal("The tenant has 4 super administrators, more than 3", en.RootElement.GetProperty("findings")[3].GetProperty("message").GetString());
        Assert.True(JsonElement.DeepEquals(
            zh.RootElement.GetProperty("findings")[3].GetProperty("messages"), en.RootElement.GetProperty("findings")[3].GetProperty("messages")));
    }

    [Fact]
    public void Odd_parameters_do_not_break_the_report()
    {
        var rule = Samples.Sharing with
        {
            Parameters = new Dictionary<string, object> { ["nan"] = double.NaN, ["big"] = 1e300, ["list"] = new object[] { 1L, new[] { "a" } } },
        };
        using var report = JsonDocument.Parse(Samples.Write(Samples.Clean() with { Rules = [rule] }, "json"));
        Assert.Equal("""{"big":1E+300,"list":[1,["a"]],"nan":"NaN"}""", JsonSerializer.Serialize(report.RootElement.GetProperty("rules")[0].GetProperty("params")));
    }

    private static SchemaValidator Schema()
    {
        using var stream = new MemoryStream();
        ResultJsonSchema.Write(stream);
        return new SchemaValidator(JsonDocument.Parse(stream.ToArray()).RootElement);
    }
}
