using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>The text that a chain of literals, interpolations and constants makes; what is not constant is a <see cref="Hole"/>.</summary>
internal sealed class StringText
{
    /// <summary>Stands for a value that is known at run time only.</summary>
    public const char Hole = '\uFFFC';

    // Chains this long are generated or hostile; the first parts tell enough.
    private const int MaxParts = 512;

    private readonly List<KeyValuePair<int, SyntaxNode>> _parts = [];

    private StringText(ExpressionSyntax whole) => Whole = whole;

    /// <summary>The outermost expression of the chain.</summary>
    public ExpressionSyntax Whole { get; }

    public string Text { get; private set; } = "";

    /// <summary>The literals a rule is called for.</summary>
    public static readonly SyntaxKind[] LiteralKinds =
        [SyntaxKind.StringLiteralExpression, SyntaxKind.Utf8StringLiteralExpression, SyntaxKind.InterpolatedStringExpression];

    /// <summary>Whether the literal itself holds a word: the cheap question before anything is bound.</summary>
    public static bool Writes(SyntaxNode literal, string word) => literal switch
    {
        LiteralExpressionSyntax plain => Contains(plain.Token.ValueText, word),
        InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.Any(
            content => content is InterpolatedStringTextSyntax text && Contains(text.TextToken.ValueText, word)),
        _ => false,
    };

    /// <summary>Reads the whole chain around a literal.</summary>
    public static StringText Around(ExpressionSyntax literal, SemanticModel model, CancellationToken cancellation)
    {
        var whole = literal;
        for (var depth = 0; depth < MaxParts && whole.Parent is { } parent && IsLink(parent); depth++)
            whole = (ExpressionSyntax)parent;
        var result = new StringText(whole);
        result.Read(model, cancellation);
        return result;
    }

    /// <summary>The values that are known at run time only.</summary>
    public IEnumerable<ExpressionSyntax> Holes => _parts.Where(part => part.Key < Text.Length && Text[part.Key] == Hole).Select(part => part.Value).OfType<ExpressionSyntax>();

    /// <summary>The literal, or the name of the constant, that holds the character.</summary>
    public SyntaxNode PartAt(int index)
    {
        SyntaxNode found = Whole;
        foreach (var part in _parts)
        {
            if (part.Key > index)
                break;
            found = part.Value;
        }

        return found;
    }

    /// <summary>
    /// The one literal whose turn it is to report a secret in the chain. An action may report inside its own node only: an editor that
    /// looks at one file drops the rest. So a constant is reported at the literal before it, unless its name gets it reported where it is written.
    /// </summary>
    public SyntaxNode? Reporter(int anchor, int value, Func<string, bool> isTellingName)
    {
        var holder = PartAt(value);
        if (holder is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax)
            return holder;
        return isTellingName(WeComWords.Normalize(holder.ToString())) ? null : PartAt(anchor);
    }

    /// <summary>Whether a literal is joined with others.</summary>
    public static bool IsPart(ExpressionSyntax literal) => literal.Parent is { } parent && IsLink(parent);

    private static bool IsLink(SyntaxNode node) => node is ParenthesizedExpressionSyntax || node.IsKind(SyntaxKind.AddExpression);

    private static bool Contains(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private void Read(SemanticModel model, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var open = new Stack<ExpressionSyntax>();
        open.Push(Whole);
        while (open.Count > 0 && _parts.Count < MaxParts)
        {
            switch (open.Pop())
            {
                case ParenthesizedExpressionSyntax inner:
                    open.Push(inner.Expression);
                    break;
                case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                    open.Push(sum.Right);
                    open.Push(sum.Left);
                    break;
                case LiteralExpressionSyntax literal:
                    Append(literal, literal.Token.ValueText);
                    break;
                case InterpolatedStringExpressionSyntax interpolated:
                    foreach (var content in interpolated.Contents)
                    {
                        if (content is InterpolatedStringTextSyntax written)
                            Append(interpolated, written.TextToken.ValueText);
                        else if (content is InterpolationSyntax hole)
                            Append(hole.Expression, Constant(hole.Expression));
                    }

                    break;
                case { } other:
                    Append(other, Constant(other));
                    break;
            }
        }

        Text = text.ToString();

        void Append(SyntaxNode part, string value)
        {
            _parts.Add(new(text.Length, part));
            text.Append(value);
        }

        string Constant(ExpressionSyntax expression) => expression is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax
            && model.GetConstantValue(expression, cancellation) is { HasValue: true, Value: string value } ? value : Hole.ToString();
    }
}
