using System.Security.Cryptography;
using System.Text;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>
/// Which build a compiled form belongs to: the two assemblies that read and check policies, each with what is embedded in it, and the
/// texts of the shipped packs.
/// </summary>
public static class BuildStamp
{
    /// <summary>Number of bytes of <see cref="OfProgram"/>.</summary>
    internal const int ProgramLength = 32;

    /// <summary>Number of bytes of <see cref="OfPacks"/>.</summary>
    internal const int PacksLength = SHA256.HashSizeInBytes;

    /// <summary>
    /// The identity of the running assemblies. Builds are deterministic, so that it changes with the code, the packs and the schema,
    /// and with nothing else.
    /// </summary>
    internal static byte[] OfProgram() =>
        [.. typeof(BuildStamp).Module.ModuleVersionId.ToByteArray(), .. typeof(CelEnvironment).Module.ModuleVersionId.ToByteArray()];

    /// <summary>SHA-256 over the names and texts of all shipped policy files.</summary>
    public static byte[] OfPacks()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in ShippedFiles.Packs.SelectMany(ShippedFiles.PolicyFiles))
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Text.Length}\n{file.Text}\n"));
        return hash.GetHashAndReset();
    }
}
