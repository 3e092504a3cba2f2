using System.Reflection;
using System.Text;

namespace WeComPolicy.Reporting.Tests;

/// <summary>Compares with Snapshots/NAME.verified.EXT and leaves NAME.received.EXT beside it where they differ; <c>WECOM_POLICY_ACCEPT_SNAPSHOTS=1</c> accepts.</summary>
internal static class Snapshot
{
    public static string ProjectDirectory { get; } = typeof(Snapshot).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "ProjectDirectory").Value!;

    public static void Match(string name, string extension, byte[] actual)
    {
        var folder = Path.Combine(ProjectDirectory, "Snapshots");
        var verified = Path.Combine(folder, $"{name}.verified.{extension}");
        var received = Path.Combine(folder, $"{name}.received.{extension}");
        if (File.Exists(verified) && File.ReadAllBytes(verified).AsSpan().SequenceEqual(actual))
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("WECOM_POLICY_ACCEPT_SNAPSHOTS") == "1")
        {
            File.WriteAllBytes(verified, actual);
            File.Delete(received);
            return;
        }

        File.WriteAllBytes(received, actual);
        Assert.Fail($"{received} differs from {Path.GetFileName(verified)}; if it is right, rename it.\n\n{Encoding.UTF8.GetString(actual)}");
    }
}
