namespace WeComPolicy.Reporting.Text;

/// <summary>A mark within one line.</summary>
/// <param name="Start">Offset in the line.</param>
/// <param name="End">Offset in the line, behind the last character.</param>
/// <param name="Label">What is said; may be empty.</param>
/// <param name="Primary">As in <see cref="Mark.Primary"/>.</param>
internal sealed record RowMark(int Start, int End, string Label, bool Primary);
