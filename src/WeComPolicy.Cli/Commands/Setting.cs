using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>A value with the place that it comes from.</summary>
/// <param name="Value">The value in force.</param>
/// <param name="Origin">Where it comes from.</param>
internal readonly record struct Setting<T>(T Value, SettingOrigin Origin);

/// <summary>Where a setting comes from.</summary>
/// <param name="Kind">For programs: command-line, environment, project, profile, default.</param>
/// <param name="Text">For people.</param>
internal sealed record SettingOrigin(string Kind, Bilingual Text)
{
    public static SettingOrigin CommandLine { get; } = new("command-line", new("命令行", "command line"));

    public static SettingOrigin Default { get; } = new("default", new("默认", "default"));

    public static SettingOrigin Locale { get; } = new("environment", new("系统区域设置", "locale"));

    public static SettingOrigin Today { get; } = new("default", new("当天", "the current day"));

    public static SettingOrigin Environment(string variable) => new("environment", new($"环境变量 {variable}", $"environment variable {variable}"));

    /// <summary>A place in a project file or a profile.</summary>
    public static SettingOrigin At(string kind, SourceRange place) =>
        new(kind, Bilingual.Same(string.Create(CultureInfo.InvariantCulture, $"{place.File.Path}:{place.Start.Line}")));

    /// <summary>A file as a whole, or the profile of a name.</summary>
    public static SettingOrigin Of(string kind, string name) => new(kind, Bilingual.Same(name));
}
