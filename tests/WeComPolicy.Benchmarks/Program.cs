using System.Globalization;
using BenchmarkDotNet.Running;
using WeComPolicy.Benchmarks;
using WeComPolicy.Benchmarks.Benches;

switch (args)
{
    case ["generate", var members, var folder] when int.TryParse(members, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0:
        foreach (var path in TenantFiles.Write(n, folder))
            Console.WriteLine(path);
        return 0;
    case ["fleet", var tenants, var members, var folder]
        when int.TryParse(tenants, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
        && int.TryParse(members, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0:
        Console.WriteLine($"broken: {TenantFiles.WriteFleet(count, size, folder)}");
        return 0;
    case ["stages", .. var options]:
        BenchmarkSwitcher.FromAssembly(typeof(Reading).Assembly).Run(options, BenchConfig.Create());
        return 0;
    case ["start", var path]:
        Start.Measure(path, asOf: TenantGenerator.AsOf);
        return 0;
    default:
        Console.Error.WriteLine("""
            generate N FOLDER     writes tenant-N.yaml and tenant-N.json with N members
            fleet T N FOLDER      writes T tenants with N members each, a folder for each; the one in the middle is broken
            stages [OPTIONS]      measures the stages with BenchmarkDotNet, whose options these are: --filter '*Reading*', --list flat
            start PATH            measures the stages of the first scan in a process
            """);
        return 2;
}
