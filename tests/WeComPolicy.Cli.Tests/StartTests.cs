using System.Diagnostics;

namespace WeComPolicy.Cli.Tests;

/// <summary>A scan of a tenant starts without what only other commands need.</summary>
public sealed class StartTests
{
    [Fact]
    public void A_scan_of_a_tenant_loads_nothing_of_Roslyn()
    {
        var loaded = LoadedBy("scan", Path.Combine(Repository, "examples", "tenants", "compliant"));
        Assert.Contains("wecom-policy", loaded);
        Assert.Contains("WeComPolicy.Engine", loaded);
        Assert.DoesNotContain(loaded, name =>
            name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            || name.StartsWith("WeComPolicy.Analyzers", StringComparison.Ordinal)
            || name.StartsWith("System.Xml", StringComparison.Ordinal));
    }

    private static string Repository => WeComPolicy.Testing.RepositoryRoot.Find();

    // The names of the assemblies that a process of the command has loaded when it ends.
    private static string[] LoadedBy(params string[] arguments)
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
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode is 0 or 1, errors.Result);
            return File.ReadAllLines(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
