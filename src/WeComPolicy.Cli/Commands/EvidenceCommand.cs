using System.CommandLine;
using System.Text;
using WeComPolicy.Cli.Evidence;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy evidence</c>: a run with all that it rests on, in one archive that anybody can check.</summary>
internal static class EvidenceCommand
{
    public static Command Create(CliContext context, Option<string> lang)
    {
        var run = new RunOptions(context, lang);
        var output = new Option<string>("--output", "-o")
        {
            Description = new Bilingual("写入哪个 zip 文件", "The zip file to write").In(context.Language),
            HelpName = "FILE",
        };
        var hashesOnly = new Option<bool>("--hashes-only")
        {
            Description = new Bilingual("不打包输入文件，只记下 SHA-256", "Keep the inputs outside: only their SHA-256").In(context.Language),
        };
        var command = new Command("evidence", new Bilingual("把一次检查和它依据的全部文件打成可核对的归档", "Pack a run and all that it rests on into an archive that can be checked").In(context.Language));
        command.Add(run.Paths);
        foreach (var option in (Option[])[output, hashesOnly, run.Policy, run.Profile, run.Config, run.FailOn, run.AllowUnknown, run.Waivers, run.NoWaivers, run.Baseline, run.AsOf, run.Jobs])
            command.Add(option);
        command.Add(Verify(context));
        command.SetAction(parsed =>
        {
            var settings = run.Resolve(parsed, context);
            var at = settings.Context;
            var path = Path.GetFullPath(parsed.GetValue(output) is { Length: > 0 } named ? named : throw new OutputException(new Bilingual("请用 --output 指定要写的 zip 文件", "name the zip file to write with --output")), at.WorkingDirectory);
            var shown = Engine.Inputs.DisplayPath.Of(path, at.WorkingDirectory);
            if (settings.FilesInUse.What(path) is { } what)
                throw new OutputException(new Bilingual($"“{shown}”是本次运行的{what.Zh}，归档不能覆盖它：请另写一个文件名", $"'{shown}' is {what.En} of this run, which the archive may not replace: name another file"));
            using var progress = new ProgressLine(at, false);
            var result = ScanRun.Of(settings, progress.Report);
            progress.Dispose();
            Diagnostics.Write(result.Diagnostics, at, result.Secrets);
            if (result.Diagnostics.Any(d => !d.IsWarning))
                return ExitCode.Unusable;
            var (manifest, entries) = EvidencePacker.Pack(settings, result, parsed.GetValue(hashesOnly));
            using var archive = new MemoryStream();
            EvidenceArchive.Write(archive, entries);
            var bytes = archive.ToArray();
            TextFile.Replace(path, bytes, shown);
            at.Error.WriteLine(new Bilingual(
                $"已写入 {shown}：{manifest.Files.Count(f => f.IsPacked)} 个文件，检查的退出码 {manifest.ExitCode}\nSHA-256 {EvidenceArchive.Hash(bytes)}",
                $"wrote {shown}: {manifest.Files.Count(f => f.IsPacked)} files, exit code of the run {manifest.ExitCode}\nSHA-256 {EvidenceArchive.Hash(bytes)}").In(at.Language));
            return ExitCode.Clean;
        });
        return command;
    }

    private static Command Verify(CliContext context)
    {
        var file = new Argument<string>("FILE") { Description = new Bilingual("evidence 写出的归档", "An archive that evidence wrote").In(context.Language) };
        var inputs = new Option<string>("--inputs")
        {
            Description = new Bilingual("归档只有输入文件的 SHA-256 时，存放输入文件的文件夹", "Where an archive has only the SHA-256 of its inputs: the folder that holds them").In(context.Language),
            HelpName = "DIR",
        };
        var command = new Command("verify", new Bilingual("核对归档：每个 SHA-256，并重跑一次逐字节比较", "Check an archive: every SHA-256, and the run again, byte for byte").In(context.Language)) { file, inputs };
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(file)!;
            var path = Path.GetFullPath(named.Length == 0 ? "." : named, context.WorkingDirectory);
            if (!File.Exists(path))
                throw new OutputException(new Bilingual($"没有文件“{Excerpt.Of(named)}”", $"there is no file '{Excerpt.Of(named)}'"));
            var folder = parsed.GetValue(inputs) is { } dir ? Path.GetFullPath(dir.Length == 0 ? "." : dir, context.WorkingDirectory) : null;
            var (manifest, problems) = EvidenceVerifier.Verify(path, folder, Environment.ProcessorCount, context);
            var verdict = problems.Count == 0
                ? new Bilingual(
                    $"归档成立：全部 SHA-256 相符，重跑的报告逐字节相同；检查的退出码 {manifest.ExitCode}",
                    $"the archive holds: every SHA-256 agrees, and the run again gives the same bytes; exit code of the run {manifest.ExitCode}")
                : new Bilingual($"归档不成立：{problems.Count} 处不符", $"the archive does not hold: {problems.Count} {(problems.Count == 1 ? "difference" : "differences")}");
            using (var output = new StreamWriter(context.Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" })
            {
                foreach (var line in problems.Append(verdict))
                    output.WriteLine(line.In(context.Language));
            }

            return problems.Count == 0 ? ExitCode.Clean : ExitCode.Findings;
        });
        return command;
    }
}
