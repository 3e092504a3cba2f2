using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace WeComPolicy.Benchmarks;

/// <summary>Writes a generated tenant as files.</summary>
internal static class TenantFiles
{
    /// <summary>Writes tenant-N.yaml and tenant-N.json, which hold the same tree, and tells their paths.</summary>
    public static IReadOnlyList<string> Write(int members, string folder)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, $"tenant-{members.ToString(CultureInfo.InvariantCulture)}");
        using (var text = new StreamWriter(name + ".yaml", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            new TenantGenerator(members).Write(new YamlTreeWriter(text));
        using (var stream = File.Create(name + ".json"))
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new TenantGenerator(members).Write(new JsonTreeWriter(json));
        return [name + ".yaml", name + ".json"];
    }

    /// <summary>Writes a fleet, a folder for each tenant, and tells the tenant that is broken: its file ends in the middle.</summary>
    public static string WriteFleet(int tenants, int members, string folder)
    {
        var broken = "";
        for (var i = 1; i <= tenants; i++)
        {
            var tenant = Path.Combine(folder, $"t{i.ToString("0000", CultureInfo.InvariantCulture)}");
            var file = Path.Combine(tenant, "tenant.yaml");
            Directory.CreateDirectory(tenant);
            using (var text = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
                new TenantGenerator(members, i).Write(new YamlTreeWriter(text));
            if (i != (tenants + 1) / 2)
                continue;
            broken = file;
            File.AppendAllText(file, "corp: { corpid: [\n");
        }

        return broken;
    }
}
