using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Tests.Documents;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>A tenant from which one fact was taken.</summary>
/// <param name="Path">What was taken.</param>
/// <param name="Left">Makes the tenant that is left.</param>
internal sealed record FactDeletion(string Path, Func<Tree.Map> Left);

/// <summary>
/// Takes facts from tenants, one at a time: every field of every record, down to whole sections and to what provenance says.
/// No facts are what identifies an element, what the schema calls optional by nature (absent means "there is none"), elements of
/// lists, entries of maps, and free keys.
/// </summary>
internal static class FactDeletions
{
    /// <summary>Every deletion.</summary>
    public static IEnumerable<FactDeletion> All(Tree.Map tenant) => OfRecord(tenant, TenantSchema.V1.Root, "");

    /// <summary>Every list of which the schema says that provenance tells whether it is complete, each time without one of its elements.</summary>
    public static IEnumerable<FactDeletion> Elements(Tree.Map tenant) => OfRecord(tenant, TenantSchema.V1.Root, "", elements: true);

    /// <summary>The tenant without some of its facts: mostly small ones, so that what is left stays worth judging.</summary>
    public static Tree.Map Some(Tree.Map tenant, int count, Random random)
    {
        for (; count > 0; count--)
        {
            var deletions = All(tenant).Where(d => d.Path.Contains('.', StringComparison.Ordinal) || random.Next(10) == 0).ToList();
            if (deletions.Count > 0)
                tenant = deletions[random.Next(deletions.Count)].Left();
        }

        return tenant;
    }

    private static IEnumerable<FactDeletion> OfRecord(Tree.Map record, SchemaType type, string path, bool elements = false)
    {
        for (var i = 0; i < record.Items.Count; i++)
        {
            var at = i;
            var (key, value) = record.Items[i];
            if (type.Find(key) is not { } field)
                continue;
            var fieldPath = path.Length == 0 ? key : $"{path}.{key}";
            if (!elements && field.Absence == Absence.NotKnown && !ReferenceEquals(field, type.Key))
                yield return new FactDeletion(fieldPath, () => new Tree.Map([.. record.Items.Where((_, j) => j != at)]));
            foreach (var inner in Within(value, field, fieldPath, elements))
                yield return new FactDeletion(inner.Path, () => new Tree.Map([.. record.Items.Select((item, j) => j == at ? (key, inner.Left()) : item)]));
        }
    }

    private static IEnumerable<(string Path, Func<Tree> Left)> Within(Tree value, SchemaField field, string path, bool elements)
    {
        if (value is Tree.Map map && field.Type.Record is { } type)
        {
            foreach (var deletion in OfRecord(map, type, path, elements))
                yield return (deletion.Path, deletion.Left);
        }
        else if (value is Tree.List list)
        {
            for (var i = 0; i < list.Items.Count; i++)
            {
                var at = i;
                var item = list.Items[i];
                var itemType = field.Type.Element?.Record;
                var itemPath = $"{path}[{Identity(item, itemType)}]";
                if (elements && field.IsPartial)
                    yield return (itemPath, () => new Tree.List([.. list.Items.Where((_, j) => j != at)]));
                if (item is not Tree.Map record || itemType is null)
                    continue;
                foreach (var deletion in OfRecord(record, itemType, itemPath, elements))
                    yield return (deletion.Path, () => new Tree.List([.. list.Items.Select((other, j) => j == at ? deletion.Left() : other)]));
            }
        }
    }

    private static string Identity(Tree item, SchemaType? type) =>
        item is Tree.Map map && type?.Key is { } key ? map.Items.First(i => i.Key == key.Name).Value.Show() : item.Show();
}
