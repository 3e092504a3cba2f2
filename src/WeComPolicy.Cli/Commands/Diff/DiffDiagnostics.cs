using WeComPolicy.Engine.Differences;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Cli.Commands.Diff;

/// <summary>Tells what is wrong with the inputs of either side; the paths of two revisions are the same, so the side stands before them.</summary>
internal static class DiffDiagnostics
{
    public static void Write(DiffResult result, CliContext context)
    {
        Write("BASE", result.Base, result.BaseDiagnostics);
        Write("HEAD", result.Head, result.HeadDiagnostics);

        void Write(string side, string label, IReadOnlyList<InputDiagnostic> diagnostics)
        {
            if (diagnostics.Count == 0)
                return;
            context.Error.WriteLine($"{side} ({label}):");
            Diagnostics.Write(diagnostics, context, result.Secrets);
        }
    }
}
