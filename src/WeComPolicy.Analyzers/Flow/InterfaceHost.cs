using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// The address that a client of a declared interface is made with: <c>RestService.For&lt;IApi&gt;("https://…")</c>,
/// <c>AddHttpApi&lt;IApi&gt;(o => o.HttpHost = …)</c>, <c>AddRefitClient&lt;IApi&gt;().ConfigureHttpClient(c => c.BaseAddress = …)</c>.
/// </summary>
internal sealed class InterfaceHost
{
    private const int MaxUses = 16;

    private readonly SourceScope _scope;

    private readonly ConcurrentDictionary<string, string> _byName = new(StringComparer.Ordinal);

    public InterfaceHost(SourceScope scope) => _scope = scope;

    /// <summary>The address, or an empty text: by the interface's name, as far as it is written where the client is made.</summary>
    public string Of(INamedTypeSymbol type, CancellationToken cancellation) =>
        _byName.TryGetValue(type.Name, out var known) ? known : _byName.GetOrAdd(type.Name, Find(type.Name, cancellation));

    private string Find(string name, CancellationToken cancellation)
    {
        foreach (var tree in _scope.Trees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!TextSearch.Holds(tree.GetText(cancellation), StringComparison.Ordinal, "<" + name))
                continue;
            foreach (var made in tree.GetRoot(cancellation).DescendantNodes().OfType<GenericNameSyntax>().Where(generic => Makes(generic, name)).Take(MaxUses))
            {
                foreach (var value in ValuesIn(Around(made)))
                {
                    if (UrlReader.Of(value, _scope.ModelOf(tree), null, cancellation).Text is var text && text.IndexOf("://", StringComparison.Ordinal) >= 0)
                        return text;
                }
            }
        }

        return "";
    }

    private static bool Makes(GenericNameSyntax generic, string name) => generic.TypeArgumentList.Arguments is { Count: 1 } arguments
        && arguments[0] is NameSyntax named && WrittenType.Last(named) == name && WeComWords.ContainsAny(generic.Identifier.ValueText, "HttpApi", "Refit", "For", "Register", "Client", "Resolve", "Create", "RestEase");

    /// <summary>The whole chain of calls, or the statement.</summary>
    private static SyntaxNode Around(SyntaxNode made) => made.Ancestors().FirstOrDefault(node => node is StatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax) ?? made;

    private static IEnumerable<ExpressionSyntax> ValuesIn(SyntaxNode statement)
    {
        foreach (var node in statement.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax set && AddressCarrier.IsMember(CallSyntax.NameOf(set.Left)))
                yield return set.Right;
            else if (node is ArgumentSyntax { Expression: not AnonymousFunctionExpressionSyntax } argument)
                yield return argument.Expression;
        }
    }
}
