using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// Follows an address back through locals, fields, properties, formats, builders and request objects, also into other files.
/// What cannot be followed becomes a hole and leaves its name. Every step is counted; a long way ends early, never wrongly.
/// </summary>
internal sealed partial class UrlReader
{
    private const int MaxSteps = 300;

    private const int MaxDepth = 24;

    private const int MaxLength = 4_000;

    private const int MaxWrites = 16;

    private readonly StringBuilder _text = new();

    private readonly StringBuilder _names = new();

    private readonly StringBuilder _parameters = new();

    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    private readonly SyntaxNode? _member;

    private readonly CancellationToken _cancellation;

    private int _steps;

    private bool _usesParameter;

    private bool _usesObject;

    /// <summary>What is read now was put into a field or property of the object.</summary>
    private bool _isStored;

    private StrongBox<INamedTypeSymbol?>? _typeAround;

    private UrlReader(SyntaxNode? member, CancellationToken cancellation)
    {
        _member = member;
        _cancellation = cancellation;
    }

    /// <summary>Reads the address of a call from what it is called on and what is handed over.</summary>
    public static UrlText OfCall(InvocationExpressionSyntax call, SemanticModel model, SyntaxNode? member, CancellationToken cancellation)
    {
        var reader = new UrlReader(member, cancellation);
        if (CallSyntax.Receiver(call) is { } receiver)
        {
            reader.Visit(receiver, model, 0);
            reader.Line();
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax or AnonymousObjectCreationExpressionSyntax)
                continue;
            reader.Visit(argument.Expression, model, 0);
            reader.Line();
        }

