using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Schema;

/// <summary>A place of a tenant file that looks like a secret. What stands there must never be shown.</summary>
/// <param name="Kind">What it looks like.</param>
/// <param name="Range">The text that must be masked wherever the file is quoted.</param>
/// <param name="Node">The value; −1 for a comment.</param>
public sealed record SecretSighting(Bilingual Kind, SourceRange Range, int Node);
