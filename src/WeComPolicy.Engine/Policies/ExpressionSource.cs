using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>An expression as it stands in a policy file: maps places within its text to places in the file.</summary>
public sealed class ExpressionSource
{
    private readonly Lazy<LocatedDocument> _document;
    private readonly TextSpan _part;
    private int[]? _offsets;

    /// <summary>The whole text of a scalar.</summary>
    public ExpressionSource(LocatedDocument document, int node)
        : this(document, node, new TextSpan(0, document.Text(node).Length))
    {
    }

    /// <summary>A part of a scalar's text, such as what stands between <c>{{</c> and <c>}}</c>.</summary>
    public ExpressionSource(LocatedDocument document, int node, TextSpan part)
    {
        _document = new Lazy<LocatedDocument>(document);
        Node = node;
        _part = part;
        Text = document.Text(node).Substring(part.Start, part.Length);
    }

    /// <summary>The whole text of a scalar, known without the file, which is read when somebody asks for a place in it.</summary>
    internal ExpressionSource(Lazy<LocatedDocument> document, int node, string text)
    {
        _document = document;
        Node = node;
        _part = new TextSpan(0, text.Length);
        Text = text;
    }

    private ExpressionSource(ExpressionSource written, string text)
    {
        _document = written._document;
        Node = written.Node;
        _part = written._part;
        Text = text;
    }

    /// <summary>The policy file.</summary>
    public LocatedDocument Document => _document.Value;

    /// <summary>The scalar.</summary>
    public int Node { get; }

    /// <summary>The expression.</summary>
    public string Text { get; }

    /// <summary>The place in the file of a stretch of <see cref="Text"/>.</summary>
    public SourceRange RangeOf(TextSpan span)
    {
        _offsets ??= ScalarAlignment.Align(Document, Node);
        var start = Math.Clamp(_part.Start + span.Start, 0, _offsets.Length - 1);
        var end = Math.Clamp(_part.Start + span.End, start, _offsets.Length - 1);
        // The end is taken from the last character, so that a fold or an escape behind it stays outside.
        var fileEnd = end > start ? _offsets[end - 1] + 1 : _offsets[start];
        return new SourceRange(Document.File, TextSpan.Between(_offsets[start], Math.Max(_offsets[start], fileEnd)));
    }

    /// <summary>Another text in the same place: what a mutation makes of the expression. Places within it are those of the file, roughly.</summary>
    internal ExpressionSource Rewritten(string text) => new(this, text);

    /// <summary>The diagnostics of the expression as mistakes in the file.</summary>
    public IEnumerable<InputDiagnostic> Located(IEnumerable<ExpressionDiagnostic> diagnostics) =>
        diagnostics.Select(d => InputDiagnostic.At(RangeOf(d.Span), "expression", d.Message, d.Hint));
}
