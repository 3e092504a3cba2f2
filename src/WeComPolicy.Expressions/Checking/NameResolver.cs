using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>Resolves the names of an expression without looking at types.</summary>
internal sealed class NameResolver
{
    private readonly ParseResult _parsed;
    private readonly NameResolution _names;
    private readonly Reference?[] _references;
    private readonly List<VariableDeclaration> _free = [];
    private readonly HashSet<int> _freeSlots = [];

    public NameResolver(ParseResult parsed, CelEnvironment environment)
    {
        _parsed = parsed;
        _names = new NameResolution(environment);
        _references = new Reference?[parsed.NodeCount];
    }

    public CheckedAst Resolve(Expr root)
    {
        Visit(root, null, 0);
        return new CheckedAst(_parsed.Text, root, new CelType?[_parsed.NodeCount], _references, _free);
    }

    private void Visit(Expr node, Local? locals, int slots)
    {
        switch (node)
        {
            case IdentExpr ident:
                VisitIdent(ident, locals, slots);
                return;
            case SelectExpr select:
                if (_names.FindQualified(select, locals) is { } found)
                {
                    Refer(found.Node, found.Reference);
                    return;
                }

                break;
            case CallExpr call when call.Target is not null && VisitNamespaced(call, locals):
                foreach (var argument in call.Arguments)
                    Visit(argument, locals, slots);
                return;
            case CallExpr call:
                Refer(call, Call(call.Function, call.Absolute, call.Target is not null, call.Arguments.Count, false));
                break;
            case UnaryExpr unary:
                Refer(unary, Call(Signatures.FunctionName(unary.Operator), true, false, 1, false));
                break;
            case BinaryExpr binary:
                Refer(binary, Call(Signatures.FunctionName(binary.Operator), true, false, 2, false));
                break;
            case IndexExpr { Optional: false }:
                Refer(node, Call("_[_]", true, false, 2, false));
                break;
            case HasExpr has:
                Visit(has.Selection.Operand, locals, slots);
                return;
            case ComprehensionExpr comprehension:
                Visit(comprehension.Range, locals, slots);
                foreach (var variable in ExprWalker.Declarations(node))
                    locals = new Local(variable.Name, variable.Id, CelType.Dyn, locals);
                if (comprehension.Filter is not null)
                    Visit(comprehension.Filter, locals, slots);
                Visit(comprehension.Body, locals, slots);
                return;
            case BindExpr bind:
                Visit(bind.Value, locals, slots);
                Visit(bind.Body, new Local(bind.Variable.Name, bind.Variable.Id, CelType.Dyn, locals), slots);
                return;
            case OptionalMapExpr map:
                Visit(map.Target, locals, slots);
                Visit(map.Body, new Local(map.Variable.Name, map.Variable.Id, CelType.Dyn, locals), slots);
                return;
            case BlockExpr block:
                for (var i = 0; i < block.Slots.Count; i++)
                    Visit(block.Slots[i], locals, i);
                Visit(block.Body, locals, block.Slots.Count);
                return;
        }

        foreach (var child in ExprWalker.Children(node))
            Visit(child, locals, slots);
    }

    private void VisitIdent(IdentExpr ident, Local? locals, int slots)
    {
        if (BlockNames.IsIndex(ident.Name, out var slot))
            Refer(ident, slot < slots ? new BlockSlotReference(slot) : null);
        else if (!ident.Absolute && Local.Find(locals, ident.Name) is { } local)
            Refer(ident, new LocalReference(local.Declaration));
        else
            Refer(ident, _names.Find(ident.Name, ident.Absolute));
    }

    private bool VisitNamespaced(CallExpr call, Local? locals)
    {
        if (NameResolution.Spell(call.Target!, locals) is not { } target)
            return false;
        var reference = Call($"{target.Name}.{call.Function}", target.Absolute, false, call.Arguments.Count, true);
        if (reference is null)
            return false;
        Refer(call, reference);
        return true;
    }

    private CallReference? Call(string name, bool absolute, bool hasTarget, int arguments, bool isNamespaced)
    {
        if (_names.FindFunction(name, absolute) is not { } function)
            return null;
        var count = arguments + (hasTarget ? 1 : 0);
        Overload[] candidates = [.. function.Overloads.Where(o => o.IsMember == hasTarget && o.Parameters.Count == count)];
        return new CallReference(function, candidates, isNamespaced);
    }

    private void Refer(Expr node, Reference? reference)
    {
        _references[node.Id] = reference;
        if (reference is VariableReference variable && _freeSlots.Add(variable.Variable.Slot))
            _free.Add(variable.Variable);
    }
}
