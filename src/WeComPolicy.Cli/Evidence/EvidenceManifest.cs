using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Cli.Evidence;

/// <summary>What an archive says about itself: the run, and every file with its hash.</summary>
/// <param name="ToolVersion">The version that made it.</param>
/// <param name="Settings">The settings of the run.</param>
/// <param name="ExitCode">What the run ended with.</param>
/// <param name="Files">Every file, by role and path.</param>
internal sealed record EvidenceManifest(string ToolVersion, EvidenceSettings Settings, int ExitCode, IReadOnlyList<EvidenceFile> Files)
{
    /// <summary>The name of the manifest within the archive.</summary>
    public const string Entry = "manifest.json";

    private const string SchemaName = "wecom-policy/evidence/v1";

    private static readonly IReadOnlyList<(EvidenceRole Role, string Word)> s_roles =
    [
        (EvidenceRole.Input, "input"), (EvidenceRole.Policy, "policy"), (EvidenceRole.Waivers, "waivers"), (EvidenceRole.Baseline, "baseline"),
        (EvidenceRole.Project, "project"), (EvidenceRole.Beside, "beside"), (EvidenceRole.Shipped, "shipped"), (EvidenceRole.Result, "result"),
    ];

    /// <summary>The manifest as UTF-8: the same run, the same bytes.</summary>
    public byte[] Write()
    {
        using var output = new MemoryStream();
        using (var json = JsonOutput.Open(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, SchemaName);
            json.WriteStartObject("tool"u8);
            json.WriteString("name"u8, "wecom-policy");
            json.WriteString("version"u8, ToolVersion);
            json.WriteEndObject();
            json.WriteStartObject("settings"u8);
            json.WriteString("folder"u8, Settings.Folder);
            json.WriteString("repository"u8, Settings.Repository);
            json.WriteStrings("paths"u8, Settings.Paths);
            json.WriteStrings("policies"u8, Settings.Policies);
            json.WriteString("profile"u8, Settings.Profile);
            json.WriteBoolean("useConfig"u8, Settings.UseConfig);
            json.WriteString("config"u8, Settings.Config);
            json.WriteStrings("waivers"u8, Settings.Waivers);
            json.WriteBoolean("useWaivers"u8, Settings.UseWaivers);
            json.WriteString("baseline"u8, Settings.Baseline);
            json.WriteString("failOn"u8, Threshold.Words.First(w => w.Value == Settings.FailOn).Key);
            json.WriteBoolean("allowUnknown"u8, Settings.AllowUnknown);
            json.WriteString("asOf"u8, Settings.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            json.WriteString("lang"u8, Settings.Language == Language.Zh ? "zh" : "en");
            json.WriteEndObject();
            json.WriteNumber("exitCode"u8, ExitCode);
            json.WriteStartArray("files"u8);
            foreach (var file in Files)
            {
                json.WriteStartObject();
                json.WriteString("role"u8, s_roles.First(r => r.Role == file.Role).Word);
                json.WriteString("path"u8, file.Path);
                json.WriteString("sha256"u8, file.Sha256);
                json.WriteNumber("bytes"u8, file.Bytes);
                json.WriteBoolean("packed"u8, file.IsPacked);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.Close(output);
        }

        return output.ToArray();
    }

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="OutputException">It is none.</exception>
    public static EvidenceManifest Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            if (Text(root, "schema") != SchemaName)
                throw Bad($"schema: {Text(root, "schema")}");
            var settings = root.GetProperty("settings");
            return new EvidenceManifest(
                Text(root.GetProperty("tool"), "version"),
                new EvidenceSettings
                {
                    Folder = Text(settings, "folder"),
                    Repository = TextOrNull(settings, "repository"),
                    Paths = Texts(settings, "paths"),
                    Policies = Texts(settings, "policies"),
                    Profile = TextOrNull(settings, "profile"),
                    UseConfig = settings.GetProperty("useConfig").GetBoolean(),
                    Config = TextOrNull(settings, "config"),
                    Waivers = Texts(settings, "waivers"),
                    UseWaivers = settings.GetProperty("useWaivers").GetBoolean(),
                    Baseline = TextOrNull(settings, "baseline"),
                    FailOn = Threshold.Words.TryGetValue(Text(settings, "failOn"), out var failOn) ? failOn : throw Bad("failOn"),
                    AllowUnknown = settings.GetProperty("allowUnknown").GetBoolean(),
                    AsOf = DateOnly.ParseExact(Text(settings, "asOf"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    Language = Text(settings, "lang") switch { "zh" => Language.Zh, "en" => Language.En, _ => throw Bad("lang") },
                },
                root.GetProperty("exitCode").GetInt32(),
                [.. root.GetProperty("files").EnumerateArray().Select(ReadFile)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Bad(e.Message);
        }
    }

    private static EvidenceFile ReadFile(JsonElement file)
    {
        var word = Text(file, "role");
        var known = s_roles.Where(r => r.Word == word).ToList();
        var hash = Text(file, "sha256");
        var bytes = file.GetProperty("bytes").GetInt64();
        if (known.Count == 0 || hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower) || bytes < 0)
            throw Bad($"files: {Text(file, "path")}");
        return new EvidenceFile(known[0].Role, Text(file, "path"), hash, bytes, file.GetProperty("packed").GetBoolean());
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? throw Bad(name);

    private static string? TextOrNull(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static IReadOnlyList<string> Texts(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetString() ?? throw Bad(name))];

    private static OutputException Bad(string what)
    {
        var shown = Engine.Documents.Excerpt.Of(what);
        return new(new Bilingual($"归档里的 manifest.json 无法使用：{shown}", $"the archive's manifest.json cannot be used: {shown}"));
    }
}
