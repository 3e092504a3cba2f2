using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation.Builtins;
using WeComPolicy.Engine.Functions;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Policies;

/// <summary>Checks the expressions of a rule against the tenant schema and compiles them; reports every mistake at its place.</summary>
public sealed class RuleCompiler
{
    /// <summary>
    /// How deep loops over lists of the tenant may nest, <c>each</c> counting as one: two make every member meet every
    /// department, three would make a large tenant's check run for hours.
    /// </summary>
    public const int MaxLoopDepth = 2;

    /// <summary>A compiler for rules about tenants of that type.</summary>
    public RuleCompiler(CelType tenantType) =>
        Environment = CelEnvironment.Standard
            .WithLibrary(WeComLibrary.Library)
            .WithVariable(RuleVariables.Tenant, tenantType)
            .WithVariable(RuleVariables.Today, CelType.Timestamp);

    /// <summary>What the expressions of all rules can use.</summary>
    internal CelEnvironment Environment { get; }

    /// <summary>The rule ready to run; null, with diagnostics, where an expression does not check.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="parameterOverrides">Values that take the place of the rule's own.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    /// <param name="isKnownGood">
    /// Whether tests hold that nothing is wrong with the rule, as with shipped ones: what a scan does not need before something fails is
    /// left for then.
    /// </param>
    public CompiledRule? Compile(
        RuleDefinition rule,
        IReadOnlyDictionary<string, object>? parameterOverrides,
        ICollection<InputDiagnostic> diagnostics,
        bool isKnownGood = false)
    {
        var values = new (string Name, object Value)[rule.Parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (name, stated, _) = rule.Parameters[i];
            values[i] = (name, parameterOverrides is not null && parameterOverrides.TryGetValue(name, out var value) ? value : stated);
        }

        if (rule.Body is BuiltinBody builtin)
            return Builtin.Compile(rule, builtin, ByName(values), diagnostics);
        var parameters = new ParameterRecord(values);
        return new Session(Environment.WithVariable(RuleVariables.Parameters, parameters.RecordType), rule, (ExpressionBody)rule.Body, diagnostics, isKnownGood)
            .Compile(Value.Record(parameters, 0));
    }

    private static Dictionary<string, object> ByName((string Name, object Value)[] values)
    {
        var byName = new Dictionary<string, object>(values.Length, StringComparer.Ordinal);
        foreach (var (name, value) in values)
            byName.Add(name, value);
        return byName;
    }

    /// <summary>One rule's compilation.</summary>
    private sealed class Session(CelEnvironment environment, RuleDefinition rule, ExpressionBody body, ICollection<InputDiagnostic> diagnostics, bool isKnownGood)
    {
        // Each expression is asked what it mentions before it is checked.
        private readonly Dictionary<string, ParseResult> _parsed = new(StringComparer.Ordinal);
        private readonly HashSet<string> _elementNames = new(StringComparer.Ordinal);

        // What the day of judgement changes.
        private readonly HashSet<string> _ofToday = new(StringComparer.Ordinal) { RuleVariables.Today };
        private CelEnvironment _environment = environment;
        private IReadOnlyList<CheckedAst> _assumed = [];
        private bool _failed;

        public ExpressionRule? Compile(Value parameters)
        {
            // Variables that need no element come first, so that `each` itself can use them and they are computed once.
            var later = new List<NamedExpression>();
            var elements = body.Each.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var variable in body.Variables)
            {
                if (MentionsAny(variable.Expression, elements))
                {
                    elements.Add(variable.Name);
                    later.Add(variable);
                }
                else
                    Define(variable);
            }

            var each = new List<EachLevel>();
            var depth = 0;
            foreach (var level in body.Each)
            {
                if (CompileEach(level, ref depth) is { } compiled)
                    each.Add(compiled);
            }

            foreach (var variable in later)
                Define(variable);

            var when = body.When is null ? null : CompileBool(body.When, depth);
            // What follows is looked at only where `when` holds.
            if (when is not null)
                _assumed = [when.Program.Ast];
            var require = CompileBool(body.Require, depth);
            var at = body.At is null ? null : CompileExpression(body.At, null, depth);
            var message = isKnownGood ? null : CompileMessages(depth);
            if (_failed || require is null || (message is null && !isKnownGood))
                return null;
            var ready = new ExpressionRule(rule)
            {
                Body = body,
                Environment = _environment,
                Parameters = parameters,
                Each = each,
                When = when,
                WhenIsOuter = body.When is not null && !MentionsAny(body.When, elements),
                Require = require,
                At = at,
                WhenFailed = message is not null
                    ? new Lazy<MessageTemplate>(message)
                    : new Lazy<MessageTemplate>(() => CompileMessages(depth) ?? throw new InvalidOperationException($"The message of {rule.Descriptor.Id} does not compile.")),
            };
            if (isKnownGood)
                return ready;
            foreach (var mistake in ConstantRule.Check(ready))
            {
                diagnostics.Add(mistake);
                _failed = true;
            }

            return _failed ? null : ready;
        }

