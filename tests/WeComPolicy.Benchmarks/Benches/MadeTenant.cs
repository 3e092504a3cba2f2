using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Benchmarks.Benches;

/// <summary>A generated tenant, as far as each stage of a scan brings it.</summary>
internal sealed class MadeTenant
{
    private MadeTenant(string path)
    {
        Path = path;
        Source = SourceFileReader.Read(path, path, DocumentLimits.Default).File!;
        Document = DocumentReader.Read(Source).Document!;
        Typed = TenantChecker.Check(Document, TenantSchema.V1).Typed;
        Tenant = new Tenant(path, TenantModel.Merge([Typed]).Model!);
    }

    public string Path { get; }

    public SourceFile Source { get; }

    public LocatedDocument Document { get; }

    public TypedDocument Typed { get; }

    public Tenant Tenant { get; }

    /// <summary>The tenant of N members, written into the temporary folder unless it lies there from an earlier round.</summary>
    /// <param name="members">N.</param>
    /// <param name="isJson">Its JSON file, else the YAML one.</param>
    public static MadeTenant Of(int members, bool isJson = false)
    {
        var files = TenantFiles.Write(members, System.IO.Path.Combine(System.IO.Path.GetTempPath(), "wecom-policy-benchmarks"));
        return new MadeTenant(files[isJson ? 1 : 0]);
    }

    /// <summary>A scan of it by the shipped rules.</summary>
    public ScanRequest Request(PolicySet policies) => new()
    {
        Inputs = new InputSet([new TenantInput(Path, [new InputFile(Path, Path)])], []),
        Policies = () => policies,
        AsOf = TenantGenerator.AsOf,
        Gate = new Gate(Severity.High, AllowUnknown: false),
        ToolVersion = "0",
    };
}
