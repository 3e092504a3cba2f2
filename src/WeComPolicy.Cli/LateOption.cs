using System.CommandLine;

namespace WeComPolicy.Cli;

/// <summary>What is described only where a help page shows it.</summary>
internal interface ILateDescription
{
    /// <summary>The description.</summary>
    string Describe();
}

/// <summary>
/// An option whose description lists what other assemblies know, such as every format of a report: putting it together at each start
/// would take a twentieth of a small scan.
/// </summary>
/// <param name="name">With its dashes.</param>
/// <param name="aliases">Other names.</param>
/// <param name="describe">Gives the description.</param>
internal sealed class LateOption<T>(string name, string[] aliases, Func<string> describe) : Option<T>(name, aliases), ILateDescription
{
    /// <inheritdoc/>
    public string Describe() => describe();
}
