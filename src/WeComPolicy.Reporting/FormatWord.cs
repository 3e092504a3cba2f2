using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>The word of a format on the command line, with what help says of it.</summary>
/// <param name="Id">Such as <c>sarif</c>.</param>
/// <param name="Description">For whom it is, in a few words.</param>
public sealed record FormatWord(string Id, Bilingual Description);
