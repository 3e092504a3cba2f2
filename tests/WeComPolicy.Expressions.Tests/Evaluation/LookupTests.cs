using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Evaluation;

/// <summary>A long list of the input is looked up in: the answers are those of going through it.</summary>
public sealed class LookupTests
{
    private static readonly string[] s_expressions =
    [
        "wanted in list",
        "!(wanted in list)",
        "people.exists(p, p.name == wanted)",
        "people.exists(p, p.age > 3 && wanted == p.name)",
        "people.exists(p, (p.age > 3 && p.admin) && (p.name == wanted && p.age < 6))",
        "people.exists_one(p, p.name == wanted)",
        "people.filter(p, p.name == wanted && p.age > 3).map(p, p.age)",
        "people.filter(p, p.name == wanted || p.age > 3).size()",
        "people.exists(p, people.exists(q, q.name == p.name && q.age > p.age) && p.name == wanted)",
    ];

    [Property(MaxTest = 200)]
    public bool Answers_are_those_of_going_through_the_list(byte[] made, byte count, byte wanted, bool incomplete)
    {
        if (made.Length == 0)
            return true;
        var texts = new Value[count % 50];
        var people = new Value[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var choice = made[i % made.Length] + (i / made.Length);
            texts[i] = Text(choice);
            people[i] = choice % 23 == 0 ? World.Unknown("person") : new Person(("name", texts[i]), ("age", Value.Int(choice % 8)), ("admin", Value.Bool(choice % 3 > 0))).Value;
        }

        var why = incomplete ? UnknownSet.Of("more") : null;
        var through = WorldOf(new ArrayListSource(texts, why), new ArrayListSource(people, why), Text(wanted));
        var lookedUp = WorldOf(new HostLists(texts, why), new HostLists(people, why), Text(wanted));
        return s_expressions.All(e => Show(through, e) == Show(lookedUp, e));
    }

    [Fact]
    public void Who_hears_of_the_reads_hears_of_what_was_found_only()
    {
        var people = Enumerable.Range(0, 5).Select(i => new Person(("name", Text(i + 1)), ("age", Value.Int(i))).Value).ToArray();
        var heard = new HostLists(people, null, recorded: true);
        var world = WorldOf(new HostLists([], null), heard, Text(3));
        Assert.True(world.Evaluate("people.exists(p, p.name == wanted && p.age == 2)").IsTrue);
        Assert.All(heard.Reads, index => Assert.Equal(2, index));
        Assert.NotEmpty(heard.Reads);
    }

    private static Value Text(int choice) => (choice % 20) switch
    {
        0 => World.Unknown("text"),
        19 => Value.Error("坏值", "bad value"),
        _ => Value.String("t" + (choice % 20)),
    };

    private static World WorldOf(ListSource list, ListSource people, Value wanted)
    {
        var world = World.Empty;
        world.Set("list", CelType.List(CelType.String), Value.List(list, 0));
        world.Set("people", CelType.List(PersonType.Type), Value.List(people, 0));
        world.Set("wanted", CelType.String, wanted);
        return world;
    }

    // Errors have their places in the text; only that there is one, and which, is compared.
    private static string Show(World world, string expression)
    {
        var value = world.Evaluate(expression);
        return value.Kind == ValueKind.Unknown
            ? "unknown: " + string.Join(", ", value.AsUnknown.Origins)
            : ValueOperations.ToDisplay(value);
    }

    private sealed class HostLists(Value[] elements, UnknownSet? why, bool recorded = false) : ListSource
    {
        private readonly ListSource? _unrecorded = recorded ? new HostLists(elements, why) : null;

        public List<int> Reads { get; } = [];

        public override ListSource Unrecorded => _unrecorded ?? this;

        public override int Count(long handle) => elements.Length;

        public override Value Element(long handle, int index)
        {
            Reads.Add(index);
            return elements[index];
        }

        public override UnknownSet? WhyIncomplete(long handle) => why;
    }
}
