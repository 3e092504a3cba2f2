using System.IO.Compression;
using System.Text;

namespace WeComPolicy.Cli.Tests;

/// <summary><c>evidence</c> and <c>evidence verify</c>: what holds, what does not, and archives that somebody made to do harm.</summary>
public sealed class EvidenceTests
{
    private const string Tenant = """
        corp: { corpid: ww0123456789abcdef, full_name: 示例科技有限公司 }
        provenance: { admins: { complete: true } }
        admins:
          - { userid: li.na, role: creator, external: false }
        """;

    [Fact]
    public void What_was_packed_is_checked_and_run_again()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var packed = Pack(folder, "evidence", "tenants", "--output", "e.zip");
        Assert.Equal(0, packed.ExitCode);
        Assert.Contains("wrote e.zip: 8 files, exit code of the run 1", packed.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["files/my/rules.yaml", "files/tenants/acme/a.yaml", "files/tenants/beta/b.yaml", "files/waivers.yaml", "files/wecom-policy.yaml", "manifest.json", "results/report.html", "results/report.txt", "results/result.json"],
            Entries(folder.Path + "/e.zip"));

        // Somebody else's machine has nothing but the archive.
        using var elsewhere = new TemporaryFolder();
        File.Copy(folder.Path + "/e.zip", elsewhere.Path + "/e.zip");
        var run = CliRun.In(elsewhere.Path, "evidence", "verify", "e.zip", "--lang", "en");
        Assert.Equal("", run.Error);
        Assert.Contains("the archive holds:", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        foreach (var folder in (TemporaryFolder[])[one, other])
        {
            Write(folder);
            Pack(folder, "evidence", "tenants", "--output", "e.zip", "--jobs", folder == one ? "1" : "8");
        }

        Assert.Equal(File.ReadAllBytes(one.Path + "/e.zip"), File.ReadAllBytes(other.Path + "/e.zip"));
    }

