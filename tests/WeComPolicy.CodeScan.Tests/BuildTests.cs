using System.Diagnostics;
using WeComPolicy.Testing;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>The real build with the rules in its compiler: it says what the sources alone say, and never less.</summary>
public sealed class BuildTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NoWarn>$(NoWarn);WCA1003</NoWarn>
            <RunAnalyzers>false</RunAnalyzers>
          </PropertyGroup>
          <ItemGroup><Compile Remove="Old.cs" /></ItemGroup>
        </Project>
        """;

    private static readonly string Code = $$"""
        namespace Company.WeCom;
        public class Sender
        {
            private const string CorpSecret = "{{MadeUp.AppSecret}}"; // wecom-policy: ignore WCA1001 reason=made up
        #pragma warning disable WCA1001
            private const string AppSecret = "{{MadeUp.AppSecret}}";
        #pragma warning restore WCA1001
            private const string Hook = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{MadeUp.WebhookKey}}";
            private const string Plain = "http://qyapi.weixin.qq.com/cgi-bin/gettoken";
        }
        """;

    private static CodeScanResult Build(CodeFolder folder, params string[] names) =>
        CodeScanner.Run(folder.Request(names) with { BuildCommand = "dotnet" });

    private static IEnumerable<string> Identities(CodeScanResult result) =>
        result.Findings.Select(f => $"{CodeFolder.Place(f)} {f.Fingerprint} {f.Severity} {f.Rule.Confidence} {f.Message.Zh} {f.Message.En} {f.Waiver?.Reason}");

    [Fact]
    public void The_examples_have_the_same_findings()
    {
        using var folder = new CodeFolder();
        var examples = Path.Combine(RepositoryRoot.Find(), "examples", "integration");
        foreach (var file in Directory.EnumerateFiles(examples, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(examples, file);
            if (!name.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                folder.With(name, File.ReadAllText(file));
        }

        var read = folder.Scan();
        var built = Build(folder);
        Assert.Empty(built.Diagnostics);
        Assert.True(built.Findings.Count > 20);
        Assert.Equal(Identities(read), Identities(built));
        Assert.Equal(read.Scope, built.Scope);
        Assert.Equal(read.Outcomes, built.Outcomes);
    }

    [Fact]
    public void What_the_project_switches_off_is_counted_and_what_it_leaves_out_is_read()
    {
        using var folder = new CodeFolder()
            .With("App/App.csproj", Project).With("App/Sender.cs", Code).With("App/Old.cs", Code.Replace("Sender", "Old", StringComparison.Ordinal))
            .With("App/appsettings.json", $$"""{ "WeCom": { "CorpSecret": "{{MadeUp.AppSecret}}" } }""")
            .With("App/Made.g.cs", Code.Replace("Sender", "Made", StringComparison.Ordinal))
            .With(".editorconfig", "[Sender.cs]\ndotnet_diagnostic.WCA1007.severity = none\n");
        var read = folder.Scan();
        var built = Build(folder);
        Assert.Equal(1, read.Scope.SuppressedByConfig);
        Assert.Equal(3, read.Scope.SuppressedInSource);
        Assert.Equal(Identities(read), Identities(built));
        Assert.Equal(read.Scope, built.Scope);
        Assert.Equal(read.Suppressed.Select(s => (s.By, CodeFolder.Place(s.Finding), s.Finding.Fingerprint)), built.Suppressed.Select(s => (s.By, CodeFolder.Place(s.Finding), s.Finding.Fingerprint)));
        Assert.Equal(["generated-code", "not-built", "rules-lowered"], built.Diagnostics.Select(d => d.Code).Order(StringComparer.Ordinal));
        var note = built.Diagnostics.Single(d => d.Code == "not-built");
        Assert.Equal("not-built", note.Code);
        Assert.True(note.IsWarning);
        Assert.Contains("App/Old.cs", note.Message.Zh, StringComparison.Ordinal);
    }

    /// <summary>AD0001 says that a rule broke; a global configuration of the highest level has the last word on it.</summary>
    [Fact]
    public void A_project_cannot_switch_off_the_word_of_broken_rules()
    {
        using var folder = new CodeFolder()
            .With("app.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>net10.0</TargetFramework><NoWarn>$(NoWarn);AD0001;CS1591</NoWarn></PropertyGroup>
                  <Target Name="Show" AfterTargets="CoreCompile">
                    <WriteLinesToFile File="shown.txt" Lines="NoWarn=$(NoWarn.Replace(';', ','))" Overwrite="true" />
                    <Copy SourceFiles="@(EditorConfigFiles)" DestinationFolder="configs" Condition="'%(Filename)' == 'failures'" />
                  </Target>
                </Project>
                """)
            .With(".globalconfig", "is_global = true\ndotnet_diagnostic.AD0001.severity = none\n").With("Sender.cs", Code);

        Assert.Empty(Build(folder).Diagnostics);

        var shown = File.ReadAllText(Path.Combine(folder.Path, "shown.txt"));
        Assert.Contains("CS1591", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", shown, StringComparison.Ordinal);
        var config = File.ReadAllLines(Path.Combine(folder.Path, "configs", "failures.globalconfig"));
        Assert.Contains("dotnet_diagnostic.AD0001.severity = warning", config);
        Assert.Contains($"global_level = {int.MaxValue}", config);
    }

    [Fact]
    public void A_build_that_fails_is_an_error_with_its_first_errors()
    {
        using var folder = new CodeFolder().With("App.csproj", Project).With("Sender.cs", Code).With("Broken.cs", "class Broken { int Number = \"text\"; }");
        var result = Build(folder);
        Assert.Empty(result.Findings);
        var error = Assert.Single(result.Diagnostics);
        Assert.Equal("build-failed", error.Code);
        Assert.False(error.IsWarning);
        Assert.Contains("Broken.cs(1,29): error CS0029", error.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_dotnet_there_is_an_error()
    {
        using var folder = new CodeFolder().With("App.csproj", Project).With("Sender.cs", Code);
        var result = CodeScanner.Run(folder.Request() with { BuildCommand = "no-such-dotnet" });
        Assert.Equal("dotnet-not-found", Assert.Single(result.Diagnostics).Code);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void What_cannot_be_built_is_told_before_anything_runs()
    {
        using var folder = new CodeFolder().With("Sender.cs", Code);
        Assert.Equal("nothing-to-build", Assert.Single(CodeScanner.Run(folder.Request() with { BuildCommand = "no-such-dotnet" }).Diagnostics).Code);
        folder.With("One.sln", "").With("Two.slnx", "<Solution />");
        Assert.Equal("several-solutions", Assert.Single(CodeScanner.Run(folder.Request() with { BuildCommand = "no-such-dotnet" }).Diagnostics).Code);
    }

    [Fact]
    public void Who_stops_the_scan_stops_the_build()
    {
        // The build below needs a shell.
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new CodeFolder().With("Sender.cs", Code).With("App.csproj", """
            <Project DefaultTargets="Build">
              <Target Name="Restore" />
              <Target Name="Build"><Exec Command="echo $$ &gt; started &amp;&amp; exec sleep 600" /></Target>
            </Project>
            """);
        using var stop = new CancellationTokenSource();
        using var watcher = new FileSystemWatcher(folder.Path, "started") { EnableRaisingEvents = true };
        watcher.Changed += (_, _) => stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => CodeScanner.Run(folder.Request() with { BuildCommand = "dotnet", Cancellation = stop.Token }));
        var id = int.Parse(File.ReadAllText(Path.Combine(folder.Path, "started")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Ends(id));
    }

    private static bool Ends(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WaitForExit(TimeSpan.FromMinutes(1));
        }
        catch (ArgumentException)
        {
            // It is gone already.
            return true;
        }
    }
}
