using System.CommandLine;
using System.Text;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Differences;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy schema</c>.</summary>
internal static class SchemaCommand
{
    private const string Names = "tenant|policy|cases|profile|waivers|baseline|config|result|diff";

    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("NAME")
        {
            Description = new Bilingual(
                "tenant 租户文件、policy 策略文件、cases 策略用例、profile 配置档、waivers 豁免文件、baseline 基线、config 项目文件、result JSON 结果、diff 比较结果",
                "tenant: tenant file; policy: policy file; cases: its cases; profile; waivers; baseline; config: project file; result: JSON of scan; diff: JSON of diff").In(context.Language),
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                if (Names.Split('|').Contains(word, StringComparer.Ordinal))
                    return word;
                CommonOptions.AddWordError(result, "schema", word, Names.Split('|'), context);
                return null;
            },
        };
        var format = CommonOptions.Word(
            "--format", "json|markdown", new Bilingual("json 为 JSON Schema，markdown 为租户文件的字段参考；默认 json", "JSON Schema, or for a tenant file the fields as Markdown; default json"), context);
        format.Aliases.Add("-f");
        var command = new Command("schema", new Bilingual("输出 JSON Schema（2020-12），供编辑器补全与校验", "Print a JSON Schema (2020-12) for editors").In(context.Language))
        {
            name, format,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(format) == "markdown")
                return WriteFields(parsed.GetValue(name)!, context);
            switch (parsed.GetValue(name))
            {
                case "tenant":
                    using (var json = JsonOutput.Open(context.Output))
                    {
                        TenantJsonSchema.Write(json, TenantSchema.V1);
                        json.Close(context.Output);
                    }

                    break;
                case "result":
                    ResultJsonSchema.Write(context.Output);
                    break;
                case "diff":
                    DiffJsonSchema.Write(context.Output);
                    break;
                case "policy":
                    context.Output.Write(ShippedFiles.JsonSchema("pack"));
                    break;
                case { } other:
                    context.Output.Write(ShippedFiles.JsonSchema(other));
                    break;
            }

            context.Output.Flush();
            return ExitCode.Clean;
        });
        return command;
    }

    private static int WriteFields(string name, CliContext context)
    {
        if (name != "tenant")
        {
            context.Error.WriteLine(new Bilingual(
                $"用法错误：只有租户文件有字段参考；“{name}”请用 --format json",
                $"usage error: only the tenant file has a reference of its fields; for '{name}' use --format json").In(context.Language));
            return ExitCode.Unusable;
        }

        using var output = new StreamWriter(context.Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        TenantFieldReference.Write(output, TenantSchema.V1, context.Language);
        return ExitCode.Clean;
    }
}
