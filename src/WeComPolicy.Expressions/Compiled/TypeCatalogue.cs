using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>The types of a host, which a compiled form names by their place. Both sides must hold the same.</summary>
/// <param name="Records">Every record type that expressions may meet.</param>
/// <param name="Words">The values of every enumeration, each list the one that its <see cref="EnumType"/> holds.</param>
public sealed record TypeCatalogue(IReadOnlyList<RecordType> Records, IReadOnlyList<IReadOnlyList<string>> Words);
