using System.Text;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Policies.Compiled;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Schema.Compiled;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Compiled;

namespace WeComPolicy.Engine.Tests.Policies.Compiled;

/// <summary>The shipped packs in the form that a build makes of them say the same as their files.</summary>
public sealed class CompiledPacksTests
{
    private static readonly byte[] s_form = CompiledPackWriter.Write();

    private static readonly PolicySet s_ofFiles = PolicyLoader.Load(Files());

    [Fact]
    public void Here_packs_are_read_from_their_files() => Assert.Null(CompiledPacks.Current);

    [Fact]
    public void Written_again_it_is_the_same_byte_for_byte()
    {
        var read = Read();
        Assert.Equal(s_ofFiles.Rules.OfType<ExpressionRule>().Count(), read.Rules.Count);
        Assert.True(read.Rules.Count > 200, $"{read.Rules.Count} rules");
        Assert.Equal(s_form, CompiledPackWriter.Write(read));
        Assert.Equal(s_form, CompiledPackWriter.Write());
    }

    [Fact]
    public void The_tenant_schema_written_again_is_the_same_byte_for_byte()
    {
        var compiled = CompiledPacks.Read(s_form)!.Schema();
        Assert.Equal(Form(TenantSchema.LoadEmbedded()), Form(compiled));
        static byte[] Form(TenantSchema schema)
        {
            var form = new CompiledWriter();
            new CompiledSchemaWriter(form, schema).Write();
            return form.ToArray();
        }
    }

    [Fact]
    public void What_is_made_of_the_tenant_schema_is_the_same()
    {
        var (ofFile, compiled) = (TenantSchema.LoadEmbedded(), CompiledPacks.Read(s_form)!.Schema());
        Assert.Equal(Pages(ofFile), Pages(compiled));
        Assert.Equal(Cel(ofFile), Cel(compiled));
        static string Pages(TenantSchema schema)
        {
            using var json = new MemoryStream();
            using (var writer = new Utf8JsonWriter(json))
                TenantJsonSchema.Write(writer, schema);
            using var pages = new StringWriter();
            pages.Write(Encoding.UTF8.GetString(json.ToArray()));
            TenantFieldReference.Write(pages, schema, Language.Zh);
            TenantFieldReference.Write(pages, schema, Language.En);
            return pages.ToString();
        }

        static IEnumerable<string> Cel(TenantSchema schema) => schema.Types.Append(schema.Root)
            .SelectMany(t => t.Cel.Fields.Select(f => $"{t.Name}.{f.Name}: {f.Type} {f.Absence} {f.Slot} {t.Find(f.Name)!.Slot} {t.Key}"));
    }

    [Fact]
    public void Every_place_in_a_file_is_the_same()
    {
        var ofFiles = s_ofFiles.Packs.SelectMany(p => p.Rules).SelectMany(Places);
        var compiled = Read().Packs.SelectMany(p => p.Rules).SelectMany(Places);
        Assert.Equal(ofFiles, compiled);
    }

    [Fact]
    public void What_the_catalogue_says_of_a_rule_is_the_same()
    {
        var compiled = Read().Packs.SelectMany(p => p.Rules).ToDictionary(r => r.Descriptor.Id, StringComparer.Ordinal);
        foreach (var rule in s_ofFiles.Packs.SelectMany(p => p.Rules))
        {
            var (a, b) = (rule.Descriptor, compiled[rule.Descriptor.Id].Descriptor);
            Assert.Equal(
                (a.Name, a.Pack, a.Area, a.Severity, a.Confidence, a.IsWaivable, a.Title, a.Rationale, a.Remediation),
                (b.Name, b.Pack, b.Area, b.Severity, b.Confidence, b.IsWaivable, b.Title, b.Rationale, b.Remediation));
            Assert.Equal(a.References, b.References);
            Assert.Equal(a.Parameters, b.Parameters);
            Assert.Equal(rule.ParameterNotes, compiled[a.Id].ParameterNotes);
            Assert.Equal(rule.ParameterLimits, compiled[a.Id].ParameterLimits);
        }
    }

    [Fact]
    public void The_form_of_another_build_is_not_used()
    {
        Assert.NotNull(CompiledPacks.Read(s_form));
        for (var i = 0; i < BuildStamp.ProgramLength; i++)
        {
            var other = (byte[])s_form.Clone();
            other[2 * sizeof(int) + i] ^= 1;
            Assert.Null(CompiledPacks.Read(other));
        }
    }

    [Fact]
    public void It_says_of_which_texts_it_was_made() => Assert.Equal(BuildStamp.OfPacks(), CompiledPacks.Read(s_form)!.PacksStamp);

    private static List<SourceFile> Files() => [.. ShippedFiles.Packs.SelectMany(ShippedFiles.PolicyFiles)];

    private static PolicySet Read()
    {
        var compiled = CompiledPacks.Read(s_form)!;
        var packs = Files().Select(f => compiled.Pack(f)!).ToList();
        var environment = new RuleCompiler(TenantSchema.V1.RootRecord).Environment;
        var rules = packs.SelectMany(p => p.Rules).Where(r => r.Body is ExpressionBody).Select(r => compiled.Rule(r, environment)!);
        return new PolicySet(packs, [.. rules], []);
    }

    private static IEnumerable<string> Places(RuleDefinition rule)
    {
        yield return Place(rule.IdRange);
        yield return Place(rule.Descriptor.Definition!.Value);
        foreach (var parameter in rule.Parameters)
            yield return Place(parameter.Range);
        if (rule.Body is BuiltinBody builtin)
            yield return Place(builtin.Range);
        if (rule.Body is not ExpressionBody body)
            yield break;
        foreach (var named in body.Each.Concat(body.Variables))
            yield return Place(named.NameRange);
        IEnumerable<ExpressionSource?> sources =
            [.. body.Each.Concat(body.Variables).Select(n => n.Expression), body.When, body.Require, body.At, body.Message.Zh, body.Message.En];
        foreach (var source in sources.OfType<ExpressionSource>())
        {
            for (var i = 0; i <= source.Text.Length; i++)
                yield return Place(source.RangeOf(new TextSpan(i, 0)));
        }
    }

    private static string Place(SourceRange range) => $"{range.File.Path}:{range.Start}-{range.End}";
}
