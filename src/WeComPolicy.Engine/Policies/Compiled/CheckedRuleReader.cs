using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Compiled;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>Makes a rule of what <see cref="CheckedRuleWriter"/> wrote.</summary>
internal sealed class CheckedRuleReader
{
    private readonly ExpressionReader _expressions;
    private readonly CompiledReader _from;
    private readonly VariableDeclaration[] _variables;
    private readonly RecordType _own;
    private readonly CelEnvironment _environment;

    private CheckedRuleReader(ExpressionReader expressions, CompiledReader from, CelEnvironment environment, RecordType own)
    {
        _expressions = expressions;
        _from = from;
        _own = own;
        _variables = new VariableDeclaration[RuleVariables.ParametersSlot + 1 + from.ReadCount()];
        for (var slot = 0; slot < RuleVariables.ParametersSlot; slot++)
            _variables[slot] = environment.Variables[slot];
        _variables[RuleVariables.ParametersSlot] = new VariableDeclaration(RuleVariables.Parameters, own, RuleVariables.ParametersSlot, null);
        for (var slot = RuleVariables.ParametersSlot + 1; slot < _variables.Length; slot++)
            _variables[slot] = Variable(slot);
        _environment = environment.WithVariables(_variables[RuleVariables.ParametersSlot..]);
    }

    /// <summary>The rule, ready to judge.</summary>
    /// <param name="expressions">The tables of the form.</param>
    /// <param name="from">Where the rule stands.</param>
    /// <param name="definition">The rule as its file states it.</param>
    /// <param name="environment">What all rules can use.</param>
    public static ExpressionRule Read(ExpressionReader expressions, CompiledReader from, RuleDefinition definition, CelEnvironment environment)
    {
        var values = new (string, object)[definition.Parameters.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (definition.Parameters[i].Name, definition.Parameters[i].Value);
        var parameters = new ParameterRecord(values);
        return new CheckedRuleReader(expressions, from, environment, parameters.RecordType).Rule(definition, (ExpressionBody)definition.Body, Value.Record(parameters, 0));
    }

    private ExpressionRule Rule(RuleDefinition definition, ExpressionBody body, Value parameters) => new(definition)
    {
        Body = body,
        Environment = _environment,
        Parameters = parameters,
        Each = Each(body),
        When = _from.ReadFlag() ? Expression(body.When!) : null,
        WhenIsOuter = _from.ReadFlag(),
        Require = Expression(body.Require),
        At = _from.ReadFlag() ? Expression(body.At!) : null,
        // All that is left to read; nobody needs it before something fails.
        WhenFailed = new Lazy<MessageTemplate>(() => new MessageTemplate(Pieces(), Pieces())),
    };

    private VariableDeclaration Variable(int slot)
    {
        var name = _from.ReadText();
        if (!_from.ReadFlag())
            return new VariableDeclaration(name, _expressions.ReadType(_from, _own)!, slot, null);
        var definition = _expressions.Read(_from, _variables, _own);
        return new VariableDeclaration(name, definition.Type, slot, definition);
    }

    private EachLevel[] Each(ExpressionBody body)
    {
        var levels = new EachLevel[_from.ReadCount()];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = new EachLevel(body.Each[i].Name, _from.ReadCount(), Expression(body.Each[i].Expression));
        return levels;
    }

    private RuleExpression Expression(ExpressionSource source) => new(source, Program());

    private CelProgram Program() => CelProgram.Compile(_expressions.Read(_from, _variables, _own), _environment);

    private MessagePiece[] Pieces()
    {
        var pieces = new MessagePiece[_from.ReadCount()];
        for (var i = 0; i < pieces.Length; i++)
        {
            var literal = _from.ReadText();
            var dependsOnToday = _from.ReadFlag();
            pieces[i] = new MessagePiece(literal, _from.ReadFlag() ? Program() : null) { DependsOnToday = dependsOnToday };
        }

        return pieces;
    }
}
