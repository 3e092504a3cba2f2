using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Tests;

public class SnapshotTests
{
    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void Text_of_everything(Language language) =>
        Snapshot.Match($"everything.{language}", "txt", Samples.Write(Samples.Everything(), "text", new ReportOptions { Language = language }));

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void Text_verbose(Language language) => Snapshot.Match(
        $"verbose.{language}",
        "txt",
        Samples.Write(
            Samples.Clean(), "text", new ReportOptions { Language = language, Verbosity = Verbosity.Verbose, Width = 60 }));

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void Text_quiet(Language language) => Snapshot.Match(
        $"quiet.{language}",
        "txt",
        Samples.Write(Samples.Everything(), "text", new ReportOptions { Language = language, Verbosity = Verbosity.Quiet }));

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void Text_of_unusable_inputs(Language language) =>
        Snapshot.Match($"unusable.{language}", "txt", Samples.Write(Samples.Unusable(), "text", new ReportOptions { Language = language }));

    [Fact]
    public void Text_in_colour() => Snapshot.Match(
        "colour", "txt", Samples.Write(Samples.Everything(), "text", new ReportOptions { Language = Language.En, Color = true }));

    [Fact]
    public void Text_of_many_findings_of_one_rule() => Snapshot.Match(
        "many", "txt", Samples.Write(Samples.Many(1234), "text", new ReportOptions { Language = Language.En, MaxPerRule = 2 }));

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void Json(Language language) =>
        Snapshot.Match($"everything.{language}", "json", Samples.Write(Samples.Everything(), "json", new ReportOptions { Language = language }));

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void Sarif(Language language) =>
        Snapshot.Match($"everything.{language}", "sarif", Samples.Write(Samples.Everything(), "sarif", new ReportOptions { Language = language }));

    [Fact]
    public void Json_of_unusable_inputs() => Snapshot.Match("unusable", "json", Samples.Write(Samples.Unusable(), "json"));

    [Fact]
    public void Sarif_of_unusable_inputs() => Snapshot.Match("unusable", "sarif", Samples.Write(Samples.Unusable(), "sarif"));
}
