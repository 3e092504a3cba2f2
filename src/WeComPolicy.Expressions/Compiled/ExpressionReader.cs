using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>Reads the checked expressions that <see cref="ExpressionWriter"/> wrote. May be used by many threads at once.</summary>
public sealed class ExpressionReader
{
    private readonly CelType[] _types;
    private readonly MeaningReader _meanings;

    /// <summary>Reads the tables.</summary>
    /// <param name="tables">Where they begin; it stands behind them afterwards.</param>
    /// <param name="catalogue">The types of the host, as they were when the form was written.</param>
    /// <param name="environment">An environment with the functions against which the expressions were checked.</param>
    public ExpressionReader(CompiledReader tables, TypeCatalogue catalogue, CelEnvironment environment)
    {
        var meanings = tables.ReadCount();
        var meaningTable = tables.Part();
        var types = tables.ReadCount();
        _types = TypeReader.Read(tables.Part(), types, catalogue);
        _meanings = new MeaningReader(meaningTable, meanings, catalogue, _types, environment);
    }

    /// <summary>Passes over the tables.</summary>
    public static void Skip(CompiledReader tables)
    {
        tables.ReadCount();
        tables.Part();
        tables.ReadCount();
        tables.Part();
    }

    /// <summary>Reads a type; null where there is none.</summary>
    /// <param name="from">Where it stands.</param>
    /// <param name="own">The record type that belongs to the expression alone; null for none.</param>
    public CelType? ReadType(CompiledReader from, RecordType? own) => from.ReadCount() switch
    {
        TypeTag.None => null,
        TypeTag.Own => own,
        var tag => _types[tag - TypeTag.First],
    };

    /// <summary>Reads an expression.</summary>
    /// <param name="from">Where it stands.</param>
    /// <param name="variables">The variables that it may read, at the index of their slots.</param>
    /// <param name="own">The record type that belongs to it alone; null for none.</param>
    public CheckedAst Read(CompiledReader from, IReadOnlyList<VariableDeclaration> variables, RecordType? own)
    {
        var text = from.ReadText();
        var count = from.ReadCount();
        var free = new VariableDeclaration[from.ReadCount()];
        for (var i = 0; i < free.Length; i++)
            free[i] = variables[from.ReadCount()];
        var reading = new Reading(this, from, variables, own, count);
        var root = reading.Node();
        return new CheckedAst(text, root, reading.Types, reading.References, free);
    }

    /// <summary>One expression on its way in.</summary>
    private sealed class Reading(ExpressionReader tables, CompiledReader from, IReadOnlyList<VariableDeclaration> variables, RecordType? own, int count)
    {
        public CelType?[] Types { get; } = new CelType?[count];

        public Reference?[] References { get; } = new Reference?[count];

        public Expr Node()
        {
            var tag = (NodeTag)from.ReadByte();
            var id = from.ReadCount();
            var span = from.ReadSpan();
            Types[id] = tables.ReadType(from, own);
            References[id] = Reference();
            switch (tag)
            {
                case NodeTag.Literal:
                    var kind = (LiteralKind)from.ReadByte();
                    return new LiteralExpr(span, kind, Literal(kind)) { Id = id };
                case NodeTag.Ident:
                    return new IdentExpr(span, from.ReadText(), from.ReadFlag()) { Id = id };
                case NodeTag.Select:
                    return new SelectExpr(span, Node(), from.ReadText(), from.ReadSpan(), from.ReadFlag()) { Id = id };
                case NodeTag.Has:
                    return new HasExpr(span, (SelectExpr)Node()) { Id = id };
                case NodeTag.Index:
                    return new IndexExpr(span, Node(), Node(), from.ReadFlag()) { Id = id };
                case NodeTag.Call:
                    return new CallExpr(span, Maybe(), from.ReadText(), from.ReadSpan(), Nodes()) { Absolute = from.ReadFlag(), Id = id };
                case NodeTag.Unary:
                    return new UnaryExpr(span, (Operator)from.ReadByte(), Node()) { Id = id };
                case NodeTag.Binary:
                    return new BinaryExpr(span, (Operator)from.ReadByte(), from.ReadSpan(), Node(), Node()) { Id = id };
                case NodeTag.Logical:
                    return new LogicalExpr(span, from.ReadFlag(), Node(), Node()) { Id = id };
                case NodeTag.Conditional:
                    return new ConditionalExpr(span, Node(), Node(), Node()) { Id = id };
                case NodeTag.List:
                    var elements = new ListElement[from.ReadCount()];
                    for (var i = 0; i < elements.Length; i++)
                        elements[i] = new ListElement(Node(), from.ReadFlag());
                    return new ListExpr(span, elements) { Id = id };
                case NodeTag.Map:
                    var entries = new MapEntry[from.ReadCount()];
                    for (var i = 0; i < entries.Length; i++)
                        entries[i] = new MapEntry(Node(), Node(), from.ReadFlag());
                    return new MapExpr(span, entries) { Id = id };
                case NodeTag.Comprehension:
                    return new ComprehensionExpr(
                        span, (ComprehensionKind)from.ReadByte(), from.ReadText(), Node(), (IdentExpr)Node(), (IdentExpr?)Maybe(), Maybe(), Node()) { Id = id };
                case NodeTag.Bind:
                    return new BindExpr(span, (IdentExpr)Node(), Node(), Node()) { Id = id };
                case NodeTag.Block:
                    return new BlockExpr(span, Nodes(), Node()) { Id = id };
                case NodeTag.OptionalMap:
                    return new OptionalMapExpr(span, Node(), (IdentExpr)Node(), Node(), from.ReadFlag()) { Id = id };
                default:
                    throw new InvalidDataException($"There is no node {tag}.");
            }
        }

        private Reference? Reference() => from.ReadCount() switch
        {
            ReferenceTag.None => null,
            ReferenceTag.Variable => new VariableReference(variables[from.ReadCount()]),
            ReferenceTag.Local => new LocalReference(from.ReadCount()),
            ReferenceTag.BlockSlot => new BlockSlotReference(from.ReadCount()),
            ReferenceTag.OwnField => new FieldReference(own!.Fields[from.ReadCount()]),
            var tag => tables._meanings.At(tag - ReferenceTag.First),
        };

        private Expr? Maybe() => from.ReadFlag() ? Node() : null;

        private Expr[] Nodes()
        {
            var nodes = new Expr[from.ReadCount()];
            for (var i = 0; i < nodes.Length; i++)
                nodes[i] = Node();
            return nodes;
        }

        private object? Literal(LiteralKind kind) => kind switch
        {
            LiteralKind.Bool => from.ReadFlag(),
            LiteralKind.Int => from.ReadInteger(),
            LiteralKind.UInt => from.ReadBits(),
            LiteralKind.Double => from.ReadNumber(),
            LiteralKind.String => from.ReadText(),
            LiteralKind.Bytes => from.ReadBytes(from.ReadCount()).ToArray(),
            _ => null,
        };
    }
}
