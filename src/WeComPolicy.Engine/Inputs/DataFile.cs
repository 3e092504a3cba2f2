namespace WeComPolicy.Engine.Inputs;

/// <summary>Files of data that people and exporters write: YAML and JSON.</summary>
public static class DataFile
{
    /// <summary>Whether a path ends in .yaml, .yml or .json, in letters of either case.</summary>
    public static bool Is(string path) => Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" or ".JSON";
}
