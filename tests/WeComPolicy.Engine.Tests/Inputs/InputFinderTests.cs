using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.Engine.Tests.Inputs;

public sealed class InputFinderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wecom-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_a_tenant() => Check(["a.yaml"], ["a.yaml: a.yaml"], "a.yaml", "b.yaml");

    [Fact]
    public void A_folder_is_a_tenant_made_of_its_files() =>
        Check(["t"], ["t: t/B.yml, t/a.yaml, t/c.JSON"], "t/a.yaml", "t/B.yml", "t/c.JSON", "t/readme.md", "t/sub/x.txt");

    [Fact]
    public void Sub_folders_of_a_tenant_are_told_unless_they_are_named_too()
    {
        Make("t/a.yaml", "t/sub/b.yaml", "t/.git/c.yaml");
        Assert.Equal(["t/sub: sub-folder-not-read"], Problems("t"));
        Assert.Equal(["t/sub: sub-folder-not-read"], Problems("*"));
        Assert.Empty(Problems("t", "t/sub"));
        Assert.Empty(Problems("t", "t/sub/b.yaml"));
        Assert.Empty(Problems("t/**"));
    }

    [Fact]
    public void A_folder_of_folders_holds_one_tenant_each() =>
        Check(["."], ["one: one/a.yaml", "two: two/a.yaml, two/b.json"], "two/b.json", "two/a.yaml", "one/a.yaml");

    [Fact]
    public void A_sub_folder_beside_tenants_that_is_none_is_told()
    {
        Make("one/a.yaml", "none/x.txt", "deep/er/a.yaml");
        var found = InputFinder.Find(["."], _folder);
        Assert.Equal(["one"], found.Tenants.Select(t => t.Id));
        Assert.Equal(["deep: sub-folder-without-tenant", "none: sub-folder-without-tenant"], Problems("."));
        Assert.All(found.Diagnostics, d => Assert.True(d.IsWarning));
        Assert.Equal(["deep/er: deep/er/a.yaml", "one: one/a.yaml"], Find("**"));
    }

    [Fact]
    public void What_is_called_a_tenant_is_exactly_one()
    {
        Make("one/a.yaml", "none/x.txt", "deep/er/a.yaml", "two.yaml");
        Assert.Equal(["deep: ", "none: ", "one: one/a.yaml"], InputFinder.Find(["*/"], _folder).Tenants.Select(t => $"{t.Id}: {string.Join(", ", t.Files.Select(f => f.DisplayPath))}"));
        Assert.Equal(["deep", "none", "one", "two.yaml"], InputFinder.Find([], _folder, ["*"]).Tenants.Select(t => t.Id));
        Assert.Equal(["deep"], InputFinder.Find([], _folder, ["deep"]).Tenants.Select(t => t.Id));
    }

    [Fact]
    public void Own_files_hidden_files_and_cases_are_left_out() =>
        Check(["."], [".: a.yaml"], "a.yaml", ".hidden.yaml", "wecom-policy.yaml", "wecom-policy.baseline.json", "x.tests.yaml", "x.tests.yml");

    [Fact]
    public void Folders_of_tools_are_left_out() =>
        Check(["."], ["t: t/a.yaml"], "t/a.yaml", ".git/a.yaml", "obj/a.json", "bin/a.json", "node_modules/a.json");

    [Fact]
    public void What_is_named_is_taken_whatever_its_name() => Check([".hidden.yaml", "x.tests.yaml", "x.txt"], [".hidden.yaml: .hidden.yaml", "x.tests.yaml: x.tests.yaml", "x.txt: x.txt"], ".hidden.yaml", "x.tests.yaml", "x.txt");

    [Fact]
    public void A_pattern_stands_for_the_files_that_it_matches()
    {
        Make("t/a.yaml", "t/b.json", "t/c.yaml", "t/x.tests.yaml", "u/a.yaml", "t/deep/d.yaml");
        Assert.Equal(["t/a.yaml: t/a.yaml", "t/c.yaml: t/c.yaml"], Find("t/*.yaml"));
        Assert.Equal(["t/a.yaml: t/a.yaml", "u/a.yaml: u/a.yaml"], Find("*/a.yaml"));
        Assert.Equal(["t/a.yaml: t/a.yaml", "t/c.yaml: t/c.yaml", "t/deep/d.yaml: t/deep/d.yaml"], Find("t/**/*.yaml"));
        Assert.Equal(["t/a.yaml: t/a.yaml"], Find(Path.Combine(_folder, "t", "a*")));
    }

    [Fact]
    public void A_link_that_a_pattern_does_not_follow_is_told()
    {
        Make("t/one/a.yaml", "real/b.yaml");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "t/two"), "../real");
        Assert.Equal(["t/two: linked-folder"], Problems("t/**/*.yaml"));
        Assert.Equal(["t/two: linked-folder"], Problems("t/*/*.yaml"));
        Assert.True(Assert.Single(InputFinder.Find(["t/*/*.yaml"], _folder).Diagnostics).IsWarning);
        // The folder that a pattern matches or names is read; one that it has no business with is not spoken of.
        Assert.Equal(["t/one: t/one/a.yaml", "t/two: t/two/b.yaml"], Find("t/**"));
        Assert.Empty(Problems("t/**"));
        Assert.Equal(["t/two/b.yaml: t/two/b.yaml"], Find("t/two/*.yaml"));
        Assert.Empty(Problems("t/two/*.yaml"));
        Assert.Empty(Problems("real/*.yaml"));
    }

    [Fact]
    public void A_pipe_or_a_link_to_a_device_is_never_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        Make("t/a.yaml");
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_folder, "t/pipe.yaml")))
            made.WaitForExit();
        File.CreateSymbolicLink(Path.Combine(_folder, "t/zero.json"), "/dev/zero");
        Assert.Equal(["t: t/a.yaml, t/pipe.yaml, t/zero.json"], Find("t"));
        Assert.Equal(0, RegularFile.LengthOf(Path.Combine(_folder, "t/zero.json")));
    }

    [Fact]
    public void A_pattern_matches_folders_too()
    {
        Make("t/one/a.yaml", "t/one/b.yaml", "t/two/a.yaml", "t/three.yaml", "t/notes.txt");
        Assert.Equal(["t/one: t/one/a.yaml, t/one/b.yaml", "t/three.yaml: t/three.yaml", "t/two: t/two/a.yaml"], Find("t/*"));
        Assert.Equal(["t: t/three.yaml", "t/one: t/one/a.yaml, t/one/b.yaml", "t/two: t/two/a.yaml"], Find("t/**"));
    }

    [Fact]
    public void What_is_named_twice_counts_once()
    {
        Make("t/a.yaml", "t/b.yaml", "c.yaml");
        Assert.Equal(["c.yaml: c.yaml", "t: t/a.yaml, t/b.yaml"], Find("t", "c.yaml", "t/", "./t/../c.yaml", "t/a.yaml", "*.yaml", "t/*.yaml", Path.Combine(_folder, "c.yaml")));
    }

    [Theory]
    [InlineData("none.yaml", "path-not-found")]
    [InlineData("none/", "path-not-found")]
    [InlineData("tenant.yml", "path-not-found")]
    [InlineData("*.json", "no-match")]
    [InlineData("none/*.yaml", "no-match")]
    [InlineData("**/none/**", "no-match")]
    [InlineData("*.md", "no-match")]
    [InlineData("empty", "no-tenant-files")]
    [InlineData("texts", "no-tenant-files")]
    [InlineData("deep", "no-tenant-files")]
    [InlineData("", "bad-path")]
    [InlineData("a\0b", "bad-path")]
    public void What_names_nothing_is_a_mistake(string argument, string code)
    {
        Make("tenant.yaml", "texts/a.txt", "deep/er/est/a.yaml", "readme.md");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        var result = InputFinder.Find([argument, "tenant.yaml"], _folder);
        Assert.Equal(code, Assert.Single(result.Diagnostics).Code);
        Assert.Equal("tenant.yaml", Assert.Single(result.Tenants).Id);
    }

    [Fact]
    public void A_mistyped_name_gets_a_suggestion()
    {
        Make("t/tenant.yaml");
        Assert.Contains("'t/tenant.yaml'", InputFinder.Find(["t/tennant.yaml"], _folder).Diagnostics[0].Help!.Value.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Display_paths_are_relative_and_cannot_steer_a_terminal()
    {
        Make("in/a.yaml", "out/b.yaml");
        var result = InputFinder.Find(["../out/b.yaml"], Path.Combine(_folder, "in"));
        Assert.Equal("../out/b.yaml", Assert.Single(result.Tenants).Files[0].DisplayPath);
        if (OperatingSystem.IsWindows())
            return;
        Make("e/\u001B[31mred\n.yaml", "e/back\\slash.yaml");
        Assert.Equal(["e: e/\\u001B[31mred\\n.yaml, e/back\\slash.yaml"], Find("e"));
        Assert.DoesNotContain('\u001B', InputFinder.Find(["\u001B[2J"], _folder).Diagnostics[0].Path!);
    }

    [Fact]
    public void Links_are_followed_and_loops_are_harmless()
    {
        if (OperatingSystem.IsWindows())
            return;
        Make("t/a.yaml", "away/b.yaml");
        File.CreateSymbolicLink(Path.Combine(_folder, "t", "up"), _folder);
        File.CreateSymbolicLink(Path.Combine(_folder, "t", "linked.yaml"), Path.Combine(_folder, "away", "b.yaml"));
        File.CreateSymbolicLink(Path.Combine(_folder, "loop"), Path.Combine(_folder, "loop"));
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "away"));
        Assert.Equal(["t: t/a.yaml, t/linked.yaml"], Find("t"));
        Assert.Equal(["away/b.yaml: away/b.yaml", "t/a.yaml: t/a.yaml", "t/linked.yaml: t/linked.yaml"], Find("**/*.yaml"));
        Assert.Equal(["link: link/b.yaml"], Find("link"));
        Assert.Equal(["loop: loop"], Find("loop"));
    }

    [Fact]
    public void The_order_of_arguments_does_not_matter()
    {
        Make("b.yaml", "a.yaml", "B.yaml", "中.yaml");
        string[] expected = ["B.yaml: B.yaml", "a.yaml: a.yaml", "b.yaml: b.yaml", "中.yaml: 中.yaml"];
        Assert.Equal(expected, Find("b.yaml", "中.yaml", "a.yaml", "B.yaml"));
        Assert.Equal(expected, Find("B.yaml", "a.yaml", "b.yaml", "中.yaml"));
    }

    private void Check(string[] arguments, string[] expected, params string[] files)
    {
        Make(files);
        Assert.Equal(expected, Find(arguments));
    }

    private string[] Find(params string[] arguments)
    {
        var result = InputFinder.Find(arguments, _folder);
        Assert.Empty(result.Diagnostics);
        Assert.All(result.Tenants.SelectMany(t => t.Files), f => Assert.True(Path.IsPathFullyQualified(f.FullPath)));
        return [.. result.Tenants.Select(t => $"{t.Id}: {string.Join(", ", t.Files.Select(f => f.DisplayPath))}")];
    }

    private string[] Problems(params string[] arguments) =>
        [.. InputFinder.Find(arguments, _folder).Diagnostics.Select(d => $"{d.Path}: {d.Code}")];

    private void Make(params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "a: 1\n");
        }
    }
}