    [Fact]
    public void From_another_folder_and_by_absolute_path()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Directory.CreateDirectory(folder.Path + "/work");
        var packed = CliRun.In(folder.Path + "/work", "evidence", folder.Path + "/tenants/acme", "../tenants/beta", "--output", "e.zip", "--as-of", CliRun.AsOf, "--lang", "en");
        Assert.Equal(0, packed.ExitCode);
        Assert.Equal(0, CliRun.In(folder.Path + "/work", "evidence", "verify", "e.zip").ExitCode);
    }

    [Fact]
    public void Hashes_alone_need_the_inputs()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Assert.Equal(0, Pack(folder, "evidence", "tenants", "--output", "e.zip", "--hashes-only").ExitCode);
        Assert.DoesNotContain("files/tenants/acme/a.yaml", Entries(folder.Path + "/e.zip"));
        var without = CliRun.In(folder.Path, "evidence", "verify", "e.zip", "--lang", "en");
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("--inputs", without.Error, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.In(folder.Path, "evidence", "verify", "e.zip", "--inputs", ".").ExitCode);
        folder.Write("tenants/acme/a.yaml", Tenant + "# changed\n");
        var changed = CliRun.In(folder.Path, "evidence", "verify", "e.zip", "--inputs", ".", "--lang", "en");
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains("this input is not what it was: tenants/acme/a.yaml", changed.Output, StringComparison.Ordinal);
        File.Delete(folder.Path + "/tenants/acme/a.yaml");
        Assert.Contains("this input is not there: tenants/acme/a.yaml", CliRun.In(folder.Path, "evidence", "verify", "e.zip", "--inputs", ".", "--lang", "en").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_is_packed_and_run_again()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        folder.Write("app/A.cs", "class A { int X => 1; }");
        folder.Write("app/.editorconfig", "root = true\n");
        Assert.Equal(0, Pack(folder, "evidence", "app", "--output", "e.zip").ExitCode);
        Assert.Contains("files/app/A.cs", Entries(folder.Path + "/e.zip"));
        Assert.Equal(0, CliRun.In(folder.Path, "evidence", "verify", "e.zip").ExitCode);
    }

    [Theory]
    [InlineData("files/tenants/acme/a.yaml", "role: creator", "role: sub    ", "not what manifest.json has the SHA-256 of: tenants/acme/a.yaml")]
    [InlineData("results/result.json", "\"fail\"", "\"pass\"", "not what manifest.json has the SHA-256 of: result.json")]
    [InlineData("manifest.json", "\"failOn\": \"high\"", "\"failOn\": \"never\"", "run again, result.json differs from line")]
    [InlineData("manifest.json", "\"asOf\": \"2026-11-01\"", "\"asOf\": \"2026-11-02\"", "run again, result.json differs from line")]
    [InlineData("manifest.json", "\"exitCode\": 1", "\"exitCode\": 0", "run again, the exit code is 1; the archive says 0")]
    [InlineData("manifest.json", "\"version\": \"", "\"version\": \"9", "run again, manifest.json differs from line 5")]
    [InlineData("manifest.json", "\"exitCode\": 1", "\"exitCode\": 0, \"exitCode\": 1", "run again, manifest.json differs from line")]
    [InlineData("manifest.json", "\"exitCode\": 1", "\"statement\": \"approved\", \"exitCode\": 1", "run again, manifest.json differs from line")]
    [InlineData("manifest.json", "\"role\": \"input\"", "\"role\": \"policy\"", "run again, manifest.json differs from line")]
    public void Whatever_was_changed_is_told(string entry, string from, string to, string told)
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        Rewrite(folder.Path + "/e.zip", (name, content) => name != entry ? content : Encoding.UTF8.GetBytes(Changed(Encoding.UTF8.GetString(content), from, to)));
        var run = CliRun.In(folder.Path, "evidence", "verify", "e.zip", "--lang", "en");
        Assert.Contains(told, run.Output, StringComparison.Ordinal);
        Assert.Contains("the archive does not hold:", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void A_file_that_the_run_did_not_read_is_no_evidence()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        var claimed = Encoding.UTF8.GetBytes("never judged");
        Rewrite(folder.Path + "/e.zip", (name, content) => name != "manifest.json" ? content : Encoding.UTF8.GetBytes(Changed(
            Encoding.UTF8.GetString(content), "\"files\": [", $"\"files\": [ {{ \"role\": \"input\", \"path\": \"third/c.yaml\", \"sha256\": \"{Hash(claimed)}\", \"bytes\": {claimed.Length}, \"packed\": true }},")));
        using (var zip = ZipFile.Open(folder.Path + "/e.zip", ZipArchiveMode.Update))
        {
            using var stream = zip.CreateEntry("files/third/c.yaml").Open();
            stream.Write(claimed);
        }

        var run = Verify(folder, "e.zip");
        Assert.Contains("run again, manifest.json differs from line", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public void Bytes_that_belong_to_no_entry_are_told()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        using (var zip = new FileStream(folder.Path + "/e.zip", FileMode.Append))
            zip.Write("behind the end"u8);
        var behind = Verify(folder, "e.zip");
        Assert.Contains("holds bytes that belong to no entry", behind.Output, StringComparison.Ordinal);
        Assert.Equal(1, behind.ExitCode);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        using (var zip = ZipFile.Open(folder.Path + "/e.zip", ZipArchiveMode.Update))
            zip.GetEntry("files/waivers.yaml")!.Comment = "approved";
        Assert.Equal(1, Verify(folder, "e.zip").ExitCode);
    }

    [Fact]
    public void Rules_that_the_tool_ships_must_be_the_same()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        Rewrite(folder.Path + "/e.zip", (name, content) =>
        {
            var text = Encoding.UTF8.GetString(content);
            var at = text.IndexOf("\"policies/baseline/apps.yaml\"", StringComparison.Ordinal);
            return name != "manifest.json" ? content : Encoding.UTF8.GetBytes(text[..at] + Changed(text[at..], text.Substring(text.IndexOf("\"sha256\": \"", at, StringComparison.Ordinal), 20), "\"sha256\": \"000000000"));
        });
        var run = CliRun.In(folder.Path, "evidence", "verify", "e.zip", "--lang", "en");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ships other rules", run.Output, StringComparison.Ordinal);
        Assert.Contains("policies/baseline/apps.yaml", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_the_archive_and_not_in_the_manifest_is_told()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        using (var zip = ZipFile.Open(folder.Path + "/e.zip", ZipArchiveMode.Update))
        {
            zip.CreateEntry("files/tenants/extra/x.yaml");
            zip.GetEntry("files/waivers.yaml")!.Delete();
        }

        var run = CliRun.In(folder.Path, "evidence", "verify", "e.zip", "--lang", "en");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("in the archive, but not in manifest.json: files/tenants/extra/x.yaml", run.Output, StringComparison.Ordinal);
        Assert.Contains("missing from the archive: waivers.yaml", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil.yaml")]
    [InlineData("/etc/evil.yaml")]
    [InlineData("files/../../evil.yaml")]
    [InlineData("files/a\\..\\evil.yaml")]
    [InlineData("C:/evil.yaml")]
    [InlineData("files/tenants/")]
    [InlineData("FILES/tenants/acme/a.yaml")]
    [InlineData("files/a\u001b[31m.yaml")]
    public void Entries_that_leave_the_archive_are_refused(string name)
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        using (var zip = ZipFile.Open(folder.Path + "/e.zip", ZipArchiveMode.Update))
            zip.CreateEntry(name);
        var run = CliRun.In(folder.Path, "evidence", "verify", "e.zip", "--lang", "en");
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("\u001b", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Path.GetTempPath(), "evil.yaml")));
    }

    [Fact]
    public void Links_and_bombs_and_manifests_that_lie_are_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "link.zip");
        File.Copy(folder.Path + "/link.zip", folder.Path + "/bomb.zip");
        File.Copy(folder.Path + "/link.zip", folder.Path + "/lie.zip");
        using (var zip = ZipFile.Open(folder.Path + "/link.zip", ZipArchiveMode.Update))
            zip.GetEntry("files/waivers.yaml")!.ExternalAttributes = unchecked((int)0xA1FF0000);
        Assert.Equal(2, Verify(folder, "link.zip").ExitCode);

        // More comes out of it than the manifest says: it is not unpacked beyond.
        using (var zip = ZipFile.Open(folder.Path + "/bomb.zip", ZipArchiveMode.Update))
        {
            zip.GetEntry("files/waivers.yaml")!.Delete();
            using var stream = zip.CreateEntry("files/waivers.yaml", CompressionLevel.SmallestSize).Open();
            stream.Write(new byte[50_000_000]);
        }

        var bomb = Verify(folder, "bomb.zip");
        Assert.Equal(1, bomb.ExitCode);
        Assert.Contains("not what manifest.json has the SHA-256 of: waivers.yaml", bomb.Output, StringComparison.Ordinal);
        Rewrite(folder.Path + "/lie.zip", (name, content) => name != "manifest.json" ? content
            : Encoding.UTF8.GetBytes(Changed(Encoding.UTF8.GetString(content), "\"path\": \"tenants/acme/a.yaml\"", "\"path\": \"../../acme/a.yaml\"")));
        Assert.Equal(2, Verify(folder, "lie.zip").ExitCode);
    }

    [Theory]
    [InlineData("manifest.json", "\"tenants\"\n", "\"../../..\"\n")]
    [InlineData("manifest.json", "\"tenants\"\n", "\"/etc\"\n")]
    [InlineData("manifest.json", "\"baseline\": null", "\"baseline\": \"/etc/passwd\"")]
    [InlineData("files/wecom-policy.yaml", "[waivers.yaml]", "[/etc/passwd]")]
    public void An_archive_that_asks_for_files_outside_of_it_is_refused(string entry, string from, string to)
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        Rewrite(folder.Path + "/e.zip", (name, content) =>
        {
            var text = Encoding.UTF8.GetString(content);
            if (name == entry)
                text = Changed(text, from, to);
            // The manifest stands behind the files, and agrees with what they became.
            if (name == entry && name != "manifest.json")
                hashes[Hash(content)] = $"{Hash(Encoding.UTF8.GetBytes(text))}\",\n      \"bytes\": {Encoding.UTF8.GetByteCount(text)}";
            foreach (var (was, now) in name == "manifest.json" ? hashes : [])
                text = System.Text.RegularExpressions.Regex.Replace(text, was + "\",\\s*\"bytes\": [0-9]+", now);
            return Encoding.UTF8.GetBytes(text);
        });
        var run = Verify(folder, "e.zip");
        Assert.Contains("outside of it", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    [Theory]
    [InlineData("\"folder\": \"\"", "folder")]
    [InlineData("\"repository\": null", "repository")]
    public void No_folder_is_made_outside_of_the_archive(string from, string name)
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        Pack(folder, "evidence", "tenants", "--output", "e.zip");
        foreach (var outside in (string[])[Path.Combine(folder.Path, "made"), $"../{Path.GetFileName(folder.Path)}/made"])
        {
            File.Copy(folder.Path + "/e.zip", folder.Path + "/x.zip", overwrite: true);
            Rewrite(folder.Path + "/x.zip", (entry, content) => entry != "manifest.json" ? content
                : Encoding.UTF8.GetBytes(Changed(Encoding.UTF8.GetString(content), from, $"\"{name}\": \"{outside.Replace("\\", "/", StringComparison.Ordinal)}\"")));
            var run = Verify(folder, "x.zip");
            Assert.Contains($"'{name}' of manifest.json is no path within the archive", run.Error, StringComparison.Ordinal);
            Assert.Equal(2, run.ExitCode);
            Assert.False(Directory.Exists(folder.Path + "/made"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a zip")]
    [InlineData("PK\u0005\u0006")]
    public void What_is_no_archive_is_told(string content)
    {
        using var folder = new TemporaryFolder();
        folder.Write("e.zip", content);
        var run = Verify(folder, "e.zip");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("zip", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, Verify(folder, "nowhere.zip").ExitCode);
    }

    [Fact]
    public void An_input_with_a_secret_is_not_packed()
    {
        const string secret = "Zx9Qw3Er5Ty7Ui1Op0As2Df4Gh6Jk8Lz0Xc2Vb4Nm6Q";
        using var folder = new TemporaryFolder();
        folder.Write("t.yaml", $"credentials: [{{ id: crm, ref: \"{secret}\" }}]\n");
        var run = Pack(folder, "evidence", "t.yaml", "--output", "e.zip");
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("\\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("t.yaml:1:", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[..10], run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Path + "/e.zip"));
        Assert.Equal(0, Pack(folder, "evidence", "t.yaml", "--output", "e.zip", "--hashes-only").ExitCode);
        foreach (var entry in Entries(folder.Path + "/e.zip"))
            Assert.DoesNotContain(secret[..10], Content(folder.Path + "/e.zip", entry), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenants/acme/a.yaml")]
    [InlineData("waivers.yaml")]
    public void No_file_of_the_run_is_replaced(string output)
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var before = File.ReadAllText(Path.Combine(folder.Path, output));
        Assert.Equal(2, Pack(folder, "evidence", "tenants", "--output", output).ExitCode);
        Assert.Equal(before, File.ReadAllText(Path.Combine(folder.Path, output)));
        Assert.Equal(2, Pack(folder, "evidence", "tenants").ExitCode);
    }

    [Fact]
    public void What_cannot_be_used_makes_no_evidence()
    {
        using var folder = new TemporaryFolder();
        folder.Write("t.yaml", "adminz: []\n");
        var run = Pack(folder, "evidence", "t.yaml", "--output", "e.zip");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("t.yaml:1:1", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Path + "/e.zip"));
    }

    private static void Write(TemporaryFolder folder)
    {
        folder.Write("tenants/acme/a.yaml", Tenant);
        folder.Write("tenants/beta/b.yaml", Tenant.Replace("ww0123456789abcdef", "wwfedcba9876543210", StringComparison.Ordinal));
        folder.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\npolicies: [baseline, my/rules.yaml]\nwaivers: [waivers.yaml]\n");
        folder.Write("waivers.yaml", "schema: wecom-policy/waivers/v1\nwaivers: []\n");
        folder.Write("my/rules.yaml", """
            schema: wecom-policy/pack/v1
            pack: mine
            area: permissions
            rules:
              - id: MINE0001
                name: two-admins
                severity: low
                title: { zh: 至少两名管理员, en: Two administrators }
                rationale: { zh: 甲, en: a }
                remediation: { zh: 甲, en: a }
                require: tenant.admins.size() >= 2
                message: { zh: 不足, en: too few }
            """);
    }

    private static CliResult Pack(TemporaryFolder folder, params string[] arguments) => CliRun.In(folder.Path, [.. arguments, "--as-of", CliRun.AsOf, "--lang", "en"]);

    private static CliResult Verify(TemporaryFolder folder, string name) => CliRun.In(folder.Path, "evidence", "verify", name, "--lang", "en");

    private static List<string> Entries(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return [.. zip.Entries.Select(e => e.FullName)];
    }

    private static string Content(string path, string entry)
    {
        using var zip = ZipFile.OpenRead(path);
        using var reader = new StreamReader(zip.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    private static void Rewrite(string path, Func<string, byte[], byte[]> change)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        foreach (var entry in zip.Entries.ToList())
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            var name = entry.FullName;
            entry.Delete();
            using var output = zip.CreateEntry(name).Open();
            output.Write(change(name, content.ToArray()));
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));

    private static string Changed(string text, string from, string to)
    {
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return text[..at] + to + text[(at + from.Length)..];
    }
}
