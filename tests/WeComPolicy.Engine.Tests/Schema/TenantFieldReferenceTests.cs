using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Tests.Schema;

public sealed class TenantFieldReferenceTests
{
    [Theory]
    [InlineData(Language.Zh, "离职日期")]
    [InlineData(Language.En, "last day of work")]
    public void Every_field_has_a_row(Language language, string text)
    {
        var writer = new StringWriter();
        TenantFieldReference.Write(writer, TenantSchema.V1, language);
        var lines = writer.ToString().Split('\n');
        var fields = TenantSchema.V1.Types.Append(TenantSchema.V1.Root).Sum(t => t.Fields.Count);
        Assert.Equal(fields, lines.Count(l => l.StartsWith("| `", StringComparison.Ordinal)));
        Assert.All(lines.Where(l => l.StartsWith('|')), l => Assert.Equal(8, l.Replace("\\|", "", StringComparison.Ordinal).Count(c => c == '|')));
        Assert.Contains(lines, l => l.Contains("`leave_on`", StringComparison.Ordinal) && l.Contains(text, StringComparison.Ordinal));
    }
}
