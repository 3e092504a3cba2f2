using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What a method is, in the user's own words.</summary>
[Flags]
internal enum DeclaredRole
{
    None = 0,
    ApiCall = 1,
    Throttle = 2,
    TokenProvider = 4,
    Redactor = 8,
}

/// <summary>
/// Roles of methods as the user declares them: by attributes, matched by name, or in a file <c>*.wecom-policy.txt</c> with lines such as
/// <c>call: Company.Sender.Push</c>. Kinds are <c>call</c>, <c>throttle</c>, <c>token</c> and <c>redactor</c>; the method may be given
/// with its type and namespace, with its type, or alone; <c>#</c> begins a remark.
/// </summary>
internal sealed class Annotations
{
    public static readonly Annotations None = new(ImmutableDictionary<string, DeclaredRole>.Empty);

    private const string FileEnding = ".wecom-policy.txt";

    private const int MaxLines = 10_000;

    private readonly ImmutableDictionary<string, DeclaredRole> _byName;

    private readonly HashSet<string> _methods;

    private Annotations(ImmutableDictionary<string, DeclaredRole> byName)
    {
        _byName = byName;
        _methods = new HashSet<string>(byName.Keys.Select(name => name.Substring(name.LastIndexOf('.') + 1)), StringComparer.Ordinal);
    }

    /// <summary>The names of the attributes that tell a method's role.</summary>
    public static bool IsAttribute(string type) => type is "WeComApiCallAttribute" or "WeComThrottleAttribute" or "WeComTokenProviderAttribute" or "WeComRedactorAttribute"
        or "WeComApiCall" or "WeComThrottle" or "WeComTokenProvider" or "WeComRedactor";

    /// <summary>Whether the file names a method so, of whatever type.</summary>
    public bool MayName(string method) => _methods.Contains(method);

    public static Annotations Read(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var byName = ImmutableDictionary.CreateBuilder<string, DeclaredRole>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!file.Path.EndsWith(FileEnding, StringComparison.OrdinalIgnoreCase) || file.GetText(cancellation) is not { } text)
                continue;
            for (var i = 0; i < Math.Min(text.Lines.Count, MaxLines); i++)
                ReadLine(text.Lines[i].ToString(), byName);
        }

        return byName.Count == 0 ? None : new Annotations(byName.ToImmutable());
    }

    /// <summary>The roles of a method that may not bind.</summary>
    public DeclaredRole RolesOf(ISymbol? symbol, string receiver, string method)
    {
        var roles = Attributed(symbol);
        if (_byName.IsEmpty)
            return roles;
        roles |= Named(method) | Named(receiver + "." + method);
        for (var type = symbol?.ContainingType; type is not null; type = type.BaseType)
            roles |= Named(type.Name + "." + method) | Named(type.ToDisplayString() + "." + method);
        return roles;
    }

    private DeclaredRole Named(string name) => _byName.TryGetValue(name, out var role) ? role : DeclaredRole.None;

    private static DeclaredRole Attributed(ISymbol? symbol)
    {
        var roles = DeclaredRole.None;
        if (symbol is null)
            return roles;
        foreach (var attribute in symbol.GetAttributes())
        {
            roles |= attribute.AttributeClass?.Name switch
            {
                "WeComApiCall" or "WeComApiCallAttribute" => DeclaredRole.ApiCall,
                "WeComThrottle" or "WeComThrottleAttribute" => DeclaredRole.Throttle,
                "WeComTokenProvider" or "WeComTokenProviderAttribute" => DeclaredRole.TokenProvider,
                "WeComRedactor" or "WeComRedactorAttribute" => DeclaredRole.Redactor,
                _ => DeclaredRole.None,
            };
        }

        return roles;
    }

    private static void ReadLine(string line, ImmutableDictionary<string, DeclaredRole>.Builder byName)
    {
        var remark = line.IndexOf('#');
        var content = (remark < 0 ? line : line.Substring(0, remark)).Trim();
        var colon = content.IndexOf(':');
        if (colon < 0)
            return;
        var role = content.Substring(0, colon).Trim() switch
        {
            "call" => DeclaredRole.ApiCall,
            "throttle" => DeclaredRole.Throttle,
            "token" => DeclaredRole.TokenProvider,
            "redactor" => DeclaredRole.Redactor,
            _ => DeclaredRole.None,
        };
        var name = content.Substring(colon + 1).Trim();
        if (role != DeclaredRole.None && name.Length > 0)
            byName[name] = (byName.TryGetValue(name, out var known) ? known : DeclaredRole.None) | role;
    }
}
