// The runtime loads this file's assembly into a process that names it in DOTNET_STARTUP_HOOKS, and calls Initialize of a class with
// this name outside all namespaces. Nothing here may need another assembly of the tests.
internal static class StartupHook
{
    /// <summary>Writes the names of all assemblies that the process has loaded by its end to the file that LOADED_ASSEMBLIES names.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("LOADED_ASSEMBLIES") is { Length: > 0 } path)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                File.WriteAllLines(path, AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name ?? "").Order(StringComparer.Ordinal));
        }
    }
}
