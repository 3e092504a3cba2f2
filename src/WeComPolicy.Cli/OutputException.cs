using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>A report cannot be written where the user wants it.</summary>
internal sealed class OutputException(Bilingual text) : Exception(text.En)
{
    public Bilingual Text { get; } = text;
}
