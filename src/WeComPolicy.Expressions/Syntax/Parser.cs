namespace WeComPolicy.Expressions.Syntax;

/// <summary>Parses CEL. Any text gives a result; nothing throws.</summary>
public static class Parser
{
    /// <summary>Parses a text.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="options">How to parse; null for the defaults.</param>
    public static ParseResult Parse(string text, ParseOptions? options = null)
    {
        options ??= new ParseOptions();
        if (text.Length > options.MaxLength)
        {
            var tooLong = new ExpressionDiagnostic(
                new TextSpan(0, text.Length),
                new Bilingual(
                    $"表达式有 {text.Length} 个字符，超过上限 {options.MaxLength}。",
                    $"The expression has {text.Length} characters, more than the limit of {options.MaxLength}."),
                new Bilingual("请拆成几个变量或几条规则。", "Split it into several variables or rules."));
            return new ParseResult(text, null, 0, [tooLong]);
        }

        var diagnostics = new DiagnosticCollector();
        var tokens = Lexer.Tokenize(text, diagnostics, out var unterminated);
        var parser = new ExpressionParser(text, tokens, options, diagnostics) { Unterminated = unterminated };
        var root = parser.ParseRoot();
        return new ParseResult(text, root, parser.NodeCount, diagnostics.ToList());
    }
}
