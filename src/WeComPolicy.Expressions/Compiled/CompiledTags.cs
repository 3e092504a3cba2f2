namespace WeComPolicy.Expressions.Compiled;

/// <summary>What stands before a node of a compiled expression.</summary>
internal enum NodeTag : byte
{
    Literal,
    Ident,
    Select,
    Has,
    Index,
    Call,
    Unary,
    Binary,
    Logical,
    Conditional,
    List,
    Map,
    Comprehension,
    Bind,
    Block,
    OptionalMap,
}

/// <summary>What stands before the type of a node; greater numbers are places in the table of types.</summary>
internal static class TypeTag
{
    /// <summary>Nothing is known.</summary>
    public const int None = 0;

    /// <summary>The record type that belongs to the expression alone, such as that of a rule's parameters.</summary>
    public const int Own = 1;

    /// <summary>The first type of the table.</summary>
    public const int First = 2;
}

/// <summary>What stands before the meaning of a node; greater numbers are places in the table of meanings.</summary>
internal static class ReferenceTag
{
    /// <summary>It has none.</summary>
    public const int None = 0;

    /// <summary>A variable; its slot follows.</summary>
    public const int Variable = 1;

    /// <summary>A variable that the expression itself declares; the id of the declaration follows.</summary>
    public const int Local = 2;

    /// <summary>A slot of a block; its index follows.</summary>
    public const int BlockSlot = 3;

    /// <summary>A field of the record type that belongs to the expression alone; its slot follows.</summary>
    public const int OwnField = 4;

    /// <summary>The first meaning of the table.</summary>
    public const int First = 5;
}

/// <summary>What stands before a meaning in the table of meanings.</summary>
internal enum MeaningTag : byte
{
    Field,
    Type,
    Call,
}
