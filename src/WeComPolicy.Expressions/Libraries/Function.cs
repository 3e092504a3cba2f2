using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>
/// One signature of a function together with what it does: the checker reads the types, the evaluator runs the body.
/// </summary>
public sealed record Overload
{
    /// <summary>Unique id, such as <c>string_contains_string</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Types of the arguments; with <see cref="IsMember"/> the first is the receiver.</summary>
    public required IReadOnlyList<CelType> Parameters { get; init; }

    /// <summary>Type of the result.</summary>
    public required CelType Result { get; init; }

    /// <summary>Called as <c>receiver.function(…)</c>.</summary>
    public bool IsMember { get; init; }

    /// <summary>
    /// The body. Exactly one of the four is set, by number of arguments. All arguments have the declared types, none is an
    /// error or unknown unless <see cref="NonStrict"/>. A body never throws: what fails comes back as an error value.
    /// </summary>
    public Func<Value>? Body0 { get; init; }

    /// <inheritdoc cref="Body0"/>
    public Func<Value, Value>? Body1 { get; init; }

    /// <inheritdoc cref="Body0"/>
    public Func<Value, Value, Value>? Body2 { get; init; }

    /// <inheritdoc cref="Body0"/>
    public Func<Value, Value, Value, Value>? Body3 { get; init; }

    /// <inheritdoc cref="Body0"/>
    public ManyArguments? BodyN { get; init; }

    /// <summary>The body also takes errors and unknowns.</summary>
    public bool NonStrict { get; init; }

    /// <summary>
    /// The work grows with the size of the arguments (characters, elements): the run-time limit charges arguments and result.
    /// </summary>
    public bool Linear { get; init; }

    /// <summary>
    /// Of a <see cref="Linear"/> one, the place in <see cref="Parameters"/> of a list in which the body looks things up by an index that is kept: a
    /// list of a document counts as one element, as what an expression built is indexed anew for each call. Null where there is none.
    /// </summary>
    public int? Indexed { get; init; }

    /// <summary>
    /// Looks at a text that is written out as an argument, by its place in <see cref="Parameters"/>: an error value says
    /// why no call with it can succeed, every other value that nothing is wrong. Asked when an expression is checked, not when it
    /// runs. Null where every value of the declared type is taken.
    /// </summary>
    public Func<int, Value, Value>? Constant { get; init; }
}

/// <summary>The body of a function of any number of arguments, which lie where they do only while it runs.</summary>
public delegate Value ManyArguments(ReadOnlySpan<Value> arguments);

/// <summary>A function with all its overloads.</summary>
/// <param name="Name">As it is called, such as <c>size</c>, <c>math.greatest</c>, <c>_+_</c>.</param>
/// <param name="Overloads">Its signatures.</param>
public sealed record Function(string Name, IReadOnlyList<Overload> Overloads);

/// <summary>A named set of functions that an environment can be given.</summary>
/// <param name="Name">Such as <c>strings</c>.</param>
/// <param name="Functions">The functions.</param>
public sealed record FunctionLibrary(string Name, IReadOnlyList<Function> Functions);
