namespace WeComPolicy.Expressions.Syntax;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind : byte
{
    End,

    /// <summary>A piece of text that is no token; its mistake has been told already.</summary>
    Error,
    Identifier,
    QuotedIdentifier,
    Reserved,
    Int,
    UInt,
    Double,
    String,
    Bytes,
    True,
    False,
    Null,
    In,
    Dot,
    Comma,
    Colon,
    Question,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Not,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,

    /// <summary><c>=&gt;</c>, which CEL does not have.</summary>
    Arrow,
}

/// <summary>A token: its place and what it stands for (a name, a number, a text, bytes).</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, object? Value = null)
{
    public TextSpan Span => TextSpan.Between(Start, End);

    public string Name => (string)Value!;
}
