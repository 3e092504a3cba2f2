using System.CommandLine;
using System.Text;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy init</c>.</summary>
internal static class InitCommand
{
    public static Command Create(CliContext context)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = new Bilingual("目标目录；默认当前目录", "Where to write; default the working directory").In(context.Language),
            Arity = ArgumentArity.ZeroOrOne,
        };
        var force = new Option<bool>("--force") { Description = new Bilingual("覆盖已有文件", "Replace files that are there").In(context.Language) };
        var command = new Command("init", new Bilingual("写出带注释的租户文件、它的 JSON Schema 和项目文件", "Write a commented tenant file, its JSON Schema and a project file").In(context.Language))
        {
            folder, force,
        };
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(folder) ?? ".";
            var target = Path.GetFullPath(named, context.WorkingDirectory);
            (string Name, byte[] Content)[] files =
            [
                (Path.Combine("tenant", "tenant.yaml"), Tenant(context.Language)),
                ("tenant.schema.json", TenantSchemaJson()),
                (ProjectFile.FileName, Project(context.Language)),
            ];
            var present = files.Where(f => File.Exists(Path.Combine(target, f.Name))).Select(f => f.Name).ToList();
            if (present.Count > 0 && !parsed.GetValue(force))
            {
                context.Error.WriteLine(new Bilingual(
                    $"已存在：{string.Join("、", present)}；未写任何文件。用 --force 覆盖，或换一个目录。",
                    $"already there: {string.Join(", ", present)}; nothing was written. Use --force to replace them, or name another folder.").In(context.Language));
                return ExitCode.Unusable;
            }

            try
            {
                foreach (var (name, content) in files)
                {
                    var path = Path.Combine(target, name);
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.WriteAllBytes(path, content);
                    context.Error.WriteLine(new Bilingual($"已写入 {Shown(path)}", $"wrote {Shown(path)}").In(context.Language));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new OutputException(new Bilingual(
                    $"无法写入“{target}”：请检查目录是否可写",
                    $"cannot write to '{target}': check that the folder is writable"));
            }

            var fill = Shown(Path.Combine(target, files[0].Name));
            var scan = Shown(target) is "." ? "wecom-policy scan" : $"wecom-policy scan {Argument(Shown(target))}";
            context.Error.WriteLine(new Bilingual($"下一步：填写 {fill}，然后运行：{scan}", $"next: fill in {fill}, then run: {scan}").In(context.Language));
            return ExitCode.Clean;

            string Shown(string path) => DisplayPath.Of(path, context.WorkingDirectory);
        });
        return command;
    }

    // As a shell takes it for one argument.
    private static string Argument(string path) => path.All(c => char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':')
        ? path
        : $"\"{path}\"";

    private static byte[] Tenant(Language language)
    {
        var rules = PolicyLoader.Load([], ".").Rules;
        var modeline = "# yaml-language-server: $schema=../tenant.schema.json\n";
        return Encoding.UTF8.GetBytes(modeline + TenantTemplate.Write(TenantSchema.V1, rules, language));
    }

    private static byte[] TenantSchemaJson()
    {
        using var stream = new MemoryStream();
        using (var json = JsonOutput.Open(stream))
        {
            TenantJsonSchema.Write(json, TenantSchema.V1);
            json.Close(stream);
        }

        return stream.ToArray();
    }

    private static byte[] Project(Language language) => Encoding.UTF8.GetBytes(new Bilingual(
        """
        # wecom-policy 项目文件：本目录及其下运行 wecom-policy 时生效，命令行选项优先。
        schema: wecom-policy/config/v1
        # 要检查的租户：文件、目录或通配符，相对本文件
        inputs: [ tenant ]
        # 内置策略包名，或自己的策略文件、目录
        policies: [ baseline ]
        # 达到此严重级别的发现使运行失败：critical | high | medium | low | info | never
        fail_on: high
        # true 时，无法判定的规则不使运行失败
        allow_unknown: false
        lang: zh

        """,
        """
        # Project file of wecom-policy: holds for runs in this folder and below; the command line wins over it.
        schema: wecom-policy/config/v1
        # What to scan: files, folders or globs, relative to this file
        inputs: [ tenant ]
        # Shipped packs, or policy files and folders of your own
        policies: [ baseline ]
        # Findings of this severity or above fail the run: critical | high | medium | low | info | never
        fail_on: high
        # true: undecided rules do not fail the run
        allow_unknown: false
        lang: en

        """).In(language).ReplaceLineEndings("\n"));
}
