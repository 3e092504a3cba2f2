using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Policies.Compiled;

namespace WeComPolicy.Cli;

/// <summary>
/// Loads the rules on a second processor while the first makes sense of the command line and finds the files. A process that lives for
/// a moment spends it on binding code, and what the rules need of that is a fifth of a small scan.
/// </summary>
internal static class RulesAhead
{
    /// <summary>Begins, where the rules that a run has by default are likely to be asked for.</summary>
    /// <param name="arguments">The command line, not looked into yet.</param>
    public static void Load(IReadOnlyList<string> arguments)
    {
        if (arguments is not ["scan", ..] || Environment.ProcessorCount == 1)
            return;
        OfferCompiled();
        foreach (var argument in arguments)
        {
            if (argument is "--help" or "-h" or "-?" || argument.StartsWith("--policy", StringComparison.Ordinal))
                return;
        }

        new Thread(Load) { IsBackground = true, Name = "rules" }.Start();
    }

    /// <summary>Offers the packs that this program carries to whoever loads rules.</summary>
    public static void OfferCompiled() =>
        CompiledPacks.Offer(static () => typeof(RulesAhead).Assembly.GetManifestResourceStream("policies.compiled"));

    private static void Load()
    {
        try
        {
            _ = PolicyLoader.Default;
            // What every report is asked for, found by reflection, and what the console sets up for the first byte that goes there.
            _ = VersionLine.ReportVersion;
            _ = Console.Out;
        }
        catch (Exception)
        {
            // Whoever asks for the rules is given the same exception, and tells it.
        }
    }
}
