using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>A tenant as far as it could be read.</summary>
/// <param name="Tenant">The tenant; null where no file of it could be used.</param>
/// <param name="Files">Its files, as reports show them.</param>
/// <param name="Diagnostics">What is wrong with its files.</param>
public sealed record TenantLoad(Tenant? Tenant, IReadOnlyList<string> Files, IReadOnlyList<InputDiagnostic> Diagnostics);

/// <summary>Reads the files of a tenant, checks them against the schema and merges them.</summary>
public static class TenantLoader
{
    /// <summary>The tenant of an input.</summary>
    public static TenantLoad Load(TenantInput input)
    {
        var diagnostics = new List<InputDiagnostic>();
        var documents = new List<TypedDocument>();
        if (input.Files.Count == 0)
            diagnostics.Add(WithoutFiles(input));
        foreach (var file in input.Files)
        {
            var (source, problem) = SourceFileReader.Read(file.FullPath, file.DisplayPath, DocumentLimits.Default);
            if (source is null)
            {
                diagnostics.Add(problem!);
                continue;
            }

            var read = DocumentReader.Read(source);
            diagnostics.AddRange(read.Diagnostics);
            if (read.Document is not { } document)
                continue;
            var check = TenantChecker.Check(document, TenantSchema.V1);
            diagnostics.AddRange(check.Diagnostics);
            if (check.Diagnostics.Count == 0 && StatesNothing(document))
                diagnostics.Add(NothingStated(document));
            documents.Add(check.Typed);
        }

        var files = input.Files.Select(f => f.DisplayPath).ToList();
        if (documents.Count == 0)
            return new TenantLoad(null, files, diagnostics);
        var merged = TenantModel.Merge(documents);
        return new TenantLoad(merged.Model is { } model ? new Tenant(input.Id, model) : null, files, [.. diagnostics, .. merged.Diagnostics]);
    }

    private static InputDiagnostic WithoutFiles(TenantInput input) => InputDiagnostic.About(
        input.Id,
        "tenant-without-files",
        new("这个租户的文件夹里没有租户文件，无法判定。", "The folder of this tenant holds no tenant file, so that nothing can be judged."),
        new("租户文件的扩展名是 .yaml、.yml 或 .json；请检查导出是否成功，不是租户的文件夹请移走。",
            "Tenant files end in .yaml, .yml or .json; check whether the export went well, and move away what is no tenant."));

    // `{}`, or a header alone.
    private static bool StatesNothing(LocatedDocument document)
    {
        foreach (var child in document.Children(document.Root))
        {
            if (!string.Equals(document.Key(child), TenantSchema.HeaderKey, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static InputDiagnostic NothingStated(LocatedDocument document) => InputDiagnostic.At(
        document.Range(document.Root),
        "nothing-stated",
        new("这个租户文件没有写任何事实。", "This tenant file states no fact."),
        new("请填写，或删除这个文件；wecom-policy init 写出可供填写的文件。", "Fill it in or delete it; wecom-policy init writes one to fill in."))
    with { IsWarning = true };
}
