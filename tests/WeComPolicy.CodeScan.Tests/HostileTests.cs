using System.Text;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>Repositories that mean harm, or are only broken: a scan ends, stays inside, and says what it could not read.</summary>
public sealed class HostileTests
{
    private const string Host = "static class WeCom { const string Host = \"https://qyapi.weixin.qq.com/cgi-bin/\"; }\n";

    private static string Repeated(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    public static TheoryData<string> Deep => new()
    {
        "class A { void M() " + Repeated("{ ", 10_000) + Repeated("} ", 10_000) + "}",
        "class A { void M() { " + Repeated("if (a) { ", 10_000) + Repeated("} ", 10_000) + "} }",
        "class A { int M() => " + Repeated("(", 20_000) + "1" + Repeated(")", 20_000) + "; }",
        "class A { bool M() => " + Repeated("!", 20_000) + "true; }",
        "class A { int M(bool a) => " + Repeated("a ? 1 : ", 10_000) + "2; }",
        "class A { string M() => \"\"" + Repeated(" + \"x\"", 20_000) + "; }",
        "class A { object M() => this" + Repeated(".M()", 10_000) + "; }",
        "class A { void M() { " + Repeated("if (a) { } else ", 1_000) + "{ } } }",
        "class A { void M() { " + Repeated("foreach (var a in b) try { ", 3_000) + Repeated("} finally { } ", 3_000) + "} }",
        Repeated("class A { ", 5_000) + Repeated("} ", 5_000),
        "class A { " + Repeated("List<", 10_000) + "int" + Repeated(">", 10_000) + " a; }",
        "class A { void M() { f(" + Repeated("() => f(", 3_000) + Repeated(")", 3_000) + "); } }",
        "class A { object M() => " + Repeated("new[] { ", 5_000) + Repeated("} ", 5_000) + "; }",
        "class A { string M() => $\"" + Repeated("{$\"", 2_000) + Repeated("\"}", 2_000) + "\"; }",
        Repeated("#if A\n", 5_000) + "class A { }",
    };

    [Theory]
    [MemberData(nameof(Deep))]
    public void Deep_code_ends(string code)
    {
        using var folder = new CodeFolder().With("WeCom.cs", Host + code).With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}");
        var result = folder.Scan();
        Assert.Contains("WCA1001 Key.cs:1", CodeFolder.Places(result));
        Assert.DoesNotContain(result.Diagnostics, d => !d.IsWarning);
    }

    [Fact]
    public void Cyclic_calls_over_many_methods_end()
    {
        const int Methods = 3_000;
        var code = new StringBuilder(Host + "class WeComCycle {\n");
        for (var i = 0; i < Methods; i++)
            code.Append($"void M{i}() {{ foreach (var a in b) {{ M{(i + 1) % Methods}(); M{i * 7 % Methods}(); }} }}\n");
        using var folder = new CodeFolder().With("Cycle.cs", code.Append('}').ToString());
        Assert.Equal(1, folder.Scan().Scope.SourceFiles);
    }

    [Fact]
    public void Half_typed_code_is_scanned()
    {
        using var folder = new CodeFolder().With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; void M( {{ foreach (var x in ");
        Assert.Equal(["WCA1001 Key.cs:1"], CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void Links_are_not_followed()
    {
        using var outside = new CodeFolder().With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}");
        using var folder = new CodeFolder().With("Program.cs", "class WeComProgram { }");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "linked"), outside.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "circle"), folder.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "Key.cs"), Path.Combine(outside.Path, "Key.cs"));
        var result = folder.Scan();
        Assert.Empty(result.Findings);
        Assert.Equal(["link-not-followed", "link-not-followed", "link-not-followed"], result.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void A_pipe_in_the_place_of_the_restored_packages_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new CodeFolder().With("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("Program.cs", "class WeComProgram { }");
        Directory.CreateDirectory(Path.Combine(folder.Path, "obj"));
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder.Path, "obj", "project.assets.json")))
            made.WaitForExit();
        Assert.Empty(folder.Scan().Findings);
    }

