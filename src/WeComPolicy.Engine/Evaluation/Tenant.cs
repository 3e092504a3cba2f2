using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>A tenant under judgement.</summary>
/// <param name="Id">Its folder or file, as reports show it.</param>
/// <param name="Model">What its files say.</param>
public sealed record Tenant(string Id, TenantModel Model)
{
    /// <summary>The corporation's id where the input states it, else empty: what tells the findings of two tenants apart.</summary>
    public string Identity { get; } = CorpText(Model, "corpid") ?? "";

    /// <summary>The corporation's name where the input states it.</summary>
    public string? Name { get; } = (CorpText(Model, "full_name") ?? CorpText(Model, "short_name")) is { } name ? SecretText.Mask(name) : null;

    /// <summary>Number of nodes of all files: how large the tenant is.</summary>
    public long NodeCount { get; } = Nodes(Model);

    /// <summary>Where the first file begins: the place of what has no better one.</summary>
    public SourceRange Start => new(Model.Files[0].Document.File, default);

    private static long Nodes(TenantModel model)
    {
        var nodes = 0L;
        foreach (var file in model.Files)
            nodes += file.Document.Count;
        return nodes;
    }

    private static string? CorpText(TenantModel model, string field)
    {
        var corp = Field(model.Root, "corp");
        var text = corp.Kind == ValueKind.Record ? Field(corp, field) : default;
        return text.Kind == ValueKind.String ? text.AsString : null;
    }

    private static Value Field(Value record, string name) =>
        record.RecordSource.Type(record.Handle).Find(name) is { } field && record.RecordSource.Has(record.Handle, field)
            ? record.RecordSource.Field(record.Handle, field)
            : default;
}
