using System.Xml;
using Microsoft.Extensions.FileSystemGlobbing;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Projects;

/// <summary>Reads project files of either form, and <c>Directory.Build.props</c>, as plain XML.</summary>
internal static class ProjectFileReader
{
    private const long MaxBytes = 10L * 1024 * 1024;
    private const int MaxElements = 200_000;

    // Shared projects may take in others.
    private const int MaxShared = 4;

    /// <summary>The settings; null where the file is no readable XML.</summary>
    /// <param name="path">The project file, absolute.</param>
    /// <param name="root">What is beyond this folder is not looked at.</param>
    public static ProjectSettings? Read(string path, string root) => Read(path, root, 0);

    private static ProjectSettings? Read(string path, string root, int depth)
    {
        try
        {
            if (RegularFile.LengthOf(path) is 0 or > MaxBytes || CodeText.Read(path) is not { } text)
                return null;
            using var xml = XmlReader.Create(
                new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true });
            return new Reading(Path.GetDirectoryName(path)!, root, depth).Read(xml);
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class Reading(string folder, string root, int depth)
    {
        private readonly List<string> _frameworks = [];
        private readonly List<string> _constants = [];
        private readonly List<GlobalUsing> _usings = [];
        private readonly List<string> _references = [];
        private readonly List<string> _assemblies = [];
        private readonly List<string> _linked = [];
        private readonly List<string> _unresolved = [];
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
                UnresolvedFiles = [.. _unresolved.Distinct(StringComparer.Ordinal)],
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
                case "Import":
                    if (_sdk.Length == 0)
                        _sdk = xml.GetAttribute("Sdk") ?? "";
                    AddShared(xml.GetAttribute("Project") ?? "");
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
                    foreach (var include in (xml.GetAttribute("Include") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                        AddLinked(include);
                    break;
            }
        }

        /// <summary>What lies in the folder is read anyway.</summary>
        private void AddLinked(string include)
        {
            if (!include.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && !include.EndsWith('*'))
                return;
            var pattern = Here(include);
            var star = pattern.IndexOf('*', StringComparison.Ordinal);
            if (Located(star < 0 ? pattern : pattern[..(pattern.LastIndexOf('/', star) + 1)] + "x") is not { } path)
            {
                _unresolved.Add(include);
                return;
            }

            if (star < 0)
            {
                if (!IsInFolder(path) && File.Exists(path))
                    _linked.Add(path);
                return;
            }

            // Of a pattern that reaches below the folder the rest is the folder's own.
            var from = Path.GetDirectoryName(path)!;
            if (IsInFolder(path))
                return;
            if (!ProjectFinder.IsWithin(from, root))
            {
                _unresolved.Add(include);
                return;
            }

            if (!Directory.Exists(from))
                return;
            var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
            matcher.AddInclude(pattern[(pattern.LastIndexOf('/', star) + 1)..]);
            var walk = new FolderWalk(MaxElements);
            _linked.AddRange(matcher.Match(from, walk.Files(from).Where(f => !f.InOutput && CSharpFile.Is(f.Path)).Select(f => Path.GetRelativePath(from, f.Path))).Files
                .Select(f => Path.GetFullPath(f.Path, from)).Where(f => depth > 0 || !IsInFolder(f)));
            if (walk.IsCut)
                _unresolved.Add(include);
        }

        /// <summary>The sources of a shared project.</summary>
        private void AddShared(string project)
        {
            if (!project.EndsWith(".projitems", StringComparison.OrdinalIgnoreCase))
                return;
            if (depth < MaxShared && Located(Here(project)) is { } path && ProjectFinder.IsWithin(path, root) && File.Exists(path) && ProjectFileReader.Read(path, root, depth + 1) is { } shared)
            {
                _linked.AddRange(shared.LinkedFiles);
                _unresolved.AddRange(shared.UnresolvedFiles);
            }
            else
            {
                _unresolved.Add(project);
            }
        }

        // A shared project's own folder is outside of the project that takes it in.
        private bool IsInFolder(string path) => depth == 0 && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

        private string Here(string path) => path.Replace('\\', '/')
            .Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.OrdinalIgnoreCase)
            .Replace("$(MSBuildProjectDirectory)", folder, StringComparison.OrdinalIgnoreCase)
            .Replace("$(ProjectDir)", folder + "/", StringComparison.OrdinalIgnoreCase);

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
