namespace WeComPolicy.Expressions.Libraries.Patterns;

/// <summary>What an instruction of a <see cref="PatternProgram"/> does.</summary>
internal enum InstructionKind : byte
{
    /// <summary>Takes one code point of a set.</summary>
    Take,

    /// <summary>Goes on at two places, the first preferred.</summary>
    Split,

    /// <summary>Goes on elsewhere.</summary>
    Jump,

    /// <summary>Remembers the position.</summary>
    Save,

    /// <summary>Goes on if the position is of a kind.</summary>
    Check,

    /// <summary>The pattern has matched.</summary>
    Accept,
}

/// <summary>A step of a <see cref="PatternProgram"/>; which of the fields count depends on the kind.</summary>
internal readonly record struct Instruction(InstructionKind Kind, int First = 0, int Second = 0, CodePointSet? Set = null, Place Place = default);

/// <summary>A pattern as the instructions of a nondeterministic automaton.</summary>
internal sealed class PatternProgram
{
    /// <summary>A pattern whose repetitions make more of it is refused.</summary>
    public const int MaxLength = 20_000;

    // With room: the framework's empty list is compiled at each start.
    private readonly List<Instruction> _code = new(32);
    private bool _tooLong;

    private PatternProgram(int groups)
    {
        Groups = groups;
    }

    /// <summary>The instructions; it begins with the first.</summary>
    public Instruction[] Code => field ??= [.. _code];

    /// <summary>Number of capturing groups.</summary>
    public int Groups { get; }

    /// <summary>Whether it asks for the edge of a word.</summary>
    public bool AsksForWords { get; private set; }

    /// <summary>The program of a pattern; null where it would be too long.</summary>
    public static PatternProgram? Compile(PatternNode node, int groups)
    {
        var program = new PatternProgram(groups);
        program.Emit(new(InstructionKind.Save, 0));
        program.Write(node);
        program.Emit(new(InstructionKind.Save, 1));
        program.Emit(new(InstructionKind.Accept));
        return program._tooLong ? null : program;
    }

    private int Emit(Instruction instruction)
    {
        if (_code.Count >= MaxLength)
            _tooLong = true;
        else
            _code.Add(instruction);
        return _code.Count - 1;
    }

    private void Write(PatternNode node)
    {
        if (_tooLong)
            return;
        switch (node)
        {
            case SetNode set:
                Emit(new(InstructionKind.Take, Set: set.Set));
                break;
            case PlaceNode place:
                AsksForWords |= place.Place is Place.WordEdge or Place.NoWordEdge;
                Emit(new(InstructionKind.Check, Place: place.Place));
                break;
            case SequenceNode sequence:
                foreach (var part in sequence.Parts)
                    Write(part);
                break;
            case GroupNode group:
                Emit(new(InstructionKind.Save, 2 * group.Number));
                Write(group.Body);
                Emit(new(InstructionKind.Save, 2 * group.Number + 1));
                break;
            case ChoiceNode choice:
                EmitChoice(choice);
                break;
            case RepeatNode repeat:
                EmitRepeat(repeat);
                break;
        }
    }

    private void EmitChoice(ChoiceNode choice)
    {
        var jumps = new List<int>();
        for (var i = 0; i < choice.Branches.Count && !_tooLong; i++)
        {
            if (i == choice.Branches.Count - 1)
            {
                Write(choice.Branches[i]);
                break;
            }

            var split = Emit(default(Instruction));
            Write(choice.Branches[i]);
            jumps.Add(Emit(default(Instruction)));
            Patch(split, new(InstructionKind.Split, split + 1, _code.Count));
        }

        foreach (var jump in jumps)
            Patch(jump, new(InstructionKind.Jump, _code.Count));
    }

    private void EmitRepeat(RepeatNode repeat)
    {
        for (var i = 0; i < repeat.Min && !_tooLong; i++)
        {
            var before = _code.Count;
            Write(repeat.Body);

            // What takes no instruction once takes none a thousand times, and counting through such nests would never end.
            if (_code.Count == before)
                break;
        }

        if (repeat.Max < 0)
        {
            var split = Emit(default(Instruction));
            Write(repeat.Body);
            Emit(new(InstructionKind.Jump, split));
            Patch(split, Branch(repeat.Greedy, split + 1, _code.Count));
            return;
        }

        var splits = new List<int>();
        for (var i = repeat.Min; i < repeat.Max && !_tooLong; i++)
        {
            splits.Add(Emit(default(Instruction)));
            Write(repeat.Body);
        }

        foreach (var split in splits)
            Patch(split, Branch(repeat.Greedy, split + 1, _code.Count));
    }

    private static Instruction Branch(bool greedy, int on, int beyond) =>
        greedy ? new(InstructionKind.Split, on, beyond) : new(InstructionKind.Split, beyond, on);

    private void Patch(int index, Instruction instruction)
    {
        if (!_tooLong)
            _code[index] = instruction;
    }
}
