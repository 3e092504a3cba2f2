namespace WeComPolicy.Cli;

/// <summary>
/// The value of an option, as an object. What System.CommandLine does with options of objects is compiled ahead once for all of them;
/// with those of a number or a day it is left to the JIT compiler, seven methods at each start for each such type.
/// </summary>
/// <param name="Value">The value.</param>
internal sealed record Given<T>(T Value)
    where T : struct;
