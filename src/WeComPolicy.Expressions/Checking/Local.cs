using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>A variable declared by a macro, and those around it.</summary>
internal sealed record Local(string Name, int Declaration, CelType Type, Local? Outer)
{
    public static Local? Find(Local? innermost, string name)
    {
        for (var local = innermost; local is not null; local = local.Outer)
        {
            if (string.Equals(local.Name, name, StringComparison.Ordinal))
                return local;
        }

        return null;
    }
}
