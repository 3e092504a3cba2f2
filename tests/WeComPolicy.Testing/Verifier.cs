using System.Runtime.CompilerServices;
using System.Text;

namespace WeComPolicy.Testing;

/// <summary>
/// Compares a text with a snapshot that lies beside the test, by the conventions of Verify.Xunit, which it stands in for:
/// <c>Class.Method.verified.txt</c> is what was approved; on a difference <c>Class.Method.received.txt</c> is written and the test
/// fails; on a match a received file from before is deleted. The class is taken from the name of the test's source file.
/// </summary>
public static class Verifier
{
    /// <summary>With this environment variable set to 1, every received text becomes the approved one.</summary>
    public const string AcceptVariable = "WECOM_POLICY_ACCEPT_SNAPSHOTS";

    /// <summary>Compares a text with its snapshot.</summary>
    /// <param name="text">What the test made.</param>
    /// <param name="extension">Of the snapshot, without a dot.</param>
    /// <param name="parameters">Told apart cases of one test method; becomes part of the file's name.</param>
    /// <param name="sourceFile">The test's source file.</param>
    /// <param name="method">The test's method.</param>
    /// <exception cref="VerifyException">There is no snapshot, or it differs.</exception>
    public static Task Verify(
        string text,
        string extension = "txt",
        string? parameters = null,
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "")
    {
        var accept = Environment.GetEnvironmentVariable(AcceptVariable) == "1";
        Compare(text, BasePath(sourceFile, method, parameters), extension, accept);
        return Task.CompletedTask;
    }

    internal static void Compare(string text, string basePath, string extension, bool accept)
    {
        var verified = $"{basePath}.verified.{extension}";
        var received = $"{basePath}.received.{extension}";
        text = WithLineFeeds(text);
        var expected = File.Exists(verified) ? WithLineFeeds(File.ReadAllText(verified)) : null;
        if (string.Equals(expected, text, StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }

        if (accept)
        {
            File.WriteAllText(verified, text, Utf8);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text, Utf8);
        throw new VerifyException(expected is null
            ? $"There is no snapshot yet. Look at the received file and rename it if it is right, or run with {AcceptVariable}=1.\n{received}\n\n{text}"
            : $"The text differs from its snapshot (- approved, + received). If the new text is right, run with {AcceptVariable}=1.\n{verified}\n\n{SnapshotDiff.Of(expected, text)}");
    }

    private static string BasePath(string sourceFile, string method, string? parameters)
    {
        // Builds on a build server map source paths to /_/ so that they are the same everywhere.
        var path = sourceFile.StartsWith("/_/", StringComparison.Ordinal) ? Path.Combine(RepositoryRoot.Find(), sourceFile[3..]) : sourceFile;
        var name = Path.GetFileNameWithoutExtension(path) + "." + method;
        if (parameters is not null)
            name += "_" + FileName(parameters);
        return Path.Combine(Path.GetDirectoryName(path)!, name);
    }

    private static string FileName(string parameters) =>
        string.Concat(parameters.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or '=' ? c : '-'));

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF');

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
}
