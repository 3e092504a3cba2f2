using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>Every mutant of a rule's expressions and parameters that the loader takes.</summary>
internal sealed class RuleMutations
{
    private readonly CompiledRule _rule;
    private readonly RuleCompiler _compiler;
    private readonly MutantNames _names;
    private readonly List<RuleMutation> _mutations = [];

    private RuleMutations(CompiledRule rule, RuleCompiler compiler, MutantNames names)
    {
        _rule = rule;
        _compiler = compiler;
        _names = names;
    }

    /// <summary>The mutants, expressions first, each in the order of its text.</summary>
    public static IReadOnlyList<IMutation> Of(CompiledRule rule, RuleCompiler compiler, MutantNames names)
    {
        var mutations = new RuleMutations(rule, compiler, names);
        if (rule is ExpressionRule expressions)
            mutations.MutateExpressions(expressions);
        mutations.MutateParameters();
        return mutations._mutations;
    }

    private void MutateExpressions(ExpressionRule rule)
    {
        // What a message says is no verdict: without it a mutant is made and run sooner.
        var body = rule.Body with { Message = (rule.Body.Message.Zh.Rewritten(""), rule.Body.Message.En.Rewritten("")) };
        foreach (var part in RulePart.WithPlace(rule))
        {
            var text = part.Source.Text;
            var texts = new HashSet<string>(StringComparer.Ordinal);
            foreach (var rewrite in ExpressionMutator.Of(part.Ast, decides: part.Name != "at"))
            {
                var mutated = part.Source.Rewritten(rewrite.Apply(text));
                if (Parser.Parse(mutated.Text).Root is { } root && texts.Add(ExpressionPrinter.Print(root)))
                    Add(part, rewrite.From, rewrite.To, part.Source.RangeOf(rewrite.Node.Span), Put(body, part.Name, mutated));
            }

            if (part.Name == "when")
                Add(part, OneLine(text), Mutant.Removed, part.Source.RangeOf(new TextSpan(0, text.Length)), body with { When = null });
        }
    }

    private void Add(RulePart part, string from, string to, SourceRange range, ExpressionBody body) =>
        Add(part.Name, from, to, range, _rule.Definition with { Body = body });

    private void Add(string part, string from, string to, SourceRange range, RuleDefinition mutated)
    {
        var mutation = new RuleMutation(_names.Name(part, from, to, range), mutated, _compiler);
        if (mutation.Loads)
            _mutations.Add(mutation);
        else
            _names.Forget(mutation.Mutant);
    }

    private static ExpressionBody Put(ExpressionBody body, string part, ExpressionSource source) => part switch
    {
        "require" => body with { Require = source },
        "when" => body with { When = source },
        "at" => body with { At = source },
        _ when part.StartsWith("each.", StringComparison.Ordinal) => body with { Each = Put(body.Each, part["each.".Length..], source) },
        _ => body with { Variables = Put(body.Variables, part["variables.".Length..], source) },
    };

    private static IReadOnlyList<NamedExpression> Put(IReadOnlyList<NamedExpression> list, string name, ExpressionSource source) =>
        [.. list.Select(e => string.Equals(e.Name, name, StringComparison.Ordinal) ? e with { Expression = source } : e)];

    private static string OneLine(string text) => Parser.Parse(text).Root is { } root ? ExpressionPrinter.Print(root) : text;

    private void MutateParameters()
    {
        var definition = _rule.Definition;
        for (var i = 0; i < definition.Parameters.Count; i++)
        {
            var (name, value, range) = definition.Parameters[i];
            foreach (var other in ParameterMutator.Of(value))
            {
                var parameters = definition.Parameters.ToList();
                parameters[i] = new RuleParameter(name, other, range);
                Add($"params.{name}", ParameterMutator.Text(value), ParameterMutator.Text(other), range, definition with { Parameters = parameters });
            }
        }
    }
}
