using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>Writes checked expressions; types and meanings that many of them share stand once, in tables.</summary>
public sealed class ExpressionWriter
{
    private readonly CompiledWriter _typeTable;
    private readonly CompiledWriter _meaningTable;
    private readonly TypeWriter _types;
    private readonly MeaningWriter _meanings;

    /// <summary>Writes into a form.</summary>
    /// <param name="form">The form whose texts are used.</param>
    /// <param name="catalogue">The types of the host.</param>
    public ExpressionWriter(CompiledWriter form, TypeCatalogue catalogue)
    {
        _typeTable = form.Part();
        _meaningTable = form.Part();
        _types = new TypeWriter(catalogue, _typeTable);
        _meanings = new MeaningWriter(catalogue, _types, _meaningTable);
    }

    /// <summary>Writes the tables; nothing can be written with them afterwards.</summary>
    public void WriteTables(CompiledWriter to)
    {
        to.WriteCount(_meanings.Count);
        to.Write(_meaningTable);
        to.WriteCount(_types.Count);
        to.Write(_typeTable);
    }

    /// <summary>Writes a type.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="type">The type; null for none.</param>
    /// <param name="own">The record type that belongs to the expression alone; null for none.</param>
    public void WriteType(CompiledWriter to, CelType? type, RecordType? own) => to.WriteCount(
        type is null ? TypeTag.None
        : ReferenceEquals(type, own) ? TypeTag.Own
        : TypeTag.First + _types.IndexOf(type));

    /// <summary>Writes an expression.</summary>
    /// <param name="to">Where it goes.</param>
    /// <param name="ast">The expression.</param>
    /// <param name="own">The record type that belongs to it alone; null for none.</param>
    /// <exception cref="ArgumentException">It holds something that did not check, or a type that the catalogue does not hold.</exception>
    public void Write(CompiledWriter to, CheckedAst ast, RecordType? own)
    {
        to.WriteText(ast.Text);
        to.WriteCount(ast.NodeCount);
        to.WriteCount(ast.FreeVariables.Count);
        foreach (var variable in ast.FreeVariables)
            to.WriteCount(variable.Slot);
        new Writing(this, to, ast, own).Node(ast.Root);
    }

    /// <summary>One expression on its way out.</summary>
    private sealed class Writing(ExpressionWriter tables, CompiledWriter to, CheckedAst ast, RecordType? own)
    {
        public void Node(Expr node)
        {
            to.WriteByte((byte)TagOf(node));
            Common(node);
            switch (node)
            {
                case LiteralExpr literal:
                    Literal(literal);
                    break;
                case IdentExpr ident:
                    Ident(ident);
                    break;
                case SelectExpr select:
                    Node(select.Operand);
                    to.WriteText(select.Field);
                    to.WriteSpan(select.FieldSpan);
                    to.WriteFlag(select.Optional);
                    break;
                case HasExpr has:
                    Node(has.Selection);
                    break;
                case IndexExpr index:
                    Node(index.Operand);
                    Node(index.Index);
                    to.WriteFlag(index.Optional);
                    break;
                case CallExpr call:
                    Maybe(call.Target);
                    to.WriteText(call.Function);
                    to.WriteSpan(call.FunctionSpan);
                    Nodes(call.Arguments);
                    to.WriteFlag(call.Absolute);
                    break;
                case UnaryExpr unary:
                    to.WriteByte((byte)unary.Operator);
                    Node(unary.Operand);
                    break;
                case BinaryExpr binary:
                    to.WriteByte((byte)binary.Operator);
                    to.WriteSpan(binary.OperatorSpan);
                    Node(binary.Left);
                    Node(binary.Right);
                    break;
                case LogicalExpr logical:
                    to.WriteFlag(logical.IsAnd);
                    Node(logical.Left);
                    Node(logical.Right);
                    break;
                case ConditionalExpr conditional:
                    Node(conditional.Condition);
                    Node(conditional.Then);
                    Node(conditional.Otherwise);
                    break;
                case ListExpr list:
                    to.WriteCount(list.Elements.Count);
                    foreach (var element in list.Elements)
                    {
                        Node(element.Value);
                        to.WriteFlag(element.Optional);
                    }

                    break;
                case MapExpr map:
                    to.WriteCount(map.Entries.Count);
                    foreach (var entry in map.Entries)
                    {
                        Node(entry.Key);
                        Node(entry.Value);
                        to.WriteFlag(entry.Optional);
                    }

                    break;
                case ComprehensionExpr comprehension:
                    to.WriteByte((byte)comprehension.Kind);
                    to.WriteText(comprehension.MacroName);
                    Node(comprehension.Range);
                    Node(comprehension.FirstVariable);
                    Maybe(comprehension.SecondVariable);
                    Maybe(comprehension.Filter);
                    Node(comprehension.Body);
                    break;
                case BindExpr bind:
                    Node(bind.Variable);
                    Node(bind.Value);
                    Node(bind.Body);
                    break;
                case BlockExpr block:
                    Nodes(block.Slots);
                    Node(block.Body);
                    break;
                case OptionalMapExpr optionalMap:
                    Node(optionalMap.Target);
                    Node(optionalMap.Variable);
                    Node(optionalMap.Body);
                    to.WriteFlag(optionalMap.Flat);
                    break;
            }
        }

