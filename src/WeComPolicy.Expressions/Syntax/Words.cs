namespace WeComPolicy.Expressions.Syntax;

/// <summary>The words of the language that are no free names, and what a name may consist of.</summary>
internal static class Words
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace",
        "return", "var", "void", "while",
    };

    public static bool IsReserved(string word) => Reserved.Contains(word);

    /// <summary>Whether the word is a keyword: neither a name nor a field may be called so without quotes.</summary>
    public static bool IsKeyword(string word) => word is "true" or "false" or "null" or "in";

    /// <summary>Whether the text may be written as a field after a dot without backquotes.</summary>
    public static bool IsPlainField(string text) =>
        text.Length > 0 && IsNameStart(text[0]) && text.All(IsNamePart) && !IsKeyword(text);

    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    public static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Whether the character may stand between backquotes.</summary>
    public static bool IsQuotedPart(char c) => IsNamePart(c) || c is '.' or '-' or '/' or ' ';
}
