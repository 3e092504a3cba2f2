using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using Xunit.Abstractions;

namespace WeComPolicy.Reporting.Tests;

/// <summary>
/// The validator of the standard's editors judges what is written. It comes through npm; where there is none, or no network,
/// the tests say so and fail in CI only.
/// </summary>
public sealed class SarifValidationTests(ITestOutputHelper output)
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Snapshot.ProjectDirectory, "../.."));

    [Fact]
    public void Reports_hold_to_the_standard_and_to_what_github_demands()
    {
        var hostile = Samples.One(
            new SourceFile("a b/#?%/<名>.yaml", "x: \u001B[31m"), new TextSpan(0, 500), "[x](1) {0} <script> \u202E 😀 " + (char)0xDC00);
        if (Validate(
            ("zh", Samples.Write(Samples.Everything(), "sarif", new ReportOptions { Language = Language.Zh })),
            ("en", Samples.Write(Samples.Everything(), "sarif", new ReportOptions { Language = Language.En })),
            ("unusable", Samples.Write(Samples.Unusable(), "sarif")),
            ("clean", Samples.Write(Samples.Clean(), "sarif")),
            ("cut", Samples.Write(Samples.Many(20), "sarif", new ReportOptions { MaxResults = 5 })),
            ("hostile", Samples.Write(hostile, "sarif"))) is { } found)
        {
            Assert.Equal((0, ""), found);
        }
    }

    [Fact]
    public void The_validator_does_find_mistakes()
    {
        var wrongIndex = Sample();
        wrongIndex["runs"]![0]!["results"]![0]!["ruleIndex"] = 99;
        var noHelp = Sample();
        _ = noHelp["runs"]![0]!["tool"]!["driver"]!["rules"]![0]!.AsObject().Remove("help");
        if (Validate(("wrong-index", Bytes(wrongIndex)), ("no-help", Bytes(noHelp))) is { } found)
        {
            Assert.Equal(1, found.ExitCode);
            Assert.Contains("error SARIF1009 ", found.Output);
            Assert.Contains("error GH2012 ", found.Output);
        }
    }

    private static JsonNode Sample() => JsonNode.Parse(Samples.Write(Samples.Everything(), "sarif"))!;

    private static byte[] Bytes(JsonNode node) => System.Text.Encoding.UTF8.GetBytes(node.ToJsonString());

    /// <summary>What the validator said; null where it cannot be had and that is no failure.</summary>
    private (int ExitCode, string Output)? Validate(params (string Name, byte[] Content)[] reports)
    {
        var folder = Directory.CreateTempSubdirectory("sarif-");
        try
        {
            var start = new ProcessStartInfo("node") { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(Path.Combine(Root, "tests/sarif/validate.mjs"));
            foreach (var (name, content) in reports)
            {
                var file = Path.Combine(folder.FullName, name + ".sarif");
                File.WriteAllBytes(file, content);
                start.ArgumentList.Add(file);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 2 ? NotValidated(errors.Result) : (process.ExitCode, said);
        }
        catch (Win32Exception)
        {
            return NotValidated("node could not be started. Install Node.js 20 or newer.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private (int ExitCode, string Output)? NotValidated(string why)
    {
        var message = "The SARIF was NOT validated: " + why;
        output.WriteLine(message);
        Assert.False(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase), message);
        return null;
    }
}
