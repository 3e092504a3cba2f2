using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Fleet;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Reporting.Shards;

/// <summary>Reads the result of a shard, <c>scan --shard I/N --format json</c>, back into what the scan knew.</summary>
public sealed class ResultReader
{
    private readonly Dictionary<string, JsonElement> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleDescriptor> _rules = new(StringComparer.Ordinal);
    private SourceBook _sources = null!;
    private IReadOnlyList<IgnoreComment> _comments = [];

    private ResultReader()
    {
    }

    /// <summary>Reads a file; what is wrong with it is told with its place.</summary>
    /// <param name="path">The file; absolute.</param>
    /// <param name="displayPath">As messages show it.</param>
    public static (ShardResult? Result, InputDiagnostic? Problem) Read(string path, string displayPath)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException)
        {
            return (null, InputDiagnostic.About(
                displayPath,
                "cannot-read",
                new("无法读取这个结果文件。", "This result cannot be read."),
                new("请检查路径和权限；超过 2 GB 的结果请多分几个分片。", "Check the path and the permissions; divide the fleet into more shards where a result is larger than 2 GB.")));
        }

        return Read(bytes, displayPath);
    }

    /// <summary>Reads the bytes of a file.</summary>
    public static (ShardResult? Result, InputDiagnostic? Problem) Read(byte[] bytes, string displayPath)
    {
        var reader = new ResultReader();
        try
        {
            reader.ReadParts(bytes);
            if (!reader._parts.ContainsKey("shard"))
            {
                return (null, InputDiagnostic.About(
                    displayPath,
                    "no-shard",
                    new("这不是分片的扫描结果，无法合并。", "This is no result of a shard and cannot be merged."),
                    new("请合并由 scan --shard I/N --format json 写出的文件。", "Merge files that scan --shard I/N --format json has written.")));
            }

            return (reader.Build(displayPath), null);
        }
        catch (JsonException e)
        {
            var line = (int)Math.Min(int.MaxValue - 1, e.LineNumber ?? 0) + 1;
            var column = (int)Math.Min(int.MaxValue - 1, e.BytePositionInLine ?? 0) + 1;
            return (null, Damaged(string.Create(CultureInfo.InvariantCulture, $"{displayPath}:{line}:{column}"), new("不是完整的 JSON", "it is no whole JSON")));
        }
        catch (ResultFormatException e)
        {
            return (null, Damaged(displayPath, new($"“{Excerpt.Of(e.Message)}”缺失或不合格式", $"'{Excerpt.Of(e.Message)}' is missing or not as a scan writes it")));
        }
        catch (InvalidOperationException)
        {
            // A value of another kind than a scan writes.
            return (null, Damaged(displayPath, new("有的值类型不对", "a value has another type than a scan writes")));
        }
    }

    private static InputDiagnostic Damaged(string place, Bilingual why) => InputDiagnostic.About(
        place,
        "damaged-result",
        new($"结果文件不完整或被改动过：{why.Zh}。", $"The result is not whole or has been changed: {why.En}."),
        new("请重新运行这个分片，并检查文件是否写完整、是否由同一版本写出。", "Run the shard again; check that the file was written whole and by this version."));

    // The parts of a result one by one: of a large one, no more than the largest list is in memory as JSON.
    private void ReadParts(byte[] bytes)
    {
        var span = bytes.AsSpan();
        if (span.StartsWith("\uFEFF"u8))
            span = span[3..];
        var json = new Utf8JsonReader(span, new JsonReaderOptions { MaxDepth = 64 });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new ResultFormatException("schemaVersion");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (!_parts.TryAdd(name, JsonElement.ParseValue(ref json)))
                throw new ResultFormatException(name);
        }

        // What follows the object is refused by the reader.
        while (json.Read())
        {
        }
    }

    private JsonElement Part(string name) => _parts.TryGetValue(name, out var part) ? part : throw new ResultFormatException(name);

    private IEnumerable<JsonElement> List(string name) =>
        Part(name) is { ValueKind: JsonValueKind.Array } part ? part.EnumerateArray() : throw new ResultFormatException(name);

    private ShardResult Build(string displayPath)
    {
        if (Part("schemaVersion").GetString() != JsonReport.SchemaVersion)
            throw new ResultFormatException("schemaVersion");
        var shard = Part("shard");
        _sources = new SourceBook(shard);
        _comments = [.. shard.List("comments").Select(Comment)];
        foreach (var rule in List("rules").Select(RuleReader.Rule))
            _rules[rule.Id] = rule;
        var waiverRules = RuleReader.WaiverRules(shard.List("waiverRules"));

        // What the waivers and the baseline came to in this shard is taken back: it is decided for the fleet as a whole.
        var ofWaivers = waiverRules.Select(r => r.Descriptor.Id).ToHashSet(StringComparer.Ordinal);
        var diagnostics = List("diagnostics").Select(Diagnostic).ToList();
        var runDiagnostics = shard.Number("runDiagnostics");
        var book = diagnostics.Skip(runDiagnostics).Where(d => d.Tenant is null).ToList();
        var summary = Part("summary");
        var gate = summary.Get("gate");
        var read = new ScanResult
        {
            ToolVersion = Part("tool").Text("version"),
            AsOf = DateOnly.ParseExact(Part("asOf").GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture),
            ProjectFile = _parts.TryGetValue("projectFile", out var project) ? project.GetString() : null,
            Profile = Part("profile").GetString() ?? "",
            Tenants = [.. List("tenants").Select(Tenant)],
            NotJudged = [.. List("notJudged").Select(Tenant)],
            Skipped = [.. List("skipped").Select(s => new SkippedFile(s.Text("path"), s.Both("whys")))],
            Rules = [.. _rules.Values],
            Disabled = [.. List("disabled").Zip(shard.List("disabledRules"), Disabled)],
            Loosened = [.. List("loosened").Select(RuleReader.Adjustment)],
            Outcomes = [.. List("outcomes").Select(Outcome)],
            Findings = [.. List("findings").Select(Finding)],
            Diagnostics = diagnostics,
            IgnoreComments = _comments,
            Secrets = [.. shard.List("secrets").Select(_sources.Place)],
            Gate = new Gate(gate.Word("failOn", Threshold.Words).Severity, gate.Flag("allowUnknown")),
            Shard = new Shard
            {
                Index = shard.Number("index"),
                Count = shard.Number("count"),
                AllTenants = shard.Number("tenants"),
                Settings = [.. shard.Properties("settings").Select(s => KeyValuePair.Create(s.Name, s.Value.GetString() ?? ""))],
                RunDiagnostics = runDiagnostics,
                WaiverRules = waiverRules,
                OtherRules = [.. shard.List("otherRules").Select(RuleReader.Rule)],
                Waivers = Waivers(shard.Get("waivers")) with { Diagnostics = shard.Find("baseline") is null ? book : [] },
                Baseline = shard.Find("baseline") is { } baseline ? BaselineOf(baseline, book) : null,
            },
        };

        // A file from which something was cut out is whole JSON all the same.
        var counted = ResultSummary.Of(read);
        if (counted.Findings != summary.Number("findings") || counted.Checks != summary.Number("checks") || counted.InputErrors != summary.Number("inputErrors"))
            throw new ResultFormatException("summary");
        CheckFindings(read);
        CheckSettings(read, Part("lang").GetString());
        if (read.Shard.Index < 1 || read.Shard.Index > read.Shard.Count || read.Shard.Count > ShardChoice.MostShards)
            throw new ResultFormatException("shard");
        var raw = read with
        {
            Rules = [.. read.Rules.Where(r => !ofWaivers.Contains(r.Id))],
            Outcomes = [.. read.Outcomes.Where(o => !ofWaivers.Contains(o.Rule.Id))],
            Findings = [.. read.Findings.Where(f => !ofWaivers.Contains(f.Rule.Id)).Select(f => f with { Waiver = null, BaselineState = BaselineState.None })],
            Diagnostics = [.. diagnostics.Where((d, i) => i < runDiagnostics || d.Tenant is not null)],
        };
        return new ShardResult(displayPath, raw, Part("lang").GetString() == "en" ? Language.En : Language.Zh);
    }

    // What passed is no finding, and each verdict that is one stands in the list: a finding that was turned into a pass is missed.
    private static void CheckFindings(ScanResult read)
    {
        var found = read.Findings.CountBy(f => (f.Rule.Id, f.Tenant, f.Outcome)).ToDictionary();
        foreach (var outcome in read.Outcomes)
        {
            foreach (var (verdict, count) in (ReadOnlySpan<(Verdict, int)>)[(Verdict.Fail, outcome.Failed), (Verdict.Unknown, outcome.Unknown), (Verdict.Error, outcome.Errors)])
            {
                found.Remove((outcome.Rule.Id, outcome.Tenant, verdict), out var there);
                if (there != count)
                    throw new ResultFormatException("outcomes");
            }
        }

        if (found.Count > 0)
            throw new ResultFormatException("findings");
    }

    // The shards are compared by their settings: these are the ones by which it was judged.
    private static void CheckSettings(ScanResult read, string? lang)
    {
        var settings = read.Shard!.Settings.ToDictionary(StringComparer.Ordinal);
        Check("as-of", read.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Check("fail-on", read.Gate.FailOn is { } threshold ? SeverityWords.Of(threshold) : "never");
        Check("allow-unknown", read.Gate.AllowUnknown ? "true" : "false");
        Check("profile", read.Profile);
        Check("lang", lang ?? "");

        void Check(string name, string value)
        {
            if (settings.GetValueOrDefault(name) != value)
                throw new ResultFormatException($"settings.{name}");
        }
    }

    private static ScannedTenant Tenant(JsonElement tenant) =>
        new(tenant.Text("id"), tenant.TextOrNull("name"), tenant.Texts("files")) { Identity = tenant.Text("corpid") };

    private static DisabledRule Disabled(JsonElement disabled, JsonElement rule) =>
        new(RuleReader.Rule(rule), disabled.Both("reason"), SourceBook.Unquoted(disabled.Get("by")));

    private RuleDescriptor Rule(JsonElement element) => _rules.TryGetValue(element.Text("ruleId"), out var rule) ? rule : throw new ResultFormatException("ruleId");

    private RuleOutcome Outcome(JsonElement outcome) => new()
    {
        Rule = Rule(outcome),
        Tenant = outcome.Text("tenant"),
        Passed = outcome.Number("pass"),
        Failed = outcome.Number("fail"),
        Unknown = outcome.Number("unknown"),
        NotApplicable = outcome.Number("notApplicable"),
        Errors = outcome.Number("error"),
        Reason = outcome.BothOrNull("reasons"),
    };

    private Finding Finding(JsonElement finding)
    {
        var locations = finding.List("locations").ToList();
        var isPlaced = locations.Count > 0 && locations[0].Text("role") == "primary";
        return new Finding
        {
            Rule = Rule(finding),
            Outcome = finding.Verdict("outcome"),
            Message = finding.Both("messages"),
            Location = isPlaced ? _sources.Place(locations[0]) : null,
            Place = finding.Text("place"),
            Related = [.. locations.Skip(isPlaced ? 1 : 0).Select(l => new RelatedRange(_sources.Place(l), l.Both("notes")))],
            Tenant = finding.Text("tenant"),
            Subject = finding.Text("subject"),
            Fingerprint = finding.Text("fingerprint"),
            ValueHash = finding.Text("valueHash"),
            Missing = [.. finding.List("missing").Select(Missing)],
            Ignores = [.. finding.List("ignores").Select(i => _comments[i.GetInt32() is >= 0 and var index && index < _comments.Count ? index : throw new ResultFormatException("ignores")])],
            // Who has accepted it is of no account here: only that somebody has, for the counts.
            Waiver = finding.Find("waiver") is null ? null : new AppliedWaiver("", "", default),
        };
    }

    private MissingFact Missing(JsonElement missing) => new(
        missing.Text("path"), _sources.PlaceOrNull(missing, "parent"), missing.Text("insert"), missing.Both("meanings"))
    {
        WhenNone = missing.TextOrNull("whenNone"),
        Style = Enum.TryParse<InsertionStyle>(missing.Text("style"), ignoreCase: true, out var style) ? style : throw new ResultFormatException("style"),
        Column = missing.Number("column"),
    };

    private InputDiagnostic Diagnostic(JsonElement diagnostic) => new(
        diagnostic.Text("code"), diagnostic.Both("messages"), diagnostic.BothOrNull("helps"), diagnostic.TextOrNull("path"), _sources.PlaceOrNull(diagnostic, "location"))
    {
        Tenant = diagnostic.TextOrNull("tenant"),
        IsWarning = diagnostic.Text("level") == "warning",
    };

    private IgnoreComment Comment(JsonElement comment) => new()
    {
        Range = _sources.Place(comment.Get("place")),
        Line = comment.Number("line"),
        Rules = comment.Texts("rules"),
        Reason = comment.Text("reason"),
        Owner = comment.Text("owner"),
        Approver = comment.Text("approver"),
        Ticket = comment.Text("ticket"),
        Until = comment.DayOrNull("until"),
        BadDate = comment.TextOrNull("badDate"),
        IsMisspelt = comment.Flag("misspelt"),
        UnknownKey = comment.TextOrNull("unknownKey"),
    };

    private WaiverBook Waivers(JsonElement book) => new([.. book.List("entries").Select(Waiver)], book.Texts("files"), [])
    {
        IsInForce = book.Flag("inForce"),
    };

    private Waiver Waiver(JsonElement waiver) => new()
    {
        Rule = waiver.Text("rule"),
        Tenant = waiver.TextOrNull("tenant"),
        Subject = waiver.TextOrNull("subject"),
        Value = waiver.Text("value"),
        Reason = waiver.Text("reason"),
        Owner = waiver.Text("owner"),
        Approver = waiver.Text("approver"),
        Ticket = waiver.Text("ticket"),
        Created = waiver.DayOrNull("created"),
        Expires = waiver.Day("expires"),
        Range = _sources.Place(waiver.Get("place")),
        Places = waiver.Properties("places").ToDictionary(p => p.Name, p => _sources.Place(p.Value), StringComparer.Ordinal),
    };

    private static Baseline BaselineOf(JsonElement baseline, IReadOnlyList<InputDiagnostic> diagnostics) => new(
        baseline.Text("path"),
        [.. baseline.List("entries").Select(e => new BaselineEntry(
            e.Text("fingerprint"), e.Text("ruleId"), e.Text("tenant"), e.Text("subject"), e.Verdict("outcome"), e.Severity("severity"), SourceBook.Unquoted(e.Get("place"))))],
        diagnostics);
}
