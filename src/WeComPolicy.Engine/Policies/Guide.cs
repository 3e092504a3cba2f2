using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>A statement of the practice guide that the catalogue began with; <c>guide#N</c> refers to it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">What it says, in our words.</param>
/// <param name="NotCheckable">Why no rule can check it; null where rules can.</param>
/// <param name="Range">Where the statement stands.</param>
public sealed record GuideStatement(int Number, Bilingual Text, Bilingual? NotCheckable, SourceRange Range);

/// <summary>The practice guide, statement by statement.</summary>
/// <param name="Statements">All of them, by number.</param>
public sealed record Guide(IReadOnlyList<GuideStatement> Statements)
{
    /// <summary>How many statements there are.</summary>
    public const int StatementCount = 54;

    private static readonly Lazy<Guide> s_shipped = new(ReadShipped);

    /// <summary>The guide as it is shipped, from <c>policies/guide.yaml</c>.</summary>
    public static Guide Shipped => s_shipped.Value;

    private static Guide ReadShipped()
    {
        var diagnostics = new List<InputDiagnostic>();
        var read = DocumentReader.Read(ShippedFiles.Guide());
        return read.Document is { } document && GuideReader.Read(document, diagnostics) is { } guide
            ? guide
            : throw new InvalidOperationException($"The shipped guide cannot be read: {string.Join("; ", read.Diagnostics.Concat(diagnostics).Select(d => d.Message.En))}");
    }
}
