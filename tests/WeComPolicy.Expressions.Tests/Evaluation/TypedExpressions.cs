namespace WeComPolicy.Expressions.Tests.Evaluation;

/// <summary>
/// Random expressions that check: over the variables <c>b1 b2</c> (bool), <c>i1 i2</c> (int), <c>s1 s2</c> (string), <c>li1 li2</c>
/// (lists of int), <c>ls1</c> (list of string), <c>m1</c> (map of string to int), <c>p1 p2</c> (people), <c>ps1</c> (list of
/// people), <c>d1</c> (dyn).
/// </summary>
internal sealed class TypedExpressions(Random random)
{
    private readonly List<string> _intLocals = [];
    private readonly List<string> _personLocals = [];
    private int _names;

    public string Bool(int depth)
    {
        if (depth <= 0)
            return Pick("true", "false", "b1", "b2", "p1.admin", $"{Person()}.admin");
        return random.Next(27) switch
        {
            0 or 1 => $"({Bool(depth - 1)} && {Bool(depth - 1)})",
            2 or 3 => $"({Bool(depth - 1)} || {Bool(depth - 1)})",
            4 => $"!{Bool(depth - 1)}",
            5 => $"({Bool(depth - 1)} ? {Bool(depth - 1)} : {Bool(depth - 1)})",
            6 or 7 => $"({Int(depth - 1)} {Comparison()} {Int(depth - 1)})",
            8 => $"({String(depth - 1)} {Comparison()} {String(depth - 1)})",
            9 => $"({Ints(depth - 1)} {Pick("==", "!=")} {Ints(depth - 1)})",
            10 => $"({Int(depth - 1)} in {Ints(depth - 1)})",
            11 or 12 => Over(Ints(depth - 1), Pick("all", "exists", "exists_one"), Bool, depth - 1),
            13 => OverTwo(Ints(depth - 1), Pick("all", "exists", "existsOne"), Bool, depth - 1),
            14 or 15 => OverPeople(Pick("all", "exists", "exists_one"), Bool, depth - 1),
            16 => $"({String(depth - 1)} in {Pick("ls1", "m1", "['a', 'b']", "{'a': 1}")})",
            17 => $"has(m1.{Pick("a", "b", "z")})",
            18 => $"has({Person()}.end)",
            19 => $"({Ints(depth - 1)}.size() {Comparison()} {random.Next(4)})",
            20 => Bind(Bool, depth - 1),
            21 => $"({Optional(depth - 1)} {Pick("==", "!=")} {Optional(depth - 1)})",
            22 => $"{Optional(depth - 1)}.hasValue()",
            23 => $"sets.{Pick("contains", "intersects", "equivalent")}({Ints(depth - 1)}, {Ints(depth - 1)})",
            24 => $"{String(depth - 1)}.{Pick("startsWith", "endsWith", "contains")}({String(depth - 1)})",
            25 => $"({Pick("ps1", "[p1, p2]")} {Pick("==", "!=")} {Pick("ps1", "[p1, p2]", "[p2]")})",
            _ => $"(dyn({Int(depth - 1)}) {Pick("==", "!=")} {Pick("d1", "'a'", "1.0", "2u")})",
        };
    }

    private string Int(int depth)
    {
        if (depth <= 0)
            return _intLocals.Count > 0 && random.Next(2) == 0 ? Pick([.. _intLocals]) : Pick("0", "1", "2", "-3", "i1", "i2", $"{Person()}.age");
        return random.Next(16) switch
        {
            0 or 1 => $"({Int(depth - 1)} {Pick("+", "-", "*")} {Int(depth - 1)})",
            2 => $"({Int(depth - 1)} {Pick("/", "%")} {Int(depth - 1)})",
            3 => $"-({Int(depth - 1)})",
            4 => $"({Bool(depth - 1)} ? {Int(depth - 1)} : {Int(depth - 1)})",
            5 => $"{Ints(depth - 1)}.size()",
            6 => $"size({String(depth - 1)})",
            7 => $"{Ints(depth - 1)}[{Int(depth - 1)}]",
            8 => $"m1[{String(depth - 1)}]",
            9 => $"{Optional(depth - 1)}.orValue({Int(depth - 1)})",
            10 => $"{Person()}.?end.orValue({Int(depth - 1)})",
            11 => Bind(Int, depth - 1),
            12 => $"{OverPeople("filter", Bool, depth - 1)}.size()",
            13 => $"math.{Pick("greatest", "least")}({Ints(depth - 1)})",
            14 => $"{Ints(depth - 1)}.{Pick("first", "last")}().orValue({Int(depth - 1)})",
            _ => $"{Optional(depth - 1)}.value()",
        };
    }

