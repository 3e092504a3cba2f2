using System.Collections.Concurrent;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Schema.Compiled;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Compiled;

namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>
/// The tenant schema and the shipped packs as they were read and checked when the program was built. It is used only by the build that it was made for;
/// without one the packs are read from their files, and everything is the same but slower.
/// </summary>
public sealed class CompiledPacks
{
    private static Lazy<CompiledPacks?>? s_current;

    private readonly Dictionary<string, CompiledReader> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CompiledReader> _rules = new(StringComparer.Ordinal);
    private readonly CompiledReader _schema;
    private readonly CompiledReader _tables;
    private ExpressionReader? _expressions;

    private CompiledPacks(CompiledReader from)
    {
        PacksStamp = from.ReadBytes(BuildStamp.PacksLength).ToArray();
        _schema = from.Part();
        _tables = from.Here();
        ExpressionReader.Skip(from);
        var count = from.ReadCount();
        var files = from.Part();
        for (var i = 0; i < count; i++)
            _files.Add(files.ReadText(), files.Part());
    }

    /// <summary>The form that is in use; null for none.</summary>
    public static CompiledPacks? Current => Volatile.Read(ref s_current)?.Value;

    /// <summary>The <see cref="BuildStamp.OfPacks"/> of the packs that it was made of.</summary>
    public IReadOnlyList<byte> PacksStamp { get; }

    /// <summary>Offers a form that the program carries; it is opened when packs are loaded first.</summary>
    /// <param name="open">Gives the form; null where there is none.</param>
    public static void Offer(Func<Stream?> open) => Interlocked.CompareExchange(ref s_current, new Lazy<CompiledPacks?>(() => Read(open)), null);

    private static CompiledPacks? Read(Func<Stream?> open)
    {
        var stream = open();
        if (stream is null)
            return null;
        // So the runtime hands out what an assembly carries; it is read where it lies, for as long as the program runs.
        if (stream is UnmanagedMemoryStream carried)
            return Read(new CompiledReader(carried));
        using (stream)
        {
            var form = new byte[stream.Length];
            stream.ReadExactly(form);
            return Read(form);
        }
    }

    /// <summary>A form; null where another build made it.</summary>
    public static CompiledPacks? Read(ReadOnlySpan<byte> form) => Read(new CompiledReader(form));

    private static CompiledPacks? Read(CompiledReader from)
    {
        if (!from.ReadBytes(BuildStamp.ProgramLength).SequenceEqual(BuildStamp.OfProgram()))
            return null;
        return new CompiledPacks(from);
    }

    /// <summary>The tenant schema, made anew at each call.</summary>
    internal TenantSchema Schema() => CompiledSchemaReader.Read(_schema.Here());

    /// <summary>What a shipped file holds; null where the form does not have it.</summary>
    internal PackDefinition? Pack(SourceFile file)
    {
        if (!_files.TryGetValue(file.Path, out var place))
            return null;
        var from = place.Here();
        var (name, area) = (from.ReadText(), from.ReadText());
        var rules = new RuleDefinition[from.ReadCount()];
        var reader = new DefinitionReader(from, file, name, area);
        for (var i = 0; i < rules.Length; i++)
        {
            rules[i] = reader.Read();
            var expressions = from.Part();
            if (rules[i].Body is ExpressionBody)
                _rules.TryAdd(rules[i].Descriptor.Id, expressions);
        }

        return new PackDefinition(name, area, file, rules);
    }

    /// <summary>A rule that <see cref="Pack"/> gave, ready to judge; nothing that its expressions depend on may have been changed.</summary>
    /// <param name="definition">The rule, decided by expressions.</param>
    /// <param name="environment">What all rules can use.</param>
    /// <returns>Null where <see cref="Pack"/> did not give it.</returns>
    internal ExpressionRule? Rule(RuleDefinition definition, CelEnvironment environment)
    {
        if (!_rules.TryGetValue(definition.Descriptor.Id, out var place))
            return null;
        // Two threads may both read the tables; either will do.
        var expressions = Volatile.Read(ref _expressions);
        if (expressions is null)
            Volatile.Write(ref _expressions, expressions = new ExpressionReader(_tables.Here(), TenantTypes.Of(TenantSchema.V1), environment));
        return CheckedRuleReader.Read(expressions, place.Here(), definition, environment);
    }
}
