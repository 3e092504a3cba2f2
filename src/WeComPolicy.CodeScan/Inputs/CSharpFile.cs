namespace WeComPolicy.CodeScan.Inputs;

/// <summary>Which files hold C#, by name.</summary>
internal static class CSharpFile
{
    public static bool Is(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>A page or handler that may hold C# beside other things (see <see cref="PageCode"/>).</summary>
    public static bool IsPage(string path) => Path.GetExtension(path).ToUpperInvariant() is ".ASHX" or ".ASMX" or ".ASPX" or ".ASCX" or ".MASTER" or ".ASAX" || IsRazor(path);

    /// <summary>A page that a build compiles with the sources.</summary>
    public static bool IsRazor(string path) => Path.GetExtension(path).ToUpperInvariant() is ".RAZOR" or ".CSHTML";
}