        private void Common(Expr node)
        {
            to.WriteCount(node.Id);
            to.WriteSpan(node.Span);
            tables.WriteType(to, ast.StatedTypeOf(node), own);
            switch (ast.ReferenceOf(node))
            {
                case null:
                    to.WriteCount(ReferenceTag.None);
                    break;
                case VariableReference { Variable.Slot: var slot }:
                    to.WriteCount(ReferenceTag.Variable);
                    to.WriteCount(slot);
                    break;
                case LocalReference { Declaration: var declaration }:
                    to.WriteCount(ReferenceTag.Local);
                    to.WriteCount(declaration);
                    break;
                case BlockSlotReference { Index: var index }:
                    to.WriteCount(ReferenceTag.BlockSlot);
                    to.WriteCount(index);
                    break;
                case FieldReference { Field: var field } when own is not null && field.Slot < own.Fields.Count && ReferenceEquals(own.Fields[field.Slot], field):
                    to.WriteCount(ReferenceTag.OwnField);
                    to.WriteCount(field.Slot);
                    break;
                case { } shared:
                    to.WriteCount(ReferenceTag.First + tables._meanings.IndexOf(shared));
                    break;
            }
        }

        private void Ident(IdentExpr ident)
        {
            to.WriteText(ident.Name);
            to.WriteFlag(ident.Absolute);
        }

        private void Maybe(Expr? node)
        {
            to.WriteFlag(node is not null);
            if (node is not null)
                Node(node);
        }

        private void Nodes(IReadOnlyList<Expr> nodes)
        {
            to.WriteCount(nodes.Count);
            foreach (var node in nodes)
                Node(node);
        }

        private void Literal(LiteralExpr literal)
        {
            to.WriteByte((byte)literal.Kind);
            switch (literal.Value)
            {
                case bool flag:
                    to.WriteFlag(flag);
                    break;
                case long integer:
                    to.WriteInteger(integer);
                    break;
                case ulong unsigned:
                    to.WriteBits(unsigned);
                    break;
                case double number:
                    to.WriteNumber(number);
                    break;
                case string text:
                    to.WriteText(text);
                    break;
                case byte[] bytes:
                    to.WriteCount(bytes.Length);
                    to.WriteBytes(bytes);
                    break;
            }
        }

        private static NodeTag TagOf(Expr node) => node switch
        {
            LiteralExpr => NodeTag.Literal,
            IdentExpr => NodeTag.Ident,
            SelectExpr => NodeTag.Select,
            HasExpr => NodeTag.Has,
            IndexExpr => NodeTag.Index,
            CallExpr => NodeTag.Call,
            UnaryExpr => NodeTag.Unary,
            BinaryExpr => NodeTag.Binary,
            LogicalExpr => NodeTag.Logical,
            ConditionalExpr => NodeTag.Conditional,
            ListExpr => NodeTag.List,
            MapExpr => NodeTag.Map,
            ComprehensionExpr => NodeTag.Comprehension,
            BindExpr => NodeTag.Bind,
            BlockExpr => NodeTag.Block,
            OptionalMapExpr => NodeTag.OptionalMap,
            _ => throw new ArgumentException($"A checked expression holds no {node.GetType().Name}.", nameof(node)),
        };
    }
}
