using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions;

/// <summary>A variable that expressions can read.</summary>
/// <param name="Name">Its name; may be qualified, as in <c>a.b.c</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Slot">Where a frame keeps its value, from 0.</param>
/// <param name="Definition">
/// Null where the host sets the value; else the expression that gives it, evaluated when it is first read and kept until a
/// variable that it depends on is set anew.
/// </param>
public sealed record VariableDeclaration(string Name, CelType Type, int Slot, CheckedAst? Definition);
