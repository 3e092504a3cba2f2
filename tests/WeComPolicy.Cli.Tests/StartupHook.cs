// The runtime loads this file's assembly into a process that names it in DOTNET_STARTUP_HOOKS, and calls Initialize of a class with
// this name outside all namespaces. Nothing here may need another assembly of the tests.
internal static class StartupHook
{
    /// <summary>
    /// Writes to the file that LOADED_ASSEMBLIES names, at the end of the process: how many methods were compiled and how many bytes
    /// allocated, each on a line, and the names of all assemblies that are loaded.
    /// </summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("LOADED_ASSEMBLIES") is { Length: > 0 } path)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                // Asked for first: what follows compiles and allocates too.
                var (methods, bytes) = (System.Runtime.JitInfo.GetCompiledMethodCount(), GC.GetTotalAllocatedBytes(precise: true));
                File.WriteAllLines(path, [$"{methods}", $"{bytes}", .. AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name ?? "").Order(StringComparer.Ordinal)]);
            };
        }
    }
}
