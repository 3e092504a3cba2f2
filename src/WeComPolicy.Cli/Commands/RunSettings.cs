using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>What a run was asked for, with the origin of each value; what it names is looked up when it is asked for.</summary>
internal sealed record RunSettings
{
    private CodeArguments? _arguments;
    private InputSet? _inputs;
    private Profile? _profile;
    private PolicySet? _policies;
    private WaiverBook? _waivers;
    private IReadOnlyList<Adjustment>? _loosened;

    /// <summary>The project file.</summary>
    public required ProjectOptions Project { get; init; }

    /// <summary>What the command line names to be judged.</summary>
    public required IReadOnlyList<string> NamedPaths { get; init; }

    /// <summary><c>--policy</c>.</summary>
    public required IReadOnlyList<string> NamedPolicies { get; init; }

    /// <summary><c>--profile</c>.</summary>
    public required string? NamedProfile { get; init; }

    public required Setting<Language> Language { get; init; }

    public required Setting<Threshold> FailOn { get; init; }

    public required Setting<bool> AllowUnknown { get; init; }

    public required Setting<DateOnly> AsOf { get; init; }

    /// <summary>How many threads work; no result depends on it.</summary>
    public required int Jobs { get; init; }

    /// <summary>Whether code is really built.</summary>
    public required bool Build { get; init; }

    /// <summary>The world, in the language in force.</summary>
    public required CliContext Context { get; init; }

    /// <summary>Whether there is nothing to judge, and that is no mistake: what is judged was not there yet, or is gone.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>The rules of another run, in the place of those that the settings name; null for their own.</summary>
    public PolicySet? OtherPolicies { get; init; }

    /// <summary>Reads a tenant.</summary>
    public Func<TenantInput, TenantLoad> Load { get; init; } = TenantLoader.Load;

    /// <summary>Tenants and code, told apart.</summary>
    public CodeArguments Arguments => _arguments ??= IsEmpty ? new([], [], []) : CodeArguments.Split(Project.InputNames(NamedPaths, Context), Context.WorkingDirectory);

    /// <summary>The tenants.</summary>
    public InputSet Inputs => _inputs ??= IsEmpty ? new([], []) : Project.Inputs(Arguments, NamedPaths, Context);

    /// <summary>The profile, with the project file's own changes.</summary>
    public Profile Profile => _profile ??= Project.Profile(NamedProfile, Context);

    /// <summary>The rules.</summary>
    public PolicySet Policies => OtherPolicies ?? (_policies ??= Project.Policies(NamedPolicies, Profile, Context));

    /// <summary><c>--waivers</c>.</summary>
    public required IReadOnlyList<string> NamedWaivers { get; init; }

    /// <summary>Whether waivers and ignore comments count.</summary>
    public required bool UseWaivers { get; init; }

    /// <summary>The files of waivers; absolute.</summary>
    public IReadOnlyList<string> WaiverFiles => Project.WaiverFiles(NamedWaivers, Context);

    /// <summary>The waivers.</summary>
    public WaiverBook Waivers => _waivers ??= UseWaivers
        ? WaiverBook.Read(WaiverFiles, Context.WorkingDirectory)
        : WaiverBook.Empty with { IsInForce = false };

    /// <summary><c>--baseline</c>.</summary>
    public required string? NamedBaseline { get; init; }

    /// <summary>The file of the baseline, absolute; null where none is asked for.</summary>
    public string? BaselineFile => NamedBaseline is not null ? Path.GetFullPath(NamedBaseline.Length == 0 ? "." : NamedBaseline, Context.WorkingDirectory)
        : Project.File.Baseline is { } ofProject ? Path.GetFullPath(ofProject.Length == 0 ? "." : ofProject, Project.File.Directory)
        : null;

    /// <summary>What files loosen about the run: what is scanned, the gate and the packs first, then rules.</summary>
    public IReadOnlyList<Adjustment> Loosened => _loosened ??= [.. LoosenedByProject().Select(l => l with { IsLooser = true }), .. Loosenings.OfRules(Policies)];

    private IEnumerable<Adjustment> LoosenedByProject()
    {
        var file = Project.File;
        if (!IsEmpty && Loosenings.OfInputs(file, LeftOut()) is { } inputs)
            yield return inputs;
        if (file.FailOn is { } threshold && threshold == FailOn.Value && !(threshold.Severity <= DefaultFailOn))
            yield return new("fail_on", SeverityWords.Of(DefaultFailOn), threshold.Severity is { } severity ? SeverityWords.Of(severity) : "never", null, file.Places["fail_on"]);
        if (AllowUnknown.Value && file.AllowUnknown == true)
            yield return new("allow_unknown", "false", "true", null, file.Places["allow_unknown"]);
        var packs = Project.PacksOf(NamedPolicies, Profile, Context);
        if (NamedPolicies.Count == 0 && packs.Count > 0 && !packs.Contains(PolicyLoader.DefaultPack, StringComparer.Ordinal) && PacksAt(file) is { } at)
            yield return new("policies", PolicyLoader.DefaultPack, string.Join(", ", packs.Select(DisplayPath.Named)), null, at);
    }

    private IReadOnlyList<string> LeftOut() => Project.FolderOfInputs(NamedPaths, Context) is { } folder
        ? [.. Unscanned.In(folder, Inputs.Tenants.SelectMany(t => t.Files).Select(f => f.FullPath), Arguments.Code).Select(path => DisplayPath.Of(path, Context.WorkingDirectory))]
        : [];

    /// <summary>What is said of files that loosen the run.</summary>
    public IEnumerable<InputDiagnostic> LooseningsTold => Loosenings.Told(
        Loosened, Project.ShownPath(Context), NamedProfile is null && Project.File.Profile is not null ? Project.File.Places["profile"] : null);

    /// <summary>The threshold where nobody names one.</summary>
    public const Severity DefaultFailOn = Severity.High;

    private SourceRange? PacksAt(ProjectFile file) => file.Policies.Count > 0 ? file.Places["policies"] : Profile.PacksAt;

    /// <summary>What decides whether the run passes.</summary>
    public Gate Gate => new(FailOn.Value.Severity, AllowUnknown.Value);

    /// <summary>Every file that the run reads, which no report may replace.</summary>
    public FilesInUse FilesInUse => FilesAt(path => path);

    /// <summary>As <see cref="FilesInUse"/>, of files that stand for others.</summary>
    /// <param name="place">Where the file lies that an absolute path stands for.</param>
    public FilesInUse FilesAt(Func<string, string> place)
    {
        // Loops: each kind of query is a handful of methods more that a small scan has to bind.
        var files = new List<string>();
        foreach (var tenant in Inputs.Tenants)
        {
            foreach (var file in tenant.Files)
                files.Add(place(file.FullPath));
        }

        foreach (var target in Arguments.Code)
            files.Add(place(target.Path));
        foreach (var file in WaiverFiles)
            files.Add(place(file));
        if (BaselineFile is { } baseline)
            files.Add(place(baseline));
        if (Project.Path is { } project)
            files.Add(place(project));
        return new(
            files,
            Project.PolicyPaths(NamedPolicies, Profile, Context).Select(place),
            Arguments.Code.Select(c => c with { Path = place(c.Path) }));
    }
}
