using System.Text.Json;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.PolicyTests.Coverage;
using WeComPolicy.Engine.PolicyTests.Mutation;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Reporting.PolicyTests;

/// <summary>
/// The report of <c>wecom-policy test</c> for programs: <c>cases</c>, <c>gaps</c>, and where asked for <c>coverage</c> and
/// <c>mutation</c>, each with its numbers for each rule.
/// </summary>
public static class TestJson
{
    /// <summary>Writes the report.</summary>
    /// <param name="run">What was found out.</param>
    /// <param name="verbose">Lists the mutants that were killed, too, and by which case.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(TestRun run, bool verbose, Stream output)
    {
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, 1);
        json.WriteBoolean("succeeded"u8, run.Succeeded);
        Cases(json, run);
        if (run.Coverage is { } coverage)
            Coverage(json, coverage);
        if (run.Mutation is { } mutation)
            Mutation(json, mutation, verbose);
        json.WriteEndObject();
        json.Close(output);
    }

    private static void Cases(Utf8JsonWriter json, TestRun run)
    {
        json.WriteStartObject("cases"u8);
        json.WriteNumber("passed"u8, run.Results.Count(r => r.Passed));
        json.WriteNumber("failed"u8, run.Results.Count(r => !r.Passed));
        json.WriteStartArray("failures"u8);
        foreach (var result in run.Results.Where(r => !r.Passed))
        {
            json.WriteStartObject();
            json.WriteString("ruleId"u8, result.Case.RuleId);
            json.WriteString("name"u8, result.Case.Name);
            json.WritePlace(result.Case.Range);
            DiagnosticJson.Write(json, result.Failures);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("gaps"u8);
        foreach (var gap in run.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("ruleId"u8, gap.Rule.Descriptor.Id);
            json.WriteStrings("lacking"u8, [.. gap.Lacking.Select(VerdictWords.Of)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Coverage(Utf8JsonWriter json, CoverageReport coverage)
    {
        json.WriteStartObject("coverage"u8);
        json.WriteNumber("conditions"u8, coverage.Rules.Sum(r => r.Conditions.Count));
        json.WriteNumber("covered"u8, coverage.Rules.Sum(r => r.Covered));
        json.WriteStartArray("rules"u8);
        foreach (var rule in coverage.Rules)
        {
            json.WriteStartObject();
            json.WriteString("ruleId"u8, rule.Rule.Descriptor.Id);
            json.WriteNumber("conditions"u8, rule.Conditions.Count);
            json.WriteNumber("covered"u8, rule.Covered);
            json.WriteStartArray("uncovered"u8);
            foreach (var condition in rule.Conditions.Where(c => !c.IsCovered))
            {
                json.WriteStartObject();
                json.WriteString("part"u8, condition.Part);
                json.WriteString("text"u8, condition.Text);
                json.WriteBoolean("seenTrue"u8, condition.SeenTrue);
                json.WriteBoolean("seenFalse"u8, condition.SeenFalse);
                json.WritePlace(condition.Range);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.FlushIfFull();
        }

        json.WriteEndArray();
        json.WriteNumber("fields"u8, coverage.Fields);
        json.WriteStartArray("unreadFields"u8);
        foreach (var field in coverage.Unread)
        {
            json.WriteStartObject();
            json.WriteString("record"u8, field.Type);
            json.WriteString("field"u8, field.Name);
            json.WriteBoth("description"u8, field.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Mutation(Utf8JsonWriter json, MutationReport mutation, bool verbose)
    {
        json.WriteStartObject("mutation"u8);
        Numbers(json, mutation.Rules);
        json.WriteStartArray("rules"u8);
        foreach (var rule in mutation.Rules)
        {
            json.WriteStartObject();
            json.WriteString("ruleId"u8, rule.Rule.Descriptor.Id);
            Numbers(json, [rule]);
            Mutants(json, "survivors"u8, rule, MutantStatus.Survived);
            Mutants(json, "equivalents"u8, rule, MutantStatus.Equivalent);
            if (verbose)
                Mutants(json, "kills"u8, rule, MutantStatus.Killed);
            json.WriteEndObject();
            json.FlushIfFull();
        }

        json.WriteEndArray();
        json.WriteStartObject("stale"u8);
        DiagnosticJson.Write(json, mutation.Stale);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Numbers(Utf8JsonWriter json, IReadOnlyList<MutatedRule> rules)
    {
        json.WriteNumber("mutants"u8, rules.Sum(r => r.Mutants.Count));
        json.WriteNumber("killed"u8, rules.Sum(r => r.Count(MutantStatus.Killed)));
        json.WriteNumber("equivalent"u8, rules.Sum(r => r.Count(MutantStatus.Equivalent)));
        json.WriteNumber("survived"u8, rules.Sum(r => r.Count(MutantStatus.Survived)));
    }

    private static void Mutants(Utf8JsonWriter json, ReadOnlySpan<byte> name, MutatedRule rule, MutantStatus status)
    {
        json.WriteStartArray(name);
        foreach (var judged in rule.Mutants.Where(m => m.Status == status))
        {
            json.WriteStartObject();
            json.WriteString("mutant"u8, judged.Mutant.Text);
            json.WriteString("part"u8, judged.Mutant.Part);
            json.WriteString("from"u8, judged.Mutant.From);
            json.WriteString("to"u8, judged.Mutant.To);
            if (judged.KilledBy is { } killer)
                json.WriteString("killedBy"u8, killer);
            if (judged.Suggestion is { } edit)
            {
                json.WriteStartObject("suggestion"u8);
                json.WriteString("case"u8, edit.CaseName);
                json.WriteString("path"u8, edit.Path);
                json.WriteString("value"u8, edit.Value);
                json.WriteString("expect"u8, VerdictWords.Of(edit.Expected));
                json.WriteEndObject();
            }

            if (judged.Equivalent is { } equivalent)
                json.WriteBoth("reason"u8, equivalent.Reason);
            json.WritePlace(judged.Mutant.Range);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