    [Fact]
    public void References_and_linked_files_outside_of_the_repository_are_not_read()
    {
        using var outside = new CodeFolder().With("lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}");
        using var folder = new CodeFolder()
            .With("app.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup><ProjectReference Include=\"{outside.Path}/lib.csproj\" /><Compile Include=\"{outside.Path}/Key.cs\" /></ItemGroup></Project>")
            .With("Program.cs", "class WeComProgram { }");
        Assert.Empty(folder.Scan().Findings);
        Assert.Empty(folder.Scan("app.csproj").Findings);
    }

    [Fact]
    public void A_file_that_is_too_large_is_told()
    {
        using var folder = new CodeFolder().With("Program.cs", "class WeComProgram { }");
        using (var file = File.Create(Path.Combine(folder.Path, "Data.cs")))
            file.SetLength(50L * 1024 * 1024);
        var result = folder.Scan();
        Assert.Equal(["file-too-large"], result.Diagnostics.Select(d => d.Code));
        Assert.Equal(1, result.Scope.SourceFiles);
    }

    [Fact]
    public void A_text_of_many_megabytes_on_one_line_ends()
    {
        using var folder = new CodeFolder().With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; string Data = \"{new string('x', 8_000_000)}\"; }}");
        Assert.Equal(["WCA1001 Key.cs:1"], CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void Any_encoding_is_read()
    {
        var code = $"class WeComKey {{ string 密钥 = \"企业微信\"; string CorpSecret = \"{MadeUp.AppSecret}\"; }}";
        using var folder = new CodeFolder();
        File.WriteAllText(Path.Combine(folder.Path, "Little.cs"), code, Encoding.Unicode);
        File.WriteAllText(Path.Combine(folder.Path, "Big.cs"), code, new UnicodeEncoding(bigEndian: true, byteOrderMark: false));
        File.WriteAllBytes(Path.Combine(folder.Path, "Chinese.cs"), CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(code));
        File.WriteAllBytes(Path.Combine(folder.Path, "Invalid.cs"), [.. Encoding.UTF8.GetBytes(code), 0xC3, 0x28, 0xFF]);
        Assert.Equal(
            ["WCA1001 Big.cs:1", "WCA1001 Chinese.cs:1", "WCA1001 Invalid.cs:1", "WCA1001 Little.cs:1"],
            CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void Names_of_devices_and_strange_names_are_read()
    {
        // Elsewhere than on Windows they are files like any other; there they cannot be made.
        var names = OperatingSystem.IsWindows() ? new[] { "a;b%20c.cs" } : ["CON.cs", "nul.cs", "a;b%20c.cs", "[link](x).cs"];
        using var folder = new CodeFolder();
        for (var i = 0; i < names.Length; i++)
            folder.With(names[i], $"class WeComKey{i} {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}");
        Assert.Equal(names.Length, folder.Scan().Findings.Count);
    }

    [Fact]
    public void A_project_file_names_anything_and_nothing_of_it_is_followed()
    {
        using var folder = new CodeFolder()
            .With("app.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <Import Project="..\..\..\..\..\..\etc\passwd" />
                  <Import Project="app.csproj" />
                  <PropertyGroup><TargetFramework>$([System.IO.File]::ReadAllText('/etc/passwd'))</TargetFramework></PropertyGroup>
                  <ItemGroup>
                    <Compile Include="..\..\..\..\..\..\etc\*.cs" /><Compile Include="/dev/zero" /><Compile Include="&#x1;.cs" />
                    <ProjectReference Include="..\..\..\..\..\..\etc\x.csproj" /><ProjectReference Include="app.csproj" />
                  </ItemGroup>
                </Project>
                """)
            .With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}");
        var result = folder.Scan();
        Assert.Equal(["WCA1001 Key.cs:1"], CodeFolder.Places(result));
        Assert.Equal(1, result.Scope.SourceFiles);
    }

    [Fact]
    public void Thousands_of_small_files_end()
    {
        using var folder = new CodeFolder().With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}");
        for (var i = 0; i < 3_000; i++)
            File.WriteAllText(Path.Combine(folder.Path, $"F{i}.cs"), $"class C{i} {{ void M() {{ new C{(i + 1) % 3_000}().M(); }} }}");
        var result = folder.Scan();
        Assert.Equal(3_001, result.Scope.SourceFiles);
        Assert.Equal(["WCA1001 Key.cs:1"], CodeFolder.Places(result));
    }

    [Theory]
    [InlineData("#if Full || Service\nCODE\n#endif", 2)]
    [InlineData("#if A && !B\nCODE\n#endif", 2)]
    [InlineData("#if NET\n#if !NET5_0_OR_GREATER\n#else\nclass Other { }\n#endif\n#else\nCODE\n#endif", 7)]
    [InlineData("#if !DEBUG\nCODE\n#endif", 2)]
    [InlineData("#if One\nclass Other { }\n#elif Two\nCODE\n#endif", 4)]
    public void Branches_that_a_build_may_take_are_judged(string text, int line)
    {
        using var folder = new CodeFolder().With("Key.cs", text.Replace("CODE", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}", StringComparison.Ordinal));
        var result = folder.Scan();
        Assert.Equal([$"WCA1001 Key.cs:{line}"], CodeFolder.Places(result));
        Assert.Empty(result.Diagnostics);
    }

    /// <summary>Of two that exclude each other the longer is judged.</summary>
    [Fact]
    public void Branches_that_are_not_taken_are_told()
    {
        using var folder = new CodeFolder()
            .With("Key.cs", $"class Key {{\n#if false\n  string CorpSecret = \"{MadeUp.AppSecret}\"; // WeCom\n  string Host = \"https://qyapi.weixin.qq.com\";\n#endif\n#if OTHER\n// 企业微信\n#endif\n}}");
        var result = folder.Scan();
        Assert.Empty(result.Findings);
        var note = Assert.Single(result.Diagnostics);
        Assert.Equal("inactive-code", note.Code);
        Assert.Contains("Key.cs:3.", note.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_binary_file_is_told()
    {
        using var folder = new CodeFolder().With("Program.cs", "class WeComProgram { }");
        File.WriteAllBytes(Path.Combine(folder.Path, "Binary.cs"), [0, 1, 2, 3, 0, 0, 0, 255, 254, 0]);
        Assert.Equal(["binary-file"], folder.Scan().Diagnostics.Select(d => d.Code));
    }

    [Theory]
    [InlineData("{ \"packageFolders\": { \"/\": {} }, \"libraries\": { \"a/1\": { \"path\": \"dev\" } }, \"targets\": { \"net8.0\": { \"a/1\": { \"compile\": { \"zero.dll\": {}, \"../etc/passwd.dll\": {} } } } } }")]
    [InlineData("{ \"targets\": [], \"libraries\": 1, \"packageFolders\": null }")]
    [InlineData("{")]
    public void Restored_references_may_be_anything(string assets)
    {
        using var folder = new CodeFolder()
            .With("app.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("obj/project.assets.json", assets)
            .With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}");
        Assert.Equal(["WCA1001 Key.cs:1"], CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void An_assembly_that_is_none_is_passed_by()
    {
        using var folder = new CodeFolder();
        folder.With("app.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("packages/a/b.dll", "no assembly")
            .With("obj/project.assets.json", $$"""{ "packageFolders": { "{{folder.Path}}/packages": {} }, "libraries": { "a/1": { "path": "a" } }, "targets": { "net8.0": { "a/1": { "compile": { "b.dll": {} } } } } }""")
            .With("Key.cs", $"class WeComKey {{ string CorpSecret = \"{MadeUp.AppSecret}\"; }}");
        Assert.Equal(["WCA1001 Key.cs:1"], CodeFolder.Places(folder.Scan()));
    }
}
