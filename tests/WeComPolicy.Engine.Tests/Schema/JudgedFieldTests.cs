using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Tests.Laws;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Tests.Schema;

/// <summary>A fact that somebody writes down is judged, or its description says that it is not.</summary>
public sealed class JudgedFieldTests
{
    // Read by functions of the engine and by the scanner's own rules, which have no expression.
    private static readonly HashSet<string> s_readByEngine = new(StringComparer.Ordinal)
    {
        "Tag.tagid", "Tag.userlist", "Tag.partylist", "Department.parentid", "Department.id",
        "Provenance.source", "Provenance.by", "Provenance.on", "Provenance.complete",
    };

    [Fact]
    public void Each_field_is_judged_or_says_that_it_is_not()
    {
        var read = new HashSet<string>(s_readByEngine, StringComparer.Ordinal);
        foreach (var rule in Shipped.Rules.OfType<ExpressionRule>())
            read.UnionWith(FieldsOf(rule));
        var wrong = TenantSchema.V1.Types.Where(type => type.Name != "Provenance")
            .SelectMany(type => type.Fields.Select(field => (Name: $"{type.Name}.{field.Name}", Field: field)))
            .Where(f => read.Contains(f.Name) == f.Field.IsRecord)
            .Select(f => f.Name + (read.Contains(f.Name) ? " is judged" : " is not judged"))
            .ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_field_reference_and_the_JSON_Schema_say_so()
    {
        var field = TenantSchema.V1.FindType("Corp")!.Fields.First(f => f.IsRecord);
        Assert.Contains("仅作记录", field.FullDescription.Zh, StringComparison.Ordinal);
        var reference = new StringWriter();
        TenantFieldReference.Write(reference, TenantSchema.V1, Language.En);
        Assert.Contains($"{field.Description.En} (for the record: no shipped rule judges by it)", reference.ToString(), StringComparison.Ordinal);
    }

    // By these names WeComLibrary finds who is in a range.
    private static readonly string[] s_ranges = ["whole_corp", "employment", "userids", "members", "users", "user_list", "allow_userinfos", "departments", "department_list", "allow_partys", "tags", "allow_tags"];

    private static IEnumerable<RecordType> Records(CelType type)
    {
        if (type is RecordType record)
            return [record];
        return type.Parameters.SelectMany(Records);
    }

    private static IEnumerable<string> FieldsOf(ExpressionRule rule)
    {
        var open = new Queue<CheckedAst>(RulePart.Of(rule).Select(part => part.Ast));
        var seen = new HashSet<CheckedAst>();
        while (open.TryDequeue(out var ast))
        {
            if (!seen.Add(ast))
                continue;
            foreach (var variable in ast.FreeVariables)
            {
                if (variable.Definition is CheckedAst definition)
                    open.Enqueue(definition);
            }

            foreach (var select in ExprWalker.All(ast.Root).OfType<SelectExpr>())
            {
                var type = ast.TypeOf(select.Operand);
                if (type.Kind == CelTypeKind.Optional)
                    type = type.Parameters[0];
                if (type is RecordType record)
                    yield return $"{record.Name}.{select.Field}";
            }

            foreach (var call in ExprWalker.All(ast.Root).OfType<CallExpr>().Where(c => c.Function is "wecom.isCovered" or "wecom.coveredMembers" or "isCovered" or "coveredMembers"))
            {
                foreach (var record in call.Arguments.SelectMany(argument => Records(ast.TypeOf(argument))))
                {
                    foreach (var name in s_ranges.Where(name => record.Find(name) is not null))
                        yield return $"{record.Name}.{name}";
                }
            }
        }
    }
}
