using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>What all shards of a scan must have in common, by name; of files and lists a digest.</summary>
internal static class ShardSettings
{
    // Enough that no two inputs of a scan are ever taken for one another by chance.
    private const int DigestLength = 12;

    public static IReadOnlyList<KeyValuePair<string, string>> Of(RunSettings settings) =>
    [
        new("tool", VersionLine.Informational),
        new("as-of", settings.AsOf.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new("lang", settings.Language.Value == Language.Zh ? "zh" : "en"),
        new("fail-on", settings.FailOn.Value.Severity is { } severity ? SeverityWords.Of(severity) : "never"),
        new("allow-unknown", settings.AllowUnknown.Value ? "true" : "false"),
        new("profile", settings.Profile.Name),
        new("policies", Digest(PolicyTexts(settings.Policies))),
        new("project-file", FileDigest(settings.Project.Path is null ? [] : [settings.Project.Path])),
        new("waivers", settings.UseWaivers ? FileDigest(settings.WaiverFiles) : "none"),
        new("baseline", FileDigest(settings.BaselineFile is null ? [] : [settings.BaselineFile])),
        new("tenants", Digest(TenantTexts(settings))),
    ];

    // The texts of the packs, and what the profile and the project file have made of their rules.
    private static IEnumerable<string> PolicyTexts(PolicySet policies)
    {
        foreach (var pack in policies.Packs)
        {
            yield return pack.File.Path;
            yield return pack.File.Text;
        }

        foreach (var change in policies.InForce.SelectMany(r => r.Adjustments.Select(a => $"{r.Id} {a.What} {a.To} {a.Reason}")))
            yield return change;
        foreach (var off in policies.Disabled)
            yield return $"{off.Rule.Id} {off.Reason}";
    }

    private static IEnumerable<string> TenantTexts(RunSettings settings) =>
    [
        .. settings.Inputs.Tenants.SelectMany(t => t.Files.Select(f => f.DisplayPath).Prepend(t.Id)),
        .. settings.Inputs.Skipped.Select(s => s.Path),
        .. settings.Inputs.Diagnostics.Select(d => d.Code + d.Message.En),
    ];

    private static string FileDigest(IReadOnlyList<string> paths) => paths.Count == 0 ? "none" : Digest(paths.Select(TextOf));

    // What cannot be read is told elsewhere, in every shard.
    private static string TextOf(string path)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Digest(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            // A length before each keeps ("a", "bc") and ("ab", "c") apart.
            hash.AppendData(Encoding.UTF8.GetBytes(text.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestLength];
    }
}
