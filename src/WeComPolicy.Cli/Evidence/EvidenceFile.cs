namespace WeComPolicy.Cli.Evidence;

/// <summary>A file that belongs to the evidence.</summary>
/// <param name="Role">What it was to the run.</param>
/// <param name="Path">Of an input, from the root of the evidence; of a shipped file, as the tool calls it; of a result, its name.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="IsPacked">Whether the archive holds it, or only its hash.</param>
internal sealed record EvidenceFile(EvidenceRole Role, string Path, string Sha256, long Bytes, bool IsPacked)
{
    /// <summary>The name within the archive.</summary>
    public string Entry => Role is EvidenceRole.Result ? $"results/{Path}" : $"files/{Path}";
}

/// <summary>What a file was to the run.</summary>
internal enum EvidenceRole : byte
{
    /// <summary>A file that was judged.</summary>
    Input,

    /// <summary>A policy file or a profile of the user's own.</summary>
    Policy,

    /// <summary>A file of waivers.</summary>
    Waivers,

    /// <summary>The baseline.</summary>
    Baseline,

    /// <summary>The project file.</summary>
    Project,

    /// <summary>A file that lay beside the inputs and was not read: only its name matters.</summary>
    Beside,

    /// <summary>A policy file that the tool ships; never packed.</summary>
    Shipped,

    /// <summary>What the run said.</summary>
    Result,
}