        private void Define(NamedExpression variable)
        {
            if (!CheckNew(variable))
                return;
            if (MentionsAny(variable.Expression, _ofToday))
                _ofToday.Add(variable.Name);
            var checkedAst = Check(variable.Expression, null);
            // A variable that failed still gets its name, so that its users are not reported too.
            _environment = checkedAst is null
                ? _environment.WithVariable(variable.Name, CelType.Error)
                : _environment.WithDefinition(variable.Name, checkedAst);
        }

        private EachLevel? CompileEach(NamedExpression level, ref int depth)
        {
            if (!CheckNew(level))
                return null;
            var range = CompileExpression(level.Expression, null, depth, out var type);
            var element = CelType.Error;
            if (type is not null)
            {
                if (type.Kind == CelTypeKind.List)
                    element = type.Parameters[0];
                else
                {
                    Report(
                        level.Expression.RangeOf(new TextSpan(0, level.Expression.Text.Length)),
                        "expression",
                        new Bilingual($"“each”需要列表，这里是 {type}。", $"'each' needs a list, this is {type}."),
                        null);
                }
            }

            _environment = _environment.WithVariable(level.Name, element);
            // A list inside the element of an outer level (each range of each member) adds no loop over the tenant; a list of
            // the tenant does, and so does one that is gathered anew for each outer element.
            depth += range is not null && MentionsAny(level.Expression, _elementNames) ? range.Program.Cost.Degree : 1;
            _elementNames.Add(level.Name);
            return range is null ? null : new EachLevel(level.Name, _environment.FindVariable(level.Name)!.Slot, range);
        }

        private bool CheckNew(NamedExpression named)
        {
            if (_environment.FindVariable(named.Name) is null)
                return true;
            Report(named.NameRange, "duplicate-name", new Bilingual($"“{named.Name}”已经定义过。", $"'{named.Name}' is already defined."), null);
            return false;
        }

        private RuleExpression? CompileBool(ExpressionSource source, int depth) => CompileExpression(source, CelType.Bool, depth);

        private RuleExpression? CompileExpression(ExpressionSource source, CelType? expected, int depth) =>
            CompileExpression(source, expected, depth, out _);

        private RuleExpression? CompileExpression(ExpressionSource source, CelType? expected, int depth, out CelType? type)
        {
            var ast = Check(source, expected);
            type = ast?.Type;
            if (ast is null)
                return null;
            var program = CelProgram.Compile(ast, _environment);
            if (isKnownGood)
                return new RuleExpression(source, program);
            var loops = program.Cost.Degree + depth;
            if (loops > MaxLoopDepth)
            {
                Report(
                    source.RangeOf(new TextSpan(0, source.Text.Length)),
                    "too-costly",
                    new Bilingual(
                        $"表达式对租户列表嵌套循环 {loops} 层，最多允许 {MaxLoopDepth} 层。",
                        $"The expression nests {loops} loops over lists of the tenant; at most {MaxLoopDepth} are allowed."),
                    new Bilingual(
                        "请用 each 逐个判断元素，或先把列表整理成变量。",
                        "Judge the elements one by one with 'each', or gather what is needed in a variable first."));
                return null;
            }

            return new RuleExpression(source, program);
        }

        private MessageTemplate? CompileMessages(int depth)
        {
            var zh = CompileMessage(body.Message.Zh, depth);
            var en = CompileMessage(body.Message.En, depth);
            return zh is null || en is null ? null : new MessageTemplate(zh, en);
        }

        private IReadOnlyList<MessagePiece>? CompileMessage(ExpressionSource source, int depth) => MessageTemplate.Compile(
            source,
            written => new MessagePiece("", CompileExpression(written, null, depth)?.Program) { DependsOnToday = MentionsAny(written, _ofToday) },
            Report);

        private CheckedAst? Check(ExpressionSource source, CelType? expected)
        {
            var result = Checker.Check(Parsed(source), _environment, expected, _assumed);
            if (isKnownGood && result.Ast is not null)
                return result.Ast;
            var mistakes = result.Ast is { } ast ? ConstantArguments.Check(ast) : result.Diagnostics;
            foreach (var diagnostic in source.Located(mistakes))
            {
                diagnostics.Add(diagnostic);
                _failed = true;
            }

            return mistakes.Count > 0 ? null : result.Ast;
        }

        private void Report(SourceRange range, string code, Bilingual message, Bilingual? help)
        {
            diagnostics.Add(InputDiagnostic.At(range, code, message, help));
            _failed = true;
        }

        private ParseResult Parsed(ExpressionSource source)
        {
            if (!_parsed.TryGetValue(source.Text, out var parsed))
                _parsed.Add(source.Text, parsed = Parser.Parse(source.Text));
            return parsed;
        }

        private bool MentionsAny(ExpressionSource source, HashSet<string> names)
        {
            var root = Parsed(source).Root;
            return root is not null && ExprWalker.All(root).Any(e => e is IdentExpr ident && names.Contains(ident.Name));
        }
    }
}
