using System.Xml;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Projects;

/// <summary>Reads project files of either form, and <c>Directory.Build.props</c>, as plain XML.</summary>
internal static class ProjectFileReader
{
    private const long MaxBytes = 10L * 1024 * 1024;
    private const int MaxElements = 200_000;

    /// <summary>The settings; null where the file is no readable XML.</summary>
    public static ProjectSettings? Read(string path)
    {
        try
        {
            if (RegularFile.LengthOf(path) is 0 or > MaxBytes || CodeText.Read(path) is not { } text)
                return null;
            using var xml = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true });
            return new Reading(Path.GetDirectoryName(path)!).Read(xml);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class Reading(string folder)
    {
        private readonly List<string> _frameworks = [];
        private readonly List<string> _constants = [];
        private readonly List<GlobalUsing> _usings = [];
        private readonly List<string> _references = [];
        private readonly List<string> _assemblies = [];
        private readonly List<string> _linked = [];
        private string _sdk = "";
        private bool? _implicitUsings;
        private bool? _nullable;
        private bool? _namedOnly;
        private bool _isTest;
        private bool _forms;

        public ProjectSettings Read(XmlReader xml)
        {
            for (var count = 0; count < MaxElements && xml.Read(); count++)
            {
                if (xml.NodeType == XmlNodeType.Element)
                    Element(xml);
            }

            return new ProjectSettings
            {
                Sdk = _sdk,
                TargetFrameworks = _frameworks,
                ImplicitUsings = _implicitUsings,
                Nullable = _nullable,
                Constants = [.. _constants.Distinct(StringComparer.Ordinal)],
                NamedReferencesOnly = _namedOnly,
                IsTest = _isTest,
                UsesWindowsForms = _forms,
                Usings = _usings,
                ProjectReferences = [.. _references.Distinct(StringComparer.Ordinal)],
                AssemblyReferences = [.. _assemblies.Distinct(StringComparer.OrdinalIgnoreCase)],
                LinkedFiles = [.. _linked.Distinct(StringComparer.Ordinal)],
            };
        }

        private void Element(XmlReader xml)
        {
            switch (xml.LocalName)
            {
                case "Project":
                    _sdk = xml.GetAttribute("Sdk") ?? "";
                    break;
                case "Sdk" when _sdk.Length == 0:
                    _sdk = xml.GetAttribute("Name") ?? "";
                    break;
                case "Import" when _sdk.Length == 0:
                    _sdk = xml.GetAttribute("Sdk") ?? "";
                    break;
                case "TargetFramework" or "TargetFrameworks" or "TargetFrameworkVersion":
                    _frameworks.AddRange(Words(Text(xml)).Where(f => !_frameworks.Contains(f)));
                    break;
                case "ImplicitUsings":
                    _implicitUsings = Text(xml) is var use && (Is(use, "enable") || Is(use, "true"));
                    break;
                case "Nullable":
                    _nullable = Is(Text(xml), "enable");
                    break;
                case "DisableTransitiveProjectReferences":
                    _namedOnly = Is(Text(xml), "true");
                    break;
                case "DefineConstants":
                    _constants.AddRange(Words(Text(xml)));
                    break;
                case "IsTestProject":
                    _isTest |= Is(Text(xml), "true");
                    break;
                case "UseWindowsForms" or "UseWPF":
                    _forms |= Is(Text(xml), "true");
                    break;
                case "PackageReference" or "Reference":
                    _isTest |= NamesTestFramework(xml.GetAttribute("Include") ?? "");
                    if (xml.LocalName == "Reference" && xml.GetAttribute("Include")?.Split(',')[0].Trim() is { Length: > 0 } assembly)
                        _assemblies.Add(assembly);
                    break;
                case "Using":
                    AddUsing(xml);
                    break;
                case "ProjectReference":
                    if (Located(xml.GetAttribute("Include")) is { } reference)
                        _references.Add(reference);
                    break;
                case "Compile":
                    if (Located(xml.GetAttribute("Include")) is { } file && !file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                        _linked.Add(file);
                    break;
            }
        }

        private void AddUsing(XmlReader xml)
        {
            if (xml.GetAttribute("Include") is { Length: > 0 } added)
                _usings.Add(new GlobalUsing(added, xml.GetAttribute("Alias"), Is(xml.GetAttribute("Static") ?? "", "true"), Removed: false));
            else if (xml.GetAttribute("Remove") is { Length: > 0 } removed)
                _usings.Add(new GlobalUsing(removed, null, false, Removed: true));
        }

        // The text of an element without child elements; the reader then stands at its end.
        private static string Text(XmlReader xml)
        {
            if (xml.IsEmptyElement || !xml.Read() || xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA))
                return "";
            return xml.Value.Trim();
        }

        private static IEnumerable<string> Words(string text) =>
            text.Split([';', ',', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(word => !word.Contains('$', StringComparison.Ordinal));

        private string? Located(string? include)
        {
            if (string.IsNullOrEmpty(include) || include.AsSpan().ContainsAny('*', '$', '%') || include.Contains(';', StringComparison.Ordinal))
                return null;
            try
            {
                return Path.GetFullPath(include.Replace('\\', Path.DirectorySeparatorChar), folder);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        private static bool NamesTestFramework(string package) =>
            package.StartsWith("xunit", StringComparison.OrdinalIgnoreCase)
            || package.StartsWith("nunit", StringComparison.OrdinalIgnoreCase)
            || package.StartsWith("MSTest", StringComparison.OrdinalIgnoreCase)
            || package.StartsWith("Microsoft.NET.Test.Sdk", StringComparison.OrdinalIgnoreCase)
            || package.StartsWith("Microsoft.VisualStudio.QualityTools.UnitTestFramework", StringComparison.OrdinalIgnoreCase)
            || package.StartsWith("Microsoft.VisualStudio.TestPlatform", StringComparison.OrdinalIgnoreCase);

        private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
    }
}
