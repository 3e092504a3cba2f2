using System.Collections.Concurrent;
using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Schema;

/// <summary>What came of merging the files of a tenant.</summary>
/// <param name="Model">The tenant; null where there is nothing to judge.</param>
/// <param name="Diagnostics">Sections that stand twice, or none at all. With them no verdict may rest on the model.</param>
public sealed record TenantMergeResult(TenantModel? Model, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>Whether there is a tenant and nothing is wrong with it.</summary>
    public bool Success => Model is not null && Diagnostics.All(d => d.IsWarning);
}

/// <summary>A tenant: the sections of all its files, as policies see them.</summary>
public sealed class TenantModel
{
    // A section, or an entry of provenance, is in one file at most.
    private readonly SectionPlace[] _sections;
    private readonly SectionPlace[] _provenance;
    private readonly UnknownSet?[] _whyIncomplete;
    private readonly SchemaType _provenanceType;
    private readonly View _always;
    private readonly Lazy<View> _stated;
    // By the number of the day, of which tables are compiled ahead.
    private readonly ConcurrentDictionary<int, View> _views = [];

    private TenantModel(TenantSchema schema, IReadOnlyList<TypedDocument> files, SectionPlace[] sections, SectionPlace[] provenance)
    {
        Schema = schema;
        Files = files;
        _sections = sections;
        _provenance = provenance;
        var provenanceField = schema.Root.Find(TenantSchema.ProvenanceSection)!;
        _provenanceType = provenanceField.Type.Record!;
        _whyIncomplete = new UnknownSet?[sections.Length];
        for (var slot = 0; slot < sections.Length; slot++)
            _whyIncomplete[slot] = FindWhyIncomplete(schema.Sections[slot]);
        _always = new View(this, [.. files.Select(f => new TenantSources(this, f, long.MaxValue))]);
        _stated = new Lazy<View>(() => new View(this, [.. Files.Select(f => new StatedTenantSources(this, f))]));
    }

    /// <summary>The schema.</summary>
    public TenantSchema Schema { get; }

    /// <summary>The files, in the order in which they were given.</summary>
    public IReadOnlyList<TypedDocument> Files { get; }

    /// <summary>The record <c>tenant</c> with every value that its files state.</summary>
    public Value Root => _always.Root;

    /// <summary>
    /// The record <c>tenant</c> as policies see it on a day: a value that can only lie in the past (<see cref="SchemaField.IsPast"/>)
    /// and lies after that day is not known.
    /// </summary>
    public Value RootAsOf(DateOnly day) => ViewOf(day).Root;

    /// <summary>The record <c>tenant</c>, all of whose reads are told to a recorder.</summary>
    /// <param name="recorder">Who is told.</param>
    /// <param name="day">As in <see cref="RootAsOf"/>; null for every value that the files state.</param>
    public Value RootValue(ITenantRecorder recorder, DateOnly? day = null)
    {
        var view = day is { } known ? ViewOf(known) : _always;
        return Value.Record(new RootRecords(this, [.. view.Sources.Select(s => new RecordingTenantSources(this, s, recorder))], recorder), 0);
    }

    /// <summary>
    /// The record <c>tenant</c> as its files write it: lists hold what is written and no more, whatever <c>provenance</c> says. For
    /// telling what was changed in the files, never for a verdict.
    /// </summary>
    internal Value StatedRoot => _stated.Value.Root;

    /// <summary>A record of a file, as <see cref="StatedRoot"/> has it.</summary>
    internal Value StatedRecord(TypedDocument typed, int node, SchemaValueType type) =>
        Array.Find(_stated.Value.Sources, s => ReferenceEquals(s.Typed, typed))!.ValueAt(node, type, 0, false);

    /// <summary>The file and node of a section; null where no file has it. <c>provenance</c> has one place a file: this is the first.</summary>
    public (TypedDocument Typed, int Node)? Find(SchemaField section)
    {
        var place = _sections[section.Slot];
        return place.File < 0 ? null : (Files[place.File], place.Node);
    }

    /// <summary>The file and node of what <c>provenance</c> says of a section; null where it says nothing.</summary>
    public (TypedDocument Typed, int Node)? FindProvenance(SchemaField section)
    {
        if (_provenanceType.Find(section.Name) is not { } entry)
            return null;
        var place = _provenance[entry.Slot];
        return place.File < 0 ? null : (Files[place.File], place.Node);
    }

    /// <summary>Why the lists of a section may hold more than is written; null where provenance says that they are complete.</summary>
    public UnknownSet? WhyIncomplete(SchemaField section) => _whyIncomplete[section.Slot];

