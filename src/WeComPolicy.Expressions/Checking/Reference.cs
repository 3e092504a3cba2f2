using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>What a node of an expression was resolved to; kept by <see cref="Syntax.Expr.Id"/>.</summary>
public abstract record Reference;

/// <summary>
/// A variable of the environment. For a qualified name such as <c>a.b.c</c> it stands on the outermost select of the name.
/// </summary>
public sealed record VariableReference(VariableDeclaration Variable) : Reference;

/// <summary>A variable of a comprehension, <c>cel.bind</c>, <c>optMap</c> or <c>optFlatMap</c>.</summary>
/// <param name="Declaration">Id of the <see cref="Syntax.IdentExpr"/> that declares it.</param>
public sealed record LocalReference(int Declaration) : Reference;

/// <summary><c>cel.index(n)</c>: a slot of the enclosing <c>cel.block</c>.</summary>
public sealed record BlockSlotReference(int Index) : Reference;

/// <summary>A type as a value: <c>int</c>, <c>list</c>, <c>google.protobuf.Timestamp</c>.</summary>
public sealed record TypeReference(CelType Type) : Reference;

/// <summary>A select or <c>has</c> on a record whose type is known.</summary>
public sealed record FieldReference(RecordField Field) : Reference;

/// <summary>A function or operator.</summary>
/// <param name="Function">The function.</param>
/// <param name="Candidates">Overloads that the types allow; one means that the call is resolved statically.</param>
/// <param name="TargetIsNamespace">The target of the call is part of the function's name, as in <c>math.greatest(1, 2)</c>.</param>
public sealed record CallReference(Function Function, IReadOnlyList<Overload> Candidates, bool TargetIsNamespace) : Reference;