    private string String(int depth)
    {
        if (depth <= 0)
            return Pick("'a'", "'b'", "''", "s1", "s2", $"{Person()}.name");
        return random.Next(6) switch
        {
            0 => $"({String(depth - 1)} + {String(depth - 1)})",
            1 => $"({Bool(depth - 1)} ? {String(depth - 1)} : {String(depth - 1)})",
            2 => $"string({Int(depth - 1)})",
            3 => $"ls1[{Int(depth - 1)}]",
            4 => $"ls1.map(x, x + {String(depth - 1)}).join(',')",
            _ => String(0),
        };
    }

    private string Ints(int depth)
    {
        if (depth <= 0)
            return Pick("li1", "li2", "[]", "[1, 2]", "[0, 1, 1]");
        return random.Next(16) switch
        {
            0 => $"[{Int(depth - 1)}, {Int(depth - 1)}]",
            1 => $"[{Int(depth - 1)}, ?{Optional(depth - 1)}]",
            2 => $"({Ints(depth - 1)} + {Ints(depth - 1)})",
            3 => $"({Bool(depth - 1)} ? {Ints(depth - 1)} : {Ints(depth - 1)})",
            4 => Over(Ints(depth - 1), "filter", Bool, depth - 1),
            5 => Over(Ints(depth - 1), "map", Int, depth - 1),
            6 => OverTwo(Ints(depth - 1), "transformList", Int, depth - 1),
            7 => OverTwo(Ints(depth - 1), "transformMap", Int, depth - 1) + ".map(k, k)",
            8 => Over(Ints(depth - 1), "sortBy", Int, depth - 1),
            9 => $"{Ints(depth - 1)}.{Pick("reverse()", "distinct()", "sort()", "slice(0, 1)", "slice(1, 2)")}",
            10 => $"[{Ints(depth - 1)}, {Ints(depth - 1)}].flatten()",
            11 => OverPeople("map", Int, depth - 1),
            12 => $"lists.range({random.Next(4)})",
            13 => Bind(Ints, depth - 1),
            14 => $"cel.block([{Int(depth - 1)}, {Ints(depth - 1)}], {Pick("cel.index(1)", "[cel.index(0)]", "cel.index(1) + [cel.index(0)]")})",
            _ => Ints(0),
        };
    }

    private string Optional(int depth)
    {
        if (depth <= 0)
            return Pick("optional.none()", "optional.of(1)", "m1.?a", "m1[?'b']", $"{Person()}.?end", $"{Person()}.?boss.age");
        return random.Next(6) switch
        {
            0 => $"optional.of({Int(depth - 1)})",
            1 => $"{Ints(depth - 1)}[?{Int(depth - 1)}]",
            2 => $"m1[?{String(depth - 1)}]",
            3 => Over(Optional(depth - 1), "optMap", Int, depth - 1),
            4 => Over(Optional(depth - 1), "optFlatMap", Optional, depth - 1),
            _ => $"{Optional(depth - 1)}.or({Optional(depth - 1)})",
        };
    }

    private string Over(string range, string macro, Func<int, string> body, int depth) =>
        Local(_intLocals, name => $"{range}.{macro}({name}, {body(depth)})");

    private string OverTwo(string range, string macro, Func<int, string> body, int depth) =>
        Local(_intLocals, first => Local(_intLocals, second => $"{range}.{macro}({first}, {second}, {body(depth)})"));

    private string OverPeople(string macro, Func<int, string> body, int depth) =>
        Local(_personLocals, name => $"ps1.{macro}({name}, {body(depth)})");

    private string Bind(Func<int, string> body, int depth)
    {
        var value = Int(depth);
        return Local(_intLocals, name => $"cel.bind({name}, {value}, {body(depth)})");
    }

    private string Local(List<string> locals, Func<string, string> use)
    {
        var name = $"v{_names++}";
        locals.Add(name);
        var text = use(name);
        locals.Remove(name);
        return text;
    }

    private string Person() => Pick(["p1", "p2", .. _personLocals]);

    private string Comparison() => Pick("==", "!=", "<", "<=", ">", ">=");

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
