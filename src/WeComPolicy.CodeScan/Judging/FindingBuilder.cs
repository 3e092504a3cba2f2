using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.CodeScan.Compilations;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>A finding on its way, before those that mean the same place are numbered.</summary>
/// <param name="Finding">The finding, its fingerprint still empty.</param>
/// <param name="Identity">Path, member and masked code; equal for findings that only their order tells apart.</param>
/// <param name="Lines">The lines on which it, and the statement around it, begin.</param>
internal sealed record RawFinding(Finding Finding, string Identity, IReadOnlyList<int> Lines);

/// <summary>Turns the diagnostics of a project into findings, and notes what must not be quoted.</summary>
internal sealed class FindingBuilder(RuleTable rules, string workingDirectory)
{
    private const string ConfidenceProperty = "confidence";

    // Shorter texts are words that stand everywhere.
    private const int ShortestSecret = 6;
    private const int LongestSecret = 300;
    private const int MaxSecrets = 1000;

    private readonly Dictionary<string, SourceFile> _files = new(StringComparer.Ordinal);
    private readonly List<SourceRange> _secrets = [];

    /// <summary>What no report may quote: what the rules took for secrets, and the same texts wherever else a report may quote them.</summary>
    public IReadOnlyList<SourceRange> Secrets()
    {
        var found = new List<SourceRange>(_secrets);
        var values = _secrets.Select(s => s.File.Text.Substring(s.Span.Start, s.Span.Length))
            .Where(value => value.Length is >= ShortestSecret and <= LongestSecret).Distinct(StringComparer.Ordinal).Take(MaxSecrets).ToList();
        foreach (var file in _files.Values)
        {
            foreach (var value in values)
            {
                for (var at = file.Text.IndexOf(value, StringComparison.Ordinal); at >= 0; at = file.Text.IndexOf(value, at + value.Length, StringComparison.Ordinal))
                    found.Add(new SourceRange(file, new Expressions.TextSpan(at, value.Length)));
            }
        }

        return found;
    }

    /// <summary>The files that findings speak of.</summary>
    public IReadOnlyCollection<SourceFile> Files => _files.Values;

    /// <summary>The file of a path, with its text as the compiler has it.</summary>
    public SourceFile FileOf(string path, Func<string> text)
    {
        if (!_files.TryGetValue(path, out var file))
            _files.Add(path, file = new SourceFile(DisplayPath.Of(path, workingDirectory), text()));
        return file;
    }

    /// <summary>The finding; null for a diagnostic that stands nowhere in the project.</summary>
    public RawFinding? Of(Diagnostic diagnostic, CompiledProject project, ReportDiagnostic? configured)
    {
        if (RangeOf(diagnostic.Location, project) is not { } range)
            return null;
        var rule = Graded(rules.Of(diagnostic.Id), diagnostic, configured);
        var holdsSecret = diagnostic.Id.StartsWith("WCA1", StringComparison.Ordinal);
        var path = PathOf(diagnostic.Location)!;
        var member = "";
        string code;
        var lines = new List<int> { range.Start.Line };
        if (project.TreeOf(diagnostic.Location) is { } tree)
        {
            var node = tree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            member = EnclosingMember.Of(node);
            code = MaskedCode.Of(node, holdsSecret);
            if (node.FirstAncestorOrSelf<SyntaxNode>(n => n is StatementSyntax or MemberDeclarationSyntax) is { } whole)
                lines.Add(tree.GetLineSpan(whole.Span).StartLinePosition.Line + 1);
            if (holdsSecret)
                _secrets.AddRange(MaskedCode.Texts(node).Select(span => new SourceRange(range.File, new Expressions.TextSpan(span.Start, span.Length))));
        }
        else
        {
            code = ConfigurationKey.At(range);
            _secrets.Add(range);
        }

        var relative = Path.GetRelativePath(ProjectFinder.RootOf(project.Project.Folder), path).Replace(Path.DirectorySeparatorChar, '/');
        var named = DisplayPath.Named(relative);
        var subject = member.Length > 0 ? $"{named} {Excerpt.Whole(member)}" : named;
        return new RawFinding(
            new Finding
            {
                Rule = rule,
                Outcome = Verdict.Fail,
                Message = new Bilingual(diagnostic.GetMessage(RuleTable.Chinese), diagnostic.GetMessage(CultureInfo.InvariantCulture)),
                Location = range,
                Place = member,
                Related = [.. diagnostic.AdditionalLocations.Select(l => RangeOf(l, project)).OfType<SourceRange>()
                    .Select(r => new RelatedRange(r, new Bilingual("相关代码", "related code")))],
                Subject = subject,
                Fingerprint = "",
                ValueHash = Fingerprint.OfValue([nameof(Verdict.Fail), code]),
            },
            $"{relative}\n{member}\n{code}",
            lines);
    }

    /// <summary>Numbers findings of the same identity by their order and gives each its fingerprint.</summary>
    public static IEnumerable<(RawFinding Raw, Finding Finding)> Identified(IEnumerable<RawFinding> findings)
    {
        var counts = new Dictionary<(string, string), int>();
        foreach (var raw in findings)
        {
            var (finding, identity, _) = raw;
            var key = (finding.Rule.Id, identity);
            counts[key] = counts.GetValueOrDefault(key) + 1;
            var ordinal = counts[key] == 1 ? "" : "\n" + counts[key].ToString(CultureInfo.InvariantCulture);
            yield return (raw, finding with { Fingerprint = Fingerprint.Of(finding.Rule.Id, "", identity + ordinal) });
        }
    }

    // Proof has the rule's severity, a guess is information; an editor configuration may say otherwise.
    private static RuleDescriptor Graded(RuleDescriptor rule, Diagnostic diagnostic, ReportDiagnostic? configured)
    {
        var isGuess = diagnostic.Properties.TryGetValue(ConfidenceProperty, out var confidence)
            ? confidence != nameof(Confidence.Proof)
            : diagnostic.Severity < DiagnosticSeverity.Warning;
        var severity = configured switch
        {
            ReportDiagnostic.Error => rule.Severity > Severity.High ? rule.Severity : Severity.High,
            ReportDiagnostic.Warn => rule.Severity,
            ReportDiagnostic.Info or ReportDiagnostic.Hidden => Severity.Info,
            _ => isGuess ? Severity.Info : rule.Severity,
        };
        var sure = isGuess ? Engine.Findings.Confidence.Medium : rule.Confidence;
        return severity == rule.Severity && sure == rule.Confidence ? rule : rule with { Severity = severity, Confidence = sure };
    }

    private SourceRange? RangeOf(Location location, CompiledProject project)
    {
        if (PathOf(location) is not { } path)
            return null;
        if (project.TreeOf(location) is { } tree)
            return new SourceRange(FileOf(path, () => tree.GetText().ToString()), new Expressions.TextSpan(location.SourceSpan.Start, location.SourceSpan.Length));
        var text = project.Configuration.FirstOrDefault(c => c.Path == path)?.GetText();
        return text is null ? null : new SourceRange(FileOf(path, text.ToString), new Expressions.TextSpan(location.SourceSpan.Start, location.SourceSpan.Length));
    }

    private static string? PathOf(Location location) => location.Kind switch
    {
        LocationKind.SourceFile => location.SourceTree!.FilePath,
        LocationKind.ExternalFile => location.GetLineSpan().Path,
        _ => null,
    };

    private static class Confidence
    {
        public const string Proof = nameof(Proof);
    }
}
