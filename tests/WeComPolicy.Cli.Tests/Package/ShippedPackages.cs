using System.Text.Json;
using System.Xml.Linq;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests.Package;

/// <summary>A package of others whose files the tool ships.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="License">As an SPDX expression.</param>
/// <param name="Copyright">As the package states it, else its authors.</param>
/// <param name="Project">Where it comes from.</param>
internal sealed record ShippedPackage(string Id, string Version, string License, string Copyright, string Project);

/// <summary>The packages that the build of the command says it ships: those with files that are needed at run time.</summary>
internal static class ShippedPackages
{
    public static IReadOnlyList<ShippedPackage> Read()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("src", "WeComPolicy.Cli", "obj", "project.assets.json")));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
        var target = assets.RootElement.GetProperty("targets").EnumerateObject().First(t => !t.Name.Contains('/', StringComparison.Ordinal)).Value;
        return
        [
            .. target.EnumerateObject()
                .Where(p => p.Value.GetProperty("type").GetString() == "package" && HasFiles(p.Value))
                .Select(p => Describe(p.Name.Split('/'), folders))
                .OrderBy(p => p.Id, StringComparer.Ordinal),
        ];
    }

    private static bool HasFiles(JsonElement package) =>
        package.TryGetProperty("runtime", out var runtime) && runtime.EnumerateObject().Any(f => !f.Name.EndsWith("/_._", StringComparison.Ordinal));

    private static ShippedPackage Describe(string[] name, List<string> folders)
    {
        var folder = folders.Select(f => Path.Combine(f, name[0].ToLowerInvariant(), name[1])).First(Directory.Exists);
        var metadata = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        var license = Text("license") ?? throw new InvalidOperationException($"{name[0]} states no licence.");
        Assert.DoesNotContain(".", license, StringComparison.Ordinal);
        return new ShippedPackage(name[0], name[1], license, Text("copyright") ?? $"Copyright (c) {Text("authors")}", Text("projectUrl") ?? "");

        string? Text(string element) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == element)?.Value.Trim();
    }
}
