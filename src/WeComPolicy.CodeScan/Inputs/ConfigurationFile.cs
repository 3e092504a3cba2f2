using WeComPolicy.Analyzers.Configuration;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>Which files of a project may hold its configuration, by name.</summary>
internal static class ConfigurationFile
{
    /// <summary>Larger ones are data.</summary>
    public const long MaxBytes = 4L * 1024 * 1024;

    // Spring, Docker, GitHub, GitLab and package managers.
    private static readonly string[] s_programs = ["APPLICATION.", "APPLICATION-", "BOOTSTRAP.", "BOOTSTRAP-", "DOCKER-COMPOSE", "COMPOSE.", ".GITLAB-CI", "PNPM-LOCK."];

    private const string Knowledge = ".WECOM-POLICY.TXT";

    /// <summary>Whether a file tells what methods of the code are; it holds for everything below its folder.</summary>
    public static bool IsKnowledge(string path) => path.EndsWith(Knowledge, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether its name alone says that it is configuration of a program, and no file of a tenant.</summary>
    public static bool IsOfProgram(WalkedFile file)
    {
        var name = file.Name.ToUpperInvariant();
        return file.Extension switch
        {
            ".CONFIG" or ".ENV" or ".PROPERTIES" or ".INI" or ".TOML" => true,
            ".JSON" => name.StartsWith("APPSETTINGS", StringComparison.Ordinal) || name is "LAUNCHSETTINGS.JSON" or "PACKAGE.JSON" or "PACKAGE-LOCK.JSON" or "TSCONFIG.JSON",
            ".YML" or ".YAML" => s_programs.Any(p => name.StartsWith(p, StringComparison.Ordinal)),
            _ => name.StartsWith(".ENV", StringComparison.Ordinal),
        };
    }

    public static bool Is(WalkedFile file)
    {
        if (file.Length is 0 or > MaxBytes)
            return false;
        var name = file.Name.ToUpperInvariant();
        return file.Extension switch
        {
            ".JSON" => !name.EndsWith(".DEPS.JSON", StringComparison.Ordinal)
                && name is not ("PROJECT.ASSETS.JSON" or "PACKAGE-LOCK.JSON" or "PACKAGE.JSON" or "PACKAGES.LOCK.JSON" or "TSCONFIG.JSON" or "GLOBAL.JSON"),
            ".TXT" => name.EndsWith(Knowledge, StringComparison.Ordinal),
            "" => name.StartsWith(".ENV", StringComparison.Ordinal),
            _ => ConfigurationReader.Takes(file.Name),
        };
    }
}
