using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>An explanation for people.</summary>
public static class ExplanationText
{
    /// <summary>The expressions of a rule as its file writes them.</summary>
    public static void WriteExpressions(ExpressionRule rule, Language language, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(new Bilingual("表达式", "Expressions").In(language));
        foreach (var variable in rule.Body.Variables)
            WriteExpression(variable.Name, variable.Expression, output);
        foreach (var level in rule.Body.Each)
            WriteExpression($"each.{level.Name}", level.Expression, output);
        if (rule.Body.When is { } when)
            WriteExpression("when", when, output);
        WriteExpression("require", rule.Body.Require, output);
    }

    /// <summary>How the rule came to its verdicts.</summary>
    public static void Write(Explanation explanation, Language language, TextWriter output)
    {
        var outcome = explanation.Outcome;
        output.WriteLine();
        output.WriteLine(new Bilingual(
            $"租户 {VisibleText.Line(outcome.Tenant)}：{Terms.Name(outcome.Verdict).Zh}（{Counts(outcome, Language.Zh)}）",
            $"Tenant {VisibleText.Line(outcome.Tenant)}: {Terms.Name(outcome.Verdict).En} ({Counts(outcome, Language.En)})").In(language));
        foreach (var subject in explanation.Subjects)
        {
            output.WriteLine();
            var place = subject.Place is { } range ? $"    {At(range)}" : "";
            output.WriteLine($"  {VisibleText.Line(subject.Subject)} → {Terms.Name(subject.Verdict).In(language)}{place}");
            foreach (var expression in subject.Expressions)
                Write(expression, language, output);
        }

        var left = outcome.Passed + outcome.Failed + outcome.Unknown + outcome.NotApplicable + outcome.Errors - explanation.Subjects.Count;
        if (left > 0)
        {
            output.WriteLine();
            output.WriteLine(new Bilingual(
                $"  另有 {left} 个对象未逐步列出；--all 列出全部。",
                $"  {left} more subjects are not listed; --all lists every one.").In(language));
        }
    }

    /// <summary>Which of the rule's findings waivers cover, and what is wrong with waivers for it.</summary>
    /// <param name="result">The rule's findings and the findings about its waivers.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="language">The language.</param>
    /// <param name="output">Where it goes.</param>
    public static void WriteWaivers(ScanResult result, RuleDescriptor rule, Language language, TextWriter output)
    {
        var accepted = result.Findings.Where(f => f.Rule.Id == rule.Id && f.Waiver is not null).ToList();
        var problems = result.Findings.Where(f => f.Rule.Id != rule.Id).ToList();
        if (accepted.Count + problems.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine(new Bilingual("豁免", "Waivers").In(language));
        foreach (var finding in accepted)
        {
            var waiver = finding.Waiver!;
            var terms = AcceptedBy.Text(waiver);
            var text = new Bilingual($"已接受：{waiver.Reason}{terms.Zh}", $"accepted: {waiver.Reason}{terms.En}");
            output.WriteLine($"  {VisibleText.Line(finding.Subject)}  {VisibleText.Line(text.In(language))}{(waiver.Source is { } source ? $"    {At(source)}" : "")}");
        }

        foreach (var problem in problems)
            output.WriteLine($"  {problem.Rule.Id}  {VisibleText.Line(problem.Message.In(language))}{(problem.Location is { } place ? $"    {At(place)}" : "")}");
    }

    private static void WriteExpression(string name, ExpressionSource source, TextWriter output)
    {
        var range = source.RangeOf(new TextSpan(0, source.Text.Length));
        output.WriteLine($"  {name}: {VisibleText.Line(source.Text.ReplaceLineEndings(" ").Trim())}");
        output.WriteLine($"    {At(range)}");
    }

    private static void Write(ExplainedExpression expression, Language language, TextWriter output)
    {
        output.WriteLine($"    {expression.Name}  {At(expression.Range)}");
        var iteration = -1;
        foreach (var step in expression.Steps)
        {
            if (step.Iteration >= 0 && step.Iteration != iteration)
                output.WriteLine($"{Indent(step.Depth)}#{(step.Iteration + 1).ToString(CultureInfo.InvariantCulture)}");
            iteration = step.Iteration;
            // The whole tenant and all parameters are where everything begins; their parts are what was read.
            if (step.Text is "tenant" or "params")
                continue;
            var place = step.Place is { } range ? $"    {At(range)}" : "";
            output.WriteLine($"{Indent(step.Depth)}{VisibleText.Line(step.Text.ReplaceLineEndings(" "))} = {VisibleText.Line(step.Value.In(language))}{place}");
        }

        if (expression.Omitted > 0)
            output.WriteLine(Indent(0) + new Bilingual($"… 另有 {expression.Omitted} 步", $"… {expression.Omitted} more steps").In(language));
    }

    private static string Indent(int depth) => new(' ', 6 + (2 * Math.Min(depth, 12)));

    private static string At(SourceRange range) =>
        string.Create(CultureInfo.InvariantCulture, $"({VisibleText.Line(range.File.Path)}:{range.Start.Line}:{range.Start.Column})");

    private static string Counts(RuleOutcome outcome, Language language)
    {
        (int Count, Verdict Verdict)[] counts =
        [
            (outcome.Passed, Verdict.Pass), (outcome.Failed, Verdict.Fail), (outcome.Unknown, Verdict.Unknown),
            (outcome.NotApplicable, Verdict.NotApplicable), (outcome.Errors, Verdict.Error),
        ];
        return string.Join(
            language == Language.Zh ? "，" : ", ",
            counts.Where(c => c.Count > 0).Select(c => $"{Terms.Name(c.Verdict).In(language)} {c.Count.ToString(CultureInfo.InvariantCulture)}"));
    }
}
