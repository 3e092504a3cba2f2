using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Reporting.Text;

/// <summary>What a piece of text is, of which follows its colour.</summary>
internal enum Ink : byte
{
    Plain,
    Bold,
    Faint,
    Gutter,
    Related,
    Critical,
    High,
    Medium,
    Low,
    Info,
    Good,
    Added,
}

/// <summary>The colours of a terminal's own palette: people set it to what they can read.</summary>
internal static class InkColors
{
    public static Ink Of(Severity severity) => severity switch
    {
        Severity.Critical => Ink.Critical,
        Severity.High => Ink.High,
        Severity.Medium => Ink.Medium,
        Severity.Low => Ink.Low,
        _ => Ink.Info,
    };

    public static string Escape(Ink ink) => ink switch
    {
        Ink.Bold => "\e[1m",
        Ink.Faint => "\e[2m",
        Ink.Gutter => "\e[1;34m",
        Ink.Related => "\e[36m",
        Ink.Critical => "\e[1;35m",
        Ink.High => "\e[1;31m",
        Ink.Medium => "\e[1;33m",
        Ink.Low => "\e[1;36m",
        Ink.Info => "\e[1;34m",
        Ink.Good or Ink.Added => "\e[32m",
        _ => "",
    };
}
