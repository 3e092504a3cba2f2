using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>Reads what nodes were resolved to, each when it is first met. May be used by many threads at once.</summary>
internal sealed class MeaningReader
{
    private readonly CompiledReader[] _places;
    private readonly Reference?[] _meanings;
    private readonly TypeCatalogue _catalogue;
    private readonly CelType[] _types;
    private readonly CelEnvironment _environment;

    public MeaningReader(CompiledReader table, int count, TypeCatalogue catalogue, CelType[] types, CelEnvironment environment)
    {
        _places = new CompiledReader[count];
        for (var i = 0; i < count; i++)
            _places[i] = table.Part();
        _meanings = new Reference?[count];
        _catalogue = catalogue;
        _types = types;
        _environment = environment;
    }

    /// <summary>The meaning at a place of the table.</summary>
    // Two threads may both make it; they are equal.
    public Reference At(int index) => _meanings[index] ??= Read(_places[index].Here());

    private Reference Read(CompiledReader from)
    {
        switch ((MeaningTag)from.ReadByte())
        {
            case MeaningTag.Field:
                var record = _catalogue.Records[from.ReadCount()];
                return new FieldReference(record.Fields[from.ReadCount()]);
            case MeaningTag.Type:
                return new TypeReference(_types[from.ReadCount()]);
            default:
                var name = from.ReadText();
                var function = _environment.FindFunction(name)
                    ?? throw new InvalidDataException($"The environment has no function '{name}'.");
                var targetIsNamespace = from.ReadFlag();
                var candidates = new Overload[from.ReadCount()];
                for (var i = 0; i < candidates.Length; i++)
                    candidates[i] = function.Overloads[from.ReadCount()];
                return new CallReference(function, candidates, targetIsNamespace);
        }
    }
}