        return reader.Result();
    }

    public static UrlText Of(ExpressionSyntax expression, SemanticModel model, SyntaxNode? member, CancellationToken cancellation)
    {
        var reader = new UrlReader(member, cancellation);
        reader.Visit(expression, model, 0);
        return reader.Result();
    }

    private UrlText Result() => new(_text.ToString(), _names.ToString().Trim(), _parameters.ToString().Trim(), _usesParameter, _usesObject);

    private void Line() => _text.Append('\n');

    private void Hole(string name)
    {
        _text.Append(StringText.Hole);
        Name(name);
    }

    private void Name(string name)
    {
        if (name.Length > 0 && _names.Length < MaxLength)
            _names.Append(WeComWords.Normalize(name)).Append(' ');
    }

    private void Visit(ExpressionSyntax? expression, SemanticModel model, int depth)
    {
        if (expression is null)
            return;
        if (++_steps > MaxSteps || depth > MaxDepth || _text.Length > MaxLength)
        {
            Hole("");
            return;
        }

        expression = Wrapped.Value(expression);
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                if (literal.IsKind(SyntaxKind.StringLiteralExpression))
                    _text.Append(literal.Token.ValueText);
                else if (literal.IsKind(SyntaxKind.NumericLiteralExpression))
                    _text.Append(literal.Token.ValueText);
                break;
            case InterpolatedStringExpressionSyntax interpolated:
                foreach (var content in interpolated.Contents)
                {
                    if (content is InterpolatedStringTextSyntax text)
                        _text.Append(text.TextToken.ValueText);
                    else if (content is InterpolationSyntax hole)
                        Visit(hole.Expression, model, depth + 1);
                }

                break;
            case ConditionalExpressionSyntax choice:
                Visit(choice.WhenTrue, model, depth + 1);
                Line();
                Visit(choice.WhenFalse, model, depth + 1);
                break;
            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                VisitSum(sum, model, depth);
                break;
            case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression):
                Visit(coalesce.Left, model, depth + 1);
                Line();
                Visit(coalesce.Right, model, depth + 1);
                break;
            case ConditionalAccessExpressionSyntax conditional:
                Visit(conditional.Expression, model, depth + 1);
                if (conditional.WhenNotNull is MemberBindingExpressionSyntax binding)
                    Hole(binding.Name.Identifier.ValueText);
                break;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                VisitName(expression, model, depth);
                break;
            case ElementAccessExpressionSyntax element:
                VisitElement(element, model, depth);
                break;
            case InvocationExpressionSyntax call:
                VisitCall(call, model, depth);
                break;
            case BaseObjectCreationExpressionSyntax creation:
                VisitCreation(creation, model, depth);
                break;
            case AssignmentExpressionSyntax assignment:
                Visit(assignment.Right, model, depth + 1);
                break;
            case ArrayCreationExpressionSyntax { Initializer: { } items }:
                VisitItems(items.Expressions, model, depth);
                break;
            case ImplicitArrayCreationExpressionSyntax { Initializer: { } items }:
                VisitItems(items.Expressions, model, depth);
                break;
            case TupleExpressionSyntax tuple:
                VisitItems(tuple.Arguments.Select(argument => argument.Expression), model, depth);
                break;
            case CollectionExpressionSyntax list:
                VisitItems(list.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression), model, depth);
                break;
            default:
                Hole("");
                break;
        }
    }

    /// <summary><c>AppSettings["sendUrl"]</c>, <c>configuration["WeCom:Url"]</c>, <c>urls[0]</c></summary>
    private void VisitElement(ElementAccessExpressionSyntax element, SemanticModel model, int depth)
    {
        if (element.ArgumentList.Arguments is { Count: 1 } at && VisitAll(AddressTable.At(element.Expression, at[0].Expression, model, _cancellation), model, depth))
            return;
        if (element.ArgumentList.Arguments.Count > 0 && ConstantText(element.ArgumentList.Arguments[0].Expression, model) is { } key)
        {
            if (AddressCarrier.NamesAddress(key) && model.GetSymbolInfo(element.Expression, _cancellation).Symbol is IParameterSymbol given && IsOfMember(given) && !InQuery())
                UsesParameter(ofObject: false);
            if (!VisitConfigured(SectionOf(element.Expression, model) + key, model))
                Hole(key);
        }
        else
        {
            Hole(CallSyntax.NameOf(element.Expression));
        }
    }

    /// <summary><c>GetSection("WeCom")["Url"]</c> asks for <c>WeCom:Url</c>.</summary>
    private string SectionOf(ExpressionSyntax? settings, SemanticModel model)
    {
        var section = "";
        for (var links = 0; links < MaxDepth && settings is InvocationExpressionSyntax call; links++)
        {
            if (CallSyntax.NameOf(call.Expression) is "GetSection" or "GetRequiredSection" && call.ArgumentList.Arguments is { Count: 1 } names && ConstantText(names[0].Expression, model) is { } name)
                section = name + ":" + section;
            settings = CallSyntax.Receiver(call);
        }

        return section;
    }

    private string? ConstantText(ExpressionSyntax expression, SemanticModel model) =>
        expression is LiteralExpressionSyntax literal ? literal.Token.ValueText
        : expression is IdentifierNameSyntax or MemberAccessExpressionSyntax && model.GetConstantValue(expression, _cancellation) is { HasValue: true, Value: string text } ? text : null;

    /// <summary>The addresses that the configuration of the project has under a key; its name is kept.</summary>
    private bool VisitConfigured(string key, SemanticModel model)
    {
        var found = ConfiguredAddresses.Of(model.Compilation).Under(key);
        for (var i = 0; i < found.Count; i++)
        {
            if (i > 0)
                Line();
            _text.Append(found[i]);
        }

        if (found.Count > 0)
            Name(key);
        return found.Count > 0;
    }

    /// <summary>Long sums are left-deep: gone through without recursion.</summary>
    private void VisitSum(BinaryExpressionSyntax sum, SemanticModel model, int depth)
    {
        var parts = new Stack<ExpressionSyntax>();
        ExpressionSyntax at = sum;
        while (at is BinaryExpressionSyntax next && next.IsKind(SyntaxKind.AddExpression) && parts.Count < MaxSteps)
        {
            parts.Push(next.Right);
            at = next.Left;
        }

        Visit(at, model, depth + 1);
        while (parts.Count > 0)
            Visit(parts.Pop(), model, depth + 1);
    }
}
