using System.Text;
using System.Xml;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.CodeScan.Judging;
using WeComPolicy.CodeScan.Projects;

namespace WeComPolicy.CodeScan.Building;

/// <summary>
/// The build file that puts the analyzers into every C# compilation of a build, through the hook that MSBuild has for that. It lies
/// outside of the scanned code.
/// </summary>
internal static class InjectedTargets
{
    /// <summary>What the compilations leave behind is told apart by these endings.</summary>
    public const string LogEnding = ".sarif";

    public const string RecordEnding = ".record";

    // AD0001 is how a compiler tells that a rule broke: whoever switches it off must not make a broken rule look like a clean one.
    private const string OwnRules = "WCA[0-9]+|AD0001";

    private const string Failures = "is_global = true\nglobal_level = 2147483647\ndotnet_diagnostic.AD0001.severity = warning\n";

    /// <summary>Writes the build file, and the thresholds beside it.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string scratch, IEnumerable<CodeProject> projects, IEnumerable<KeyValuePair<string, string>> settings, IEnumerable<string> ruleIds)
    {
        var analyzer = AnalyzerFile.Write(scratch);
        var thresholds = Path.Combine(scratch, "thresholds.globalconfig");
        File.WriteAllText(thresholds, Thresholds(settings));
        var failures = Path.Combine(scratch, "failures.globalconfig");
        File.WriteAllText(failures, Failures);
        var path = Path.Combine(scratch, "WeComPolicy.targets");
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, OmitXmlDeclaration = true });
        xml.WriteStartElement("Project");
        Group(xml, "ItemGroup", null, ("CompilerVisibleProperty", "Include", "IsTestProject"));
        xml.WriteStartElement("Target");
        xml.WriteAttributeString("Name", "WeComPolicyScan");
        xml.WriteAttributeString("BeforeTargets", "CoreCompile");
        xml.WriteAttributeString("Condition", "'$(Language)' == 'C#'");
        WriteProperties(xml, scratch, ruleIds);
        WriteItems(xml, analyzer, thresholds, failures);
        // What methods of the code are, in the user's own words. Other files of the configuration are read by us: source generators of
        // the project would see them too, and might make something else of it.
        foreach (var project in projects)
        {
            var knowledge = project.Configuration.Where(ConfigurationFile.IsKnowledge).ToList();
            if (knowledge.Count > 0)
            {
                Group(xml, "ItemGroup", $"'$(MSBuildProjectDirectory)' == '{MSBuildText.Escape(project.Folder)}'",
                    [.. knowledge.Select(file => ("AdditionalFiles", "Include", MSBuildText.Escape(file)))]);
            }
        }

        WriteRecord(xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
        return path;
    }

    private static string Thresholds(IEnumerable<KeyValuePair<string, string>> settings)
    {
        // Any other configuration has the last word.
        var text = new StringBuilder("is_global = true\nglobal_level = -1000\n");
        foreach (var (key, value) in settings.OrderBy(s => s.Key, StringComparer.Ordinal))
            text.Append(key).Append(" = ").Append(value).Append('\n');
        return text.ToString();
    }

    private static void WriteProperties(XmlWriter xml, string scratch, IEnumerable<string> ruleIds)
    {
        xml.WriteStartElement("PropertyGroup");
        Property(xml, "_WeComPolicyLog", MSBuildText.Escape(scratch + Path.DirectorySeparatorChar) + "$([System.Guid]::NewGuid().ToString('N'))");
        Property(xml, "ErrorLog", $"$(_WeComPolicyLog){LogEnding},version=2.1");
        // The project may have its analyzers switched off, or its warnings be errors: findings are to come out, and must not break the build.
        Property(xml, "_SkipAnalyzers", "");
        Property(xml, "NoWarn", $"$([System.Text.RegularExpressions.Regex]::Replace('$(NoWarn)', '{OwnRules}', ''))");
        Property(xml, "WarningsAsErrors", $"$([System.Text.RegularExpressions.Regex]::Replace('$(WarningsAsErrors)', '{OwnRules}', ''))");
        Property(xml, "WarningsNotAsErrors", "$(WarningsNotAsErrors);" + string.Join(';', ruleIds));
        xml.WriteEndElement();
    }

    private static void WriteItems(XmlWriter xml, string analyzer, string thresholds, string failures)
    {
        // The project may use the package too: then two of the same name would be in each other's way.
        Group(xml, "ItemGroup", null, ("_WeComPolicyOther", "Include", "@(Analyzer->WithMetadataValue('Filename', 'WeComPolicy.Analyzers'))"));
        Group(xml, "ItemGroup", null,
            ("Analyzer", "Remove", "@(_WeComPolicyOther)"),
            ("Analyzer", "Include", MSBuildText.Escape(analyzer)),
            // Newer than any output of the project: so the compiler runs.
            ("EditorConfigFiles", "Include", MSBuildText.Escape(thresholds)),
            ("EditorConfigFiles", "Include", MSBuildText.Escape(failures)),
            ("CustomAdditionalCompileInputs", "Include", MSBuildText.Escape(thresholds)));
    }

    private static void WriteRecord(XmlWriter xml)
    {
        Group(xml, "ItemGroup", null,
            ("_WeComPolicyRecord", "Include", "project=$(MSBuildProjectFullPath)"),
            ("_WeComPolicyRecord", "Include", "symbols=$(DefineConstants.Replace(';', ','))"),
            ("_WeComPolicyRecord", "Include", "framework=$(TargetFramework)"),
            ("_WeComPolicyRecord", "Include", "@(Compile->'source=%(FullPath)')"),
            ("_WeComPolicyRecord", "Include", "@(ReferencePathWithRefAssemblies->'reference=%(FullPath)')"));
        xml.WriteStartElement("WriteLinesToFile");
        xml.WriteAttributeString("File", $"$(_WeComPolicyLog){RecordEnding}");
        xml.WriteAttributeString("Lines", "@(_WeComPolicyRecord)");
        xml.WriteAttributeString("Overwrite", "true");
        xml.WriteAttributeString("Encoding", "UTF-8");
        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement(name);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static void Group(XmlWriter xml, string kind, string? condition, params (string Item, string Verb, string Value)[] items)
    {
        xml.WriteStartElement(kind);
        if (condition is not null)
            xml.WriteAttributeString("Condition", condition);
        foreach (var (item, verb, value) in items)
        {
            xml.WriteStartElement(item);
            xml.WriteAttributeString(verb, value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
