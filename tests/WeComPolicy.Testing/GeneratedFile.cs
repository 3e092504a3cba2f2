using System.Text;

namespace WeComPolicy.Testing;

/// <summary>A file of the repository that is made from something else and checked in.</summary>
public static class GeneratedFile
{
    /// <summary>Compares the file with what it should hold; rewrites it where <see cref="Verifier.AcceptVariable"/> is 1.</summary>
    /// <exception cref="VerifyException">The file is out of date.</exception>
    public static void Verify(string path, string text)
    {
        var present = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (present == text)
            return;
        if (Environment.GetEnvironmentVariable(Verifier.AcceptVariable) != "1")
            throw new VerifyException($"The file is out of date; run with {Verifier.AcceptVariable}=1 to make it anew.\n{path}\n\n{SnapshotDiff.Of(present, text)}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
