using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>Reads the key <c>params</c> of a rule, or of what changes one.</summary>
internal static class ParameterReader
{
    /// <summary>The parameters in the order of the file; what is no value is reported.</summary>
    /// <param name="reader">The mapping that may have the key.</param>
    /// <param name="accepts">Whether the name of a node may be used; it reports what is wrong with it.</param>
    public static List<RuleParameter> Read(MappingReader reader, Func<int, bool> accepts)
    {
        var parameters = new List<RuleParameter>();
        var node = reader.Optional("params");
        if (node < 0)
            return parameters;
        var document = reader.Document;
        if (document.Kind(node) != NodeKind.Mapping)
        {
            reader.Report(node, "wrong-type", new Bilingual("“params”应为映射。", "'params' must be a mapping."));
            return parameters;
        }

        foreach (var child in document.Children(node))
        {
            if (!accepts(child))
                continue;
            if (ParameterValue.Of(document, child) is { } value)
                parameters.Add(new RuleParameter(document.Key(child)!, value, document.Range(child)));
            else
                reader.Report(child, "bad-parameter", ParameterValue.Problem);
        }

        return parameters;
    }
}
