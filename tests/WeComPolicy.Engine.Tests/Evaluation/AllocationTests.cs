using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Evaluation;

/// <summary>
/// What reading and judging may allocate. Bytes are the same on a busy machine as on an idle one, so that what becomes slow by making
/// objects is seen where no time could be measured.
/// </summary>
public sealed class AllocationTests
{
    private const int Few = 200;
    private const int Many = 1200;

    private static readonly DateOnly s_asOf = new(2026, 11, 1);

    // They ask how many members are in departments of live codes, and keep an index of members by department for it.
    private static readonly Dictionary<string, long> s_indexed = new(StringComparer.Ordinal) { ["WCP3044"] = 160, ["WCP3045"] = 160 };

    [Fact]
    public void A_member_that_passes_costs_no_memory()
    {
        var policies = PolicyLoader.Load([], ".");
        var few = CompliantTenant(Few);
        var many = CompliantTenant(Many);
        var costly = policies.Rules
            .Select(rule => (rule.Definition.Descriptor.Id, Bytes: (Allocated(rule, many) - Allocated(rule, few)) / (Many - Few)))
            .Where(rule => rule.Bytes > s_indexed.GetValueOrDefault(rule.Id))
            .OrderByDescending(rule => rule.Bytes)
            .Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Id}: {rule.Bytes} bytes a member"));
        Assert.Empty(costly);
    }

    [Fact]
    public void A_tree_is_small_beside_its_text()
    {
        var text = Members(Many);
        var file = new SourceFile("members.json", text);
        DocumentReader.Read(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var document = DocumentReader.Read(file).Document;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotNull(document);
        Assert.True(allocated < text.Length * 6L, string.Create(CultureInfo.InvariantCulture, $"{allocated} bytes for {text.Length} characters"));
    }

    private static long Allocated(CompiledRule rule, Tenant tenant)
    {
        // Once for what is made once.
        RuleEvaluator.Evaluate(rule, tenant, s_asOf);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RuleEvaluator.Evaluate(rule, tenant, s_asOf);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static Tenant CompliantTenant(int members)
    {
        var folder = Path.Combine(RepositoryRoot.Find(), "examples", "tenants", "compliant");
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetFileName(path), path.EndsWith(".json", StringComparison.Ordinal) ? Members(members) : File.ReadAllText(path)));
        return new Tenant("compliant", TenantModel.Merge([.. files.Select(f => TenantChecker.Check(DocumentReader.Read(f).Document!, TenantSchema.V1).Typed)]).Model!);
    }

    // The members of the compliant example, and as many more of the same kind as are asked for.
    private static string Members(int count)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Find(), "examples", "tenants", "compliant", "03-members.json")))!;
        var members = file["members"]!.AsArray();
        var pattern = members.Last()!.ToJsonString();
        for (var i = members.Count; i < count; i++)
        {
            var member = JsonNode.Parse(pattern)!;
            member["userid"] = "member" + i.ToString("D6", CultureInfo.InvariantCulture);
            members.Add(member);
        }

        return file.ToJsonString();
    }
}