    /// <summary>Where a record, list or map of a tenant stands; false for every other value.</summary>
    /// <param name="value">A value that came from a tenant.</param>
    /// <param name="typed">Its file.</param>
    /// <param name="node">Its node.</param>
    public static bool TryLocate(Value value, out TypedDocument typed, out int node) => TenantSources.TryLocate(value, out typed, out node);

    /// <summary>Where an element of a list of a tenant stands; false for every other list.</summary>
    public static bool TryLocateElement(Value list, int index, out TypedDocument typed, out int node)
    {
        if (list.Kind != ValueKind.List || !TryLocate(list, out typed, out node))
        {
            typed = null!;
            node = -1;
            return false;
        }

        node = typed.Document.Children(node)[index];
        return true;
    }

    /// <summary>The same record, list or map seen through another root of the same tenant, such as one with a recorder; other values as they are.</summary>
    public static Value SameIn(Value value, Value root) =>
        TryLocate(value, out var typed, out _) && root.RecordSource is RootRecords records ? records.Same(value, typed) : value;

    /// <summary>
    /// Merges the files of a tenant by section. The same section in two files is a mistake (<c>duplicate-section</c>), and so is none
    /// in all of them (<c>no-sections</c>); <c>provenance</c> merges by the section that an entry speaks of.
    /// </summary>
    /// <param name="files">All checked against the same schema.</param>
    public static TenantMergeResult Merge(IReadOnlyList<TypedDocument> files)
    {
        var diagnostics = new List<InputDiagnostic>();
        var schema = files.Count == 0 ? TenantSchema.V1 : files[0].Schema;
        var provenanceField = schema.Root.Find(TenantSchema.ProvenanceSection)!;
        var provenanceType = provenanceField.Type.Record!;
        var sections = Places(schema.Sections.Count);
        var provenance = Places(provenanceType.Fields.Count);
        var found = false;
        for (var file = 0; file < files.Count; file++)
        {
            var typed = files[file];
            foreach (var section in schema.Sections)
            {
                var node = typed.SectionNode(section);
                if (node < 0)
                    continue;
                if (section != provenanceField)
                {
                    found = true;
                    Place(sections, section, file, node);
                    continue;
                }

                if (sections[section.Slot].File < 0)
                    sections[section.Slot] = new SectionPlace(file, node);
                foreach (var entry in provenanceType.Fields)
                {
                    var entryNode = typed.FieldNode(node, entry);
                    if (entryNode >= 0)
                        Place(provenance, entry, file, entryNode);
                }
            }
        }

        diagnostics.AddRange(UseridSpelling.Check(files));
        if (!found)
        {
            var path = files.Count == 0 ? null : files[0].Document.File.Path;
            diagnostics.Add(InputDiagnostic.About(path, "no-sections",
                new("租户文件里没有任何可检查的部分。", "The tenant's files hold no section to judge."),
                new($"至少写一个部分，例如 {string.Join("、", schema.Sections.Take(4).Select(s => s.Name))}。",
                    $"Write at least one section, such as {string.Join(", ", schema.Sections.Take(4).Select(s => s.Name))}.")));
            return new TenantMergeResult(null, diagnostics);
        }

        return new TenantMergeResult(new TenantModel(schema, files, sections, provenance), diagnostics);

        void Place(SectionPlace[] places, SchemaField field, int file, int node)
        {
            ref var place = ref places[field.Slot];
            if (place.File < 0)
            {
                place = new SectionPlace(file, node);
                return;
            }

            var first = files[place.File].Document.KeyRange(place.Node);
            var line = first.Start.Line.ToString(CultureInfo.InvariantCulture);
            var name = ReferenceEquals(places, sections) ? field.Name : $"{TenantSchema.ProvenanceSection}.{field.Name}";
            diagnostics.Add(InputDiagnostic.At(files[file].Document.KeyRange(node), "duplicate-section",
                new($"“{name}”出现了两次：{first.File.Path} 第 {line} 行已经有了。", $"'{name}' stands twice: {first.File.Path} has it at line {line}."),
                new("同一租户的每个部分只写在一个文件里，请合并或删除其一。", "Each section of a tenant stands in one file; join the two or delete one.")));
        }
    }

    // The sources of a day are shared by all rules, for what is looked up in them is kept there.
    private View ViewOf(DateOnly day) => _views.GetOrAdd(day.DayNumber, static (day, model) => new View(model, [.. model.Files.Select(f => new TenantSources(model, f, DateText.EndOfDay(DateOnly.FromDayNumber(day))))]), this);

