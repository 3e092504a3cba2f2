using System.Diagnostics;
using System.Globalization;

namespace WeComPolicy.Cli.Tests;

/// <summary>A scan of a tenant starts without what only other commands need.</summary>
public sealed class StartTests
{
    // A tenth above 2,731 methods and 5.48 MB, and one above 24 assemblies, on 2026-12-01, with the command as tests build it. The published command
    // binds the same methods, and does little else in the half second that it lives.
    private const int MostMethods = 3_000;
    private const long MostBytes = 6_030_000;
    private const int MostAssemblies = 25;

    private static readonly string[] s_scan = ["scan", Path.Combine(Repository, "examples", "tenants", "compliant"), "--as-of", "2026-11-01"];

    [Fact]
    public void A_scan_of_a_tenant_loads_nothing_of_Roslyn()
    {
        var loaded = Measured(s_scan).Assemblies;
        Assert.Contains("wecom-policy", loaded);
        Assert.Contains("WeComPolicy.Engine", loaded);
        Assert.DoesNotContain(loaded, name =>
            name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            || name.StartsWith("WeComPolicy.Analyzers", StringComparison.Ordinal)
            || name.StartsWith("System.Xml", StringComparison.Ordinal));
    }

    [Fact]
    public void A_scan_with_findings_loads_no_OpenSSL_for_their_fingerprints() =>
        Assert.DoesNotContain("System.Security.Cryptography", Measured("scan", Path.Combine(Repository, "examples", "tenants", "startup"), "--as-of", "2026-11-01").Assemblies);

    [Fact]
    public void A_scan_of_a_small_tenant_takes_no_more_methods_assemblies_and_memory_than_it_did()
    {
        var run = Measured(s_scan);
        Assert.True(run.Methods is > 1000 and <= MostMethods, $"{run.Methods} methods are compiled, more than {MostMethods}: what does a scan of a small tenant run that it did not?");
        Assert.True(run.Bytes is > 1_000_000 and <= MostBytes, $"{run.Bytes} bytes are allocated, more than {MostBytes}");
        Assert.True(run.Assemblies.Length <= MostAssemblies, $"{run.Assemblies.Length} assemblies are loaded, more than {MostAssemblies}: {string.Join(", ", run.Assemblies)}");
    }

    private static string Repository => WeComPolicy.Testing.RepositoryRoot.Find();

    // What a process of the command has done when it ends.
    private static (int Methods, long Bytes, string[] Assemblies) Measured(params string[] arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "wecom-policy.dll"));
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartTests).Assembly.Location;
            start.Environment["LOADED_ASSEMBLIES"] = file;
            // Each method is compiled once, however long the process takes.
            start.Environment["DOTNET_TieredCompilation"] = "0";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode is 0 or 1, errors.Result);
            var lines = File.ReadAllLines(file);
            return (int.Parse(lines[0], CultureInfo.InvariantCulture), long.Parse(lines[1], CultureInfo.InvariantCulture), lines[2..]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
