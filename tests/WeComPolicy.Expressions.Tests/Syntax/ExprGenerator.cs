using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Expressions.Tests.Syntax;

/// <summary>Random expressions of every kind, as deep as FsCheck's size allows.</summary>
public static class ExprGenerator
{
    private static readonly TextSpan Nowhere = default;

    private static readonly Gen<string> Name = Gen.Elements("a", "b", "x", "member", "_y1", "cel", "optional");
    private static readonly Gen<string> Field = Gen.Elements("a", "name", "if", "package", "b-c", "d.e", "f/g h", "true");
    private static readonly Gen<bool> Bool = Gen.Elements(true, false);

    public static Gen<Expr> Expression { get; } = Gen.Sized(size => Of(Math.Min(size, 40)));

    public static Arbitrary<Expr> Arbitrary() => Expression.ToArbitrary();

    private static Gen<Expr> Literal { get; } = Gen.OneOf<Expr>(
        Gen.Constant<Expr>(new LiteralExpr(Nowhere, LiteralKind.Null, null)),
        Bool.Select(Expr (b) => new LiteralExpr(Nowhere, LiteralKind.Bool, b)),
        Gen.OneOf(ArbMap.Default.GeneratorFor<long>(), Gen.Elements(0L, 1L, -1L, long.MinValue, long.MaxValue))
            .Select(Expr (n) => new LiteralExpr(Nowhere, LiteralKind.Int, n)),
        ArbMap.Default.GeneratorFor<ulong>().Select(Expr (n) => new LiteralExpr(Nowhere, LiteralKind.UInt, n)),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(Expr (n) => new LiteralExpr(Nowhere, LiteralKind.Double, n.Get)),
        Text.Select(Expr (s) => new LiteralExpr(Nowhere, LiteralKind.String, s)),
        ArbMap.Default.GeneratorFor<byte[]>().Select(Expr (b) => new LiteralExpr(Nowhere, LiteralKind.Bytes, b)));

    // Any text without half of a surrogate pair, which no text file can hold.
    private static Gen<string> Text => ArbMap.Default.GeneratorFor<string>().Select(s =>
        new string([.. (s ?? "").Where(c => !char.IsSurrogate(c))]) + "😀'\\\r\n");

    private static Gen<Expr> Leaf { get; } = Gen.OneOf(
        Literal,
        Gen.Zip(Name, Bool).Select(Expr (t) => new IdentExpr(Nowhere, t.Item1, t.Item2)));

    private static Gen<Expr> Of(int size)
    {
        if (size <= 1)
            return Leaf;
        var one = Gen.Fresh(() => size).SelectMany(_ => Of(size - 1));
        var half = Gen.Fresh(() => size).SelectMany(_ => Of(size / 2));
        var third = Gen.Fresh(() => size).SelectMany(_ => Of(size / 3));
        var some = Gen.Choose(0, 3).SelectMany(n => third.ListOf(n));
        return Gen.OneOf(
            Leaf,
            Select(one).Select(Expr (s) => s),
            Select(one).Where(s => !s.Optional).Select(Expr (s) => new HasExpr(Nowhere, s)),
            Three(half, half, Bool).Select(Expr (t) => new IndexExpr(Nowhere, t.Item1, t.Item2, t.Item3)),
            Gen.Zip(Gen.Elements("f", "size"), some).Select(Expr (t) => new CallExpr(Nowhere, null, t.Item1, Nowhere, [.. t.Item2])),
            some.Select(Expr (a) => new CallExpr(Nowhere, null, "f", Nowhere, [.. a]) { Absolute = true }),
            Three(half, Gen.Elements("f", "size", "as"), some).Select(Expr (t) => new CallExpr(Nowhere, t.Item1, t.Item2, Nowhere, [.. t.Item3])),
            Gen.Zip(one, Gen.Elements(Operator.Not, Operator.Negate)).Select(t => Unary(t.Item2, t.Item1)),
            Three(half, half, Gen.Choose((int)Operator.Add, (int)Operator.In)).Select(Expr (t) => new BinaryExpr(Nowhere, (Operator)t.Item3, Nowhere, t.Item1, t.Item2)),
            Three(half, half, Bool).Select(Expr (t) => new LogicalExpr(Nowhere, t.Item3, t.Item1, t.Item2)),
            Three(third, third, third).Select(Expr (t) => new ConditionalExpr(Nowhere, t.Item1, t.Item2, t.Item3)),
            Gen.Zip(some, Bool).Select(Expr (t) => new ListExpr(Nowhere, [.. t.Item1.Select(e => new ListElement(e, t.Item2))])),
            Gen.Zip(some, Bool).Select(Expr (t) => new MapExpr(Nowhere, [.. t.Item1.Select(e => new MapEntry(e, e, t.Item2))])),
            Three(some, Bool, Field.Where(f => f != "true")).Select(Expr (t) => new RecordExpr(Nowhere, t.Item2 ? ".A.B" : "A", [.. t.Item1.Select(e => new FieldInitializer(t.Item3, Nowhere, e, t.Item2))])),
            Comprehension(third),
            Three(Variable("x"), half, half).Select(Expr (t) => new BindExpr(Nowhere, t.Item1, t.Item2, t.Item3)),
            Gen.Zip(some, half).Select(Expr (t) => new BlockExpr(Nowhere, [.. t.Item1], t.Item2)),
            Three(half, half, Bool).Select(Expr (t) => new OptionalMapExpr(Nowhere, t.Item1, new IdentExpr(Nowhere, "x", false), t.Item2, t.Item3)),
            Gen.Choose(0, 5).Select(Expr (n) => new IdentExpr(Nowhere, BlockNames.Index(n), false)),
            Gen.Choose(0, 5).Select(Expr (n) => new IdentExpr(Nowhere, BlockNames.IterationVariable(n, 1), false)));
    }

    private static Gen<SelectExpr> Select(Gen<Expr> operand) =>
        Three(operand, Field, Bool).Select(t => new SelectExpr(Nowhere, t.Item1, t.Item2, Nowhere, t.Item3));

    private static Gen<IdentExpr> Variable(string name) => Gen.Constant(new IdentExpr(Nowhere, name, false));

    private static Gen<(A, B, C)> Three<A, B, C>(Gen<A> first, Gen<B> second, Gen<C> third) =>
        from a in first
        from b in second
        from c in third
        select (a, b, c);

    private static Expr Unary(Operator @operator, Expr operand) => new UnaryExpr(Nowhere, @operator, operand);

    private static Gen<Expr> Comprehension(Gen<Expr> part) =>
        from kind in Gen.Elements(Enum.GetValues<ComprehensionKind>())
        from range in part
        from body in part
        from filter in part
        from two in Bool
        from filtered in Bool
        select (Expr)Make(kind, range, body, filter, two, filtered);

    private static ComprehensionExpr Make(ComprehensionKind kind, Expr range, Expr body, Expr filter, bool two, bool filtered)
    {
        var isTransform = kind is ComprehensionKind.TransformList or ComprehensionKind.TransformMap or ComprehensionKind.TransformMapEntry;
        var mayHaveTwo = kind is ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne;
        var second = isTransform || (mayHaveTwo && two) ? new IdentExpr(Nowhere, "y", false) : null;
        var middle = filtered && (isTransform || kind == ComprehensionKind.Map) ? filter : null;
        if (kind == ComprehensionKind.TransformMapEntry)
            body = new MapExpr(Nowhere, [new MapEntry(body, body, false)]);
        return new ComprehensionExpr(Nowhere, kind, "", range, new IdentExpr(Nowhere, "x", false), second, middle, body);
    }
}
