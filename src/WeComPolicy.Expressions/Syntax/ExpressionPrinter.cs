using System.Globalization;
using System.Text;

namespace WeComPolicy.Expressions.Syntax;

/// <summary>Writes an expression as text, with no more parentheses than it needs.</summary>
public static class ExpressionPrinter
{
    private const int ConditionalLevel = 0;
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int RelationLevel = 3;
    private const int AddLevel = 4;
    private const int MultiplyLevel = 5;
    private const int UnaryLevel = 6;
    private const int PostfixLevel = 7;

    /// <summary>The text of an expression; parsed again it means the same.</summary>
    public static string Print(Expr root)
    {
        var text = new StringBuilder();
        Print(text, root, ConditionalLevel);
        return text.ToString();
    }

    /// <summary>A string literal of that text, in single quotes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder();
        AppendText(quoted, text);
        return quoted.ToString();
    }

    /// <summary>How an operator is written.</summary>
    public static string Symbol(Operator @operator) => @operator switch
    {
        Operator.Not => "!",
        Operator.Negate => "-",
        Operator.Add => "+",
        Operator.Subtract => "-",
        Operator.Multiply => "*",
        Operator.Divide => "/",
        Operator.Modulo => "%",
        Operator.Equal => "==",
        Operator.NotEqual => "!=",
        Operator.Less => "<",
        Operator.LessOrEqual => "<=",
        Operator.Greater => ">",
        Operator.GreaterOrEqual => ">=",
        _ => "in",
    };

    private static int LevelOf(Expr node) => node switch
    {
        ConditionalExpr => ConditionalLevel,
        LogicalExpr { IsAnd: false } => OrLevel,
        LogicalExpr => AndLevel,
        BinaryExpr binary => LevelOf(binary.Operator),
        UnaryExpr => UnaryLevel,

        // A sign binds to a number before anything else does, so a number as an operand stands in parentheses.
        LiteralExpr { Kind: LiteralKind.Int or LiteralKind.UInt or LiteralKind.Double } => UnaryLevel,
        _ => PostfixLevel,
    };

    private static int LevelOf(Operator @operator) => @operator switch
    {
        Operator.Add or Operator.Subtract => AddLevel,
        Operator.Multiply or Operator.Divide or Operator.Modulo => MultiplyLevel,
        _ => RelationLevel,
    };

    private static void Print(StringBuilder text, Expr node, int level)
    {
        var parenthesized = LevelOf(node) < level;
        if (parenthesized)
            text.Append('(');
        PrintBare(text, node);
        if (parenthesized)
            text.Append(')');
    }

    private static void PrintBare(StringBuilder text, Expr node)
    {
        switch (node)
        {
            case LiteralExpr literal:
                AppendLiteral(text, literal);
                break;
            case IdentExpr ident:
                text.Append(ident.Absolute ? "." : "").Append(BlockNames.Display(ident.Name));
                break;
            case SelectExpr select:
                Print(text, select.Operand, PostfixLevel);
                text.Append(select.Optional ? ".?" : ".");
                AppendField(text, select.Field);
                break;
            case HasExpr has:
                text.Append("has(");
                Print(text, has.Selection, ConditionalLevel);
                text.Append(')');
                break;
            case IndexExpr index:
                Print(text, index.Operand, PostfixLevel);
                text.Append(index.Optional ? "[?" : "[");
                Print(text, index.Index, ConditionalLevel);
                text.Append(']');
                break;
            case CallExpr call:
                if (call.Target is not null)
                {
                    Print(text, call.Target, PostfixLevel);
                    text.Append('.');
                }

                text.Append(call.Absolute ? "." : "").Append(call.Function);
                AppendArguments(text, call.Arguments);
                break;
            case UnaryExpr unary:
                text.Append(unary.Operator == Operator.Negate ? '-' : '!');
                Print(text, unary.Operand, unary is { Operator: Operator.Negate, Operand: LiteralExpr } ? PostfixLevel : UnaryLevel);
                break;
            case BinaryExpr binary:
                var level = LevelOf(binary.Operator);
                Print(text, binary.Left, level);
                text.Append(' ').Append(Symbol(binary.Operator)).Append(' ');
                Print(text, binary.Right, level + 1);
                break;
            case LogicalExpr logical:
                AppendChain(text, logical);
                break;
            case ConditionalExpr conditional:
                Print(text, conditional.Condition, OrLevel);
                text.Append(" ? ");
                Print(text, conditional.Then, OrLevel);
                text.Append(" : ");
                Print(text, conditional.Otherwise, ConditionalLevel);
                break;
            case ListExpr list:
                AppendItems(text, '[', list.Elements, ']', element =>
                {
                    text.Append(element.Optional ? "?" : "");
                    Print(text, element.Value, ConditionalLevel);
                });
                break;
            case MapExpr map:
                AppendItems(text, '{', map.Entries, '}', entry =>
                {
                    text.Append(entry.Optional ? "?" : "");
                    Print(text, entry.Key, ConditionalLevel);
                    text.Append(": ");
                    Print(text, entry.Value, ConditionalLevel);
                });
                break;
            case RecordExpr record:
                text.Append(record.TypeName);
                AppendItems(text, '{', record.Fields, '}', field =>
                {
                    text.Append(field.Optional ? "?" : "");
                    AppendField(text, field.Name);
                    text.Append(": ");
                    Print(text, field.Value, ConditionalLevel);
                });
                break;
            case ComprehensionExpr comprehension:
                Print(text, comprehension.Range, PostfixLevel);
                text.Append('.').Append(MacroName(comprehension));
                AppendArguments(text, new Expr?[] { comprehension.FirstVariable, comprehension.SecondVariable, comprehension.Filter, comprehension.Body }.OfType<Expr>());
                break;
            case BindExpr bind:
                text.Append("cel.bind");
                AppendArguments(text, [bind.Variable, bind.Value, bind.Body]);
                break;
            case BlockExpr block:
                text.Append("cel.block(");
                AppendItems(text, '[', block.Slots, ']', slot => Print(text, slot, ConditionalLevel));
                text.Append(", ");
                Print(text, block.Body, ConditionalLevel);
                text.Append(')');
                break;
            case OptionalMapExpr map:
                Print(text, map.Target, PostfixLevel);
                text.Append(map.Flat ? ".optFlatMap" : ".optMap");
                AppendArguments(text, [map.Variable, map.Body]);
                break;
            default:
                text.Append('…');
                break;
        }
    }

    private static string MacroName(ComprehensionExpr comprehension) => comprehension.Kind switch
    {
        ComprehensionKind.All => "all",
        ComprehensionKind.Exists => "exists",
        ComprehensionKind.ExistsOne => comprehension.SecondVariable is null && comprehension.MacroName != "existsOne" ? "exists_one" : "existsOne",
        ComprehensionKind.Filter => "filter",
        ComprehensionKind.Map => "map",
        ComprehensionKind.TransformList => "transformList",
        ComprehensionKind.TransformMap => "transformMap",
        ComprehensionKind.TransformMapEntry => "transformMapEntry",
        _ => "sortBy",
    };

    private static void AppendChain(StringBuilder text, LogicalExpr chain)
    {
        var level = LevelOf(chain) + 1;
        var first = true;
        foreach (var term in ExprComparer.Terms(chain))
        {
            if (!first)
                text.Append(chain.IsAnd ? " && " : " || ");
            first = false;
            Print(text, term, level);
        }
    }

    private static void AppendArguments(StringBuilder text, IEnumerable<Expr> arguments) =>
        AppendItems(text, '(', arguments, ')', argument => Print(text, argument, ConditionalLevel));

    private static void AppendItems<T>(StringBuilder text, char open, IEnumerable<T> items, char close, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                text.Append(", ");
            first = false;
            append(item);
        }

        text.Append(close);
    }

    private static void AppendField(StringBuilder text, string field)
    {
        if (Words.IsPlainField(field))
            text.Append(field);
        else
            text.Append('`').Append(field).Append('`');
    }

    private static void AppendLiteral(StringBuilder text, LiteralExpr literal)
    {
        switch (literal.Value)
        {
            case null:
                text.Append("null");
                break;
            case bool value:
                text.Append(value ? "true" : "false");
                break;
            case long value:
                text.Append(value.ToString(CultureInfo.InvariantCulture));
                break;
            case ulong value:
                text.Append(value.ToString(CultureInfo.InvariantCulture)).Append('u');
                break;
            case double value:
                var digits = value.ToString("R", CultureInfo.InvariantCulture);
                text.Append(digits);
                if (!digits.Contains('.', StringComparison.Ordinal) && !digits.Contains('E', StringComparison.Ordinal))
                    text.Append(".0");
                break;
            case byte[] value:
                text.Append('b');
                AppendBytes(text, value);
                break;
            default:
                AppendText(text, (string)literal.Value);
                break;
        }
    }

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('\'');
        foreach (var c in value)
        {
            switch (c)
            {
                case '\'': text.Append("\\'"); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                default:
                    if (char.IsControl(c))
                        text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    else
                        text.Append(c);
                    break;
            }
        }

        text.Append('\'');
    }

    private static void AppendBytes(StringBuilder text, byte[] value)
    {
        text.Append('\'');
        foreach (var octet in value)
        {
            if (octet is >= 0x20 and < 0x7F and not (byte)'\'' and not (byte)'\\')
                text.Append((char)octet);
            else
                text.Append("\\x").Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        text.Append('\'');
    }
}
