using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Compiled;

namespace WeComPolicy.Expressions.Tests.Compiled;

/// <summary>Writes expressions in the compiled form and reads them again.</summary>
internal static class CompiledCopy
{
    public static readonly TypeCatalogue NoTypes = new([], []);

    public static CheckedAst Of(CheckedAst ast, CelEnvironment environment)
    {
        var form = new CompiledWriter();
        var writer = new ExpressionWriter(form, NoTypes);
        var part = form.Part();
        writer.Write(part, ast, null);
        writer.WriteTables(form);
        form.Write(part);
        var from = new CompiledReader(form.ToArray());
        var reader = new ExpressionReader(from, NoTypes, environment);
        return reader.Read(from.Part(), environment.Variables, null);
    }
}
