using WeComPolicy.Engine.Documents;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>What stands before a value on its line of a configuration file, such as its key: its identity without the value.</summary>
internal static class ConfigurationKey
{
    public static string At(SourceRange range)
    {
        var start = range.Start;
        var line = range.File.LineText(start.Line);
        return SecretText.Mask(line[..Math.Min(line.Length, start.Column - 1)].Trim().ToString());
    }
}