    internal UnknownSet? WhyIncomplete(int sectionSlot) => _whyIncomplete[sectionSlot];

    private static SectionPlace[] Places(int count)
    {
        var places = new SectionPlace[count];
        for (var i = 0; i < count; i++)
            places[i] = new SectionPlace(-1, -1);
        return places;
    }

    private UnknownSet? FindWhyIncomplete(SchemaField section)
    {
        if (_provenanceType.Find(section.Name) is not { } entry)
            return null;
        var complete = entry.Type.Record!.Find("complete")!;
        var place = _provenance[entry.Slot];
        if (place.File < 0)
            return UnknownSet.Of(MissingProvenance(entry, complete));
        var typed = Files[place.File];
        var node = typed.FieldNode(place.Node, complete);
        if (node >= 0 && typed.Bits(node) != 0)
            return null;
        return UnknownSet.Of(new MissingFactOrigin(typed, place.Node, entry.Type.Record, complete) { IsStatedIncomplete = node >= 0 });
    }

    private bool IsJson => Files.All(f => DocumentReader.IsJson(f.Document.File));

    // A section that stands in a file but cannot be used is missing from that file.
    private MissingFactOrigin MissingSection(SchemaField section)
    {
        foreach (var typed in Files)
        {
            if (typed.Document.Kind(typed.Document.Root) == NodeKind.Mapping && typed.Document.Child(typed.Document.Root, section.Name) >= 0)
                return new MissingFactOrigin(typed, typed.Document.Root, Schema.Root, section);
        }

        return new MissingFactOrigin(section) { IsForJson = IsJson };
    }

    // The first file that has a `provenance` takes what is missing from it.
    private MissingFactOrigin MissingProvenance(SchemaField entry, params SchemaField[] below)
    {
        var section = Schema.Root.Find(TenantSchema.ProvenanceSection)!;
        var place = _sections[section.Slot];
        return place.File < 0
            ? new MissingFactOrigin(section, [entry, .. below]) { IsForJson = IsJson }
            : new MissingFactOrigin(Files[place.File], place.Node, _provenanceType, entry, below);
    }

    private sealed class View
    {
        public View(TenantModel model, TenantSources[] sources)
        {
            Sources = sources;
            Root = Value.Record(new RootRecords(model, Sources, null), 0);
        }

        public TenantSources[] Sources { get; }

        public Value Root { get; }
    }

    private readonly record struct SectionPlace(int File, int Node);

    // The two records that no single file holds: the tenant (handle 0) and its provenance (handle 1).
    private sealed class RootRecords(TenantModel model, TenantSources[] sources, ITenantRecorder? recorder) : RecordSource
    {
        private const long ProvenanceHandle = 1;

        public override RecordType Type(long handle) => TypeOf(handle).Cel;

        public override Value Field(long handle, RecordField field)
        {
            var schemaField = TypeOf(handle).Fields[field.Slot];
            var place = Read(handle, schemaField);
            if (place.File < 0)
            {
                return Value.Unknown(UnknownSet.Of(handle == ProvenanceHandle ? model.MissingProvenance(schemaField) : model.MissingSection(schemaField)));
            }

            if (schemaField.Type.Record is { } record && ReferenceEquals(record, model._provenanceType))
                return Value.Record(this, ProvenanceHandle);
            var section = handle == ProvenanceHandle ? model.Schema.Root.Find(TenantSchema.ProvenanceSection)!.Slot : schemaField.Slot;
            return sources[place.File].ValueAt(place.Node, schemaField.Type, section, schemaField.IsPartial);
        }

        public override bool Has(long handle, RecordField field) => Read(handle, TypeOf(handle).Fields[field.Slot]).File >= 0;

        public Value Same(Value value, TypedDocument typed) =>
            Array.Find(sources, s => ReferenceEquals(s.Typed, typed)) is { } source ? source.Same(value) : value;

        private SectionPlace Read(long handle, SchemaField field)
        {
            var place = handle == ProvenanceHandle ? model._provenance[field.Slot] : model._sections[field.Slot];
            if (recorder is not null)
            {
                var typed = place.File < 0 ? null : sources[place.File].Typed;
                recorder.FieldRead(typed, typed is null ? -1 : typed.Document.Parent(place.Node), field, place.Node);
            }

            return place;
        }

        private SchemaType TypeOf(long handle) => handle == ProvenanceHandle ? model._provenanceType : model.Schema.Root;
    }
}
