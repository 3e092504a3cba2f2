namespace WeComPolicy.Cli;

/// <summary>What the process tells its caller; part of the contract with CI.</summary>
internal static class ExitCode
{
    /// <summary>Nothing at or above the threshold.</summary>
    public const int Clean = 0;

    /// <summary>Findings, or undecided rules, at or above the threshold.</summary>
    public const int Findings = 1;

    /// <summary>Wrong usage, or an input or policy that cannot be used.</summary>
    public const int Unusable = 2;

    /// <summary>A bug of the scanner.</summary>
    public const int Bug = 3;
}
