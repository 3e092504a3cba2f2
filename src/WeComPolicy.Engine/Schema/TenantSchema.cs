using System.Text;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies.Compiled;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema;

/// <summary>What came of loading a schema.</summary>
/// <param name="Schema">The schema; null where it has mistakes.</param>
/// <param name="Diagnostics">Every mistake.</param>
public sealed record TenantSchemaResult(TenantSchema? Schema, IReadOnlyList<InputDiagnostic> Diagnostics);

/// <summary>
/// What may stand in a tenant file, what it means, and what its absence means. Made from <c>policies/schema/tenant.yaml</c>, which
/// explains the language it is written in.
/// </summary>
public sealed class TenantSchema
{
    /// <summary>The format name at the top of a schema file.</summary>
    public const string FormatName = "wecom-policy/tenant-schema/v1";

    /// <summary>The key at the top of a tenant file that names its format; it may be left out.</summary>
    public const string HeaderKey = "schema";

    /// <summary>The section that says where the others come from.</summary>
    public const string ProvenanceSection = "provenance";

    private const string ResourceName = "policies/schema/tenant.yaml";

    private static readonly Lazy<TenantSchema> s_v1 = new(() => CompiledPacks.Current?.Schema() ?? LoadEmbedded());

    private readonly Dictionary<string, SchemaType> _types;
    private readonly Lazy<Dictionary<string, string>> _places;

    internal TenantSchema(
        string tenantFormat,
        IReadOnlyList<SchemaEnum> enums,
        IReadOnlyList<SchemaType> types,
        SchemaType root,
        IReadOnlyList<SchemaValueType> valueTypes)
    {
        TenantFormat = tenantFormat;
        Enums = enums;
        Types = types;
        Root = root;
        ValueTypes = valueTypes;
        _types = types.ToDictionary(t => t.Name, StringComparer.Ordinal);
        _places = new Lazy<Dictionary<string, string>>(FindPlaces);
    }

    /// <summary>Version 1, the schema that this build ships. Made when first asked for.</summary>
    public static TenantSchema V1 => s_v1.Value;

    /// <summary>The format name that a tenant file may state under <see cref="HeaderKey"/>.</summary>
    public string TenantFormat { get; }

    /// <summary>All enumerations, in the order of the schema.</summary>
    public IReadOnlyList<SchemaEnum> Enums { get; }

    /// <summary>All record types but the root, in the order of the schema.</summary>
    public IReadOnlyList<SchemaType> Types { get; }

    /// <summary>The tenant as a whole; its fields are the sections.</summary>
    public SchemaType Root { get; }

    /// <summary>The sections, ordered by slot.</summary>
    public IReadOnlyList<SchemaField> Sections => Root.Fields;

    /// <summary>The type of the variable <c>tenant</c> in policies.</summary>
    public RecordType RootRecord => Root.Cel;

    internal IReadOnlyList<SchemaValueType> ValueTypes { get; }

    /// <summary>The record type of that name, or null.</summary>
    public SchemaType? FindType(string name) => _types.GetValueOrDefault(name);

    /// <summary>Makes a schema of a document. Mistakes become diagnostics.</summary>
    public static TenantSchemaResult Load(LocatedDocument document) => new TenantSchemaReader(document).Read();

    /// <summary>
    /// Where a field of that name belongs, such as <c>members[].last_active_on</c>; null where no type has it. Of several places the
    /// one nearest to the top.
    /// </summary>
    public string? PlaceOf(string fieldName) => _places.Value.GetValueOrDefault(fieldName);

    /// <summary>The text of the shipped schema file.</summary>
    public static string V1Text
    {
        get
        {
            using var stream = typeof(TenantSchema).Assembly.GetManifestResourceStream(ResourceName)
                ?? throw new InvalidOperationException($"The resource '{ResourceName}' is not in the assembly.");
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Version 1, made of its file.</summary>
    internal static TenantSchema LoadEmbedded()
    {
        var read = DocumentReader.Read(new SourceFile(ResourceName, V1Text));
        var loaded = read.Success ? Load(read.Document!) : new TenantSchemaResult(null, read.Diagnostics);
        return loaded.Schema ?? throw new InvalidOperationException(
            $"The shipped tenant schema cannot be used: {string.Join("; ", loaded.Diagnostics.Select(d => $"{d.Range?.Start} {d.Message.En}"))}");
    }

    // Breadth first, so that the shortest path wins.
    private Dictionary<string, string> FindPlaces()
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var queue = new Queue<(SchemaType Type, string Path)>();
        queue.Enqueue((Root, ""));
        while (queue.TryDequeue(out var next))
        {
            foreach (var field in next.Type.Fields)
            {
                var path = next.Path.Length == 0 ? field.Name : $"{next.Path}.{field.Name}";
                places.TryAdd(field.Name, path);
                var inner = field.Type.Kind == SchemaValueKind.List ? field.Type.Element! : field.Type;
                if (inner.Record is { } record)
                    queue.Enqueue((record, field.Type.Kind == SchemaValueKind.List ? path + "[]" : path));
            }
        }

        return places;
    }
}
