using System.Globalization;
using WeComPolicy.Benchmarks;

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
    case ["stages", var file]:
        Stages.Measure(file, asOf: TenantGenerator.AsOf);
        return 0;
    case ["stages", var file, var day] when DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asOf):
        Stages.Measure(file, asOf);
        return 0;
    case ["start", var path]:
        Start.Measure(path, asOf: TenantGenerator.AsOf);
        return 0;
    default:
        Console.Error.WriteLine("""
            generate N FOLDER     writes tenant-N.yaml and tenant-N.json with N members
            fleet T N FOLDER      writes T tenants with N members each, a folder for each; the one in the middle is broken
            stages FILE [AS-OF]   measures the stages of a scan of a tenant file; the later AS-OF, the more rules fail
            start PATH            measures the stages of the first scan in a process
            """);
        return 2;
}
