using System.Text;
using System.Text.Json;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests.Package;

/// <summary>What the tool's package says of the work of others in it is what the build puts there.</summary>
public sealed class NoticesTests
{
    private const string Mit = """
        Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
        "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
        distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
        the following conditions:

        The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

        THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
        MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
        ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
        THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
        """;

    [Fact]
    public void Notices_name_every_package_that_is_shipped()
    {
        var text = new StringBuilder("WeComPolicy.Tool contains the following software of others.\n");
        foreach (var package in ShippedPackages.Read())
        {
            // Another licence needs its own text here.
            Assert.Equal("MIT", package.License);
            text.Append('\n').Append(package.Id).Append(' ').Append(package.Version).Append('\n')
                .Append(package.Project).Append('\n').Append(package.Copyright).Append("\nLicense: ").Append(package.License).Append('\n');
        }

        text.Append("\nThe executable that starts the command is the application host of .NET:\nhttps://github.com/dotnet/runtime\nCopyright (c) .NET Foundation and Contributors\nLicense: MIT\n")
            .Append("\nMIT License\n\n").Append(Mit.ReplaceLineEndings("\n")).Append('\n');
        GeneratedFile.Verify(PathOf("THIRD-PARTY-NOTICES.txt"), text.ToString());
    }

    [Fact]
    public void Bill_of_materials_lists_every_package_that_is_shipped()
    {
        using var bom = JsonDocument.Parse(File.ReadAllText(PathOf("sbom.cdx.json")));
        var listed = bom.RootElement.GetProperty("components").EnumerateArray().Select(c => c.GetProperty("purl").GetString()!).Order(StringComparer.Ordinal).ToList();
        var shipped = ShippedPackages.Read().Select(p => $"pkg:nuget/{p.Id}@{p.Version}").Order(StringComparer.Ordinal).ToList();
        Assert.True(shipped.SequenceEqual(listed), $"sbom.cdx.json is out of date; run .ci/sbom.\nshipped: {string.Join(", ", shipped)}\nlisted: {string.Join(", ", listed)}");
        Assert.Equal("CycloneDX", bom.RootElement.GetProperty("bomFormat").GetString());
        Assert.All(bom.RootElement.GetProperty("components").EnumerateArray(), c => Assert.NotEmpty(c.GetProperty("licenses").EnumerateArray()));
    }

    private static string PathOf(string file) => RepositoryRoot.PathOf("src", "WeComPolicy.Cli", "Package", file);
}
