namespace WeComPolicy.Expressions.Libraries.Patterns;

/// <summary>
/// Runs a <see cref="PatternProgram"/> over a text, all alternatives side by side, so that time grows with the product of both
/// lengths and never beyond. Finds what a backtracking search would find first.
/// </summary>
internal sealed class PatternMatcher
{
    /// <summary>All searches of one matcher together take at most this many steps.</summary>
    public const long MaxSteps = 10_000_000;

    private readonly Instruction[] _code;
    private readonly string _text;
    private readonly int _slots;
    private readonly Stack<(int Index, int Slot, int Value)> _pending = new(8);
    private Threads _now;
    private Threads _then;
    private readonly int[] _captures;
    private long _steps = MaxSteps;

    /// <param name="program">The program.</param>
    /// <param name="text">The text.</param>
    /// <param name="groups">The groups up to this number are told; -1 for not even the whole match.</param>
    public PatternMatcher(PatternProgram program, string text, int groups)
    {
        _code = program.Code;
        _text = text;
        _slots = 2 * (groups + 1);
        _captures = new int[_slots];
        _now = new(_code.Length, _slots);
        _then = new(_code.Length, _slots);
    }

    /// <summary>The search was given up: it took too many steps.</summary>
    public bool Exhausted => _steps < 0;

    /// <summary>
    /// The first match that begins at or behind an offset: pairs of offsets, of the whole and of each group, -1 for a group
    /// that took no part; null where there is none, or where the search was given up.
    /// </summary>
    public int[]? Find(int start)
    {
        int[]? found = null;
        _now.Clear();
        for (var at = start; ; at += CodePoints.LengthAt(_text, at))
        {
            if (found is null)
            {
                for (var i = 0; i < _captures.Length; i++)
                    _captures[i] = -1;
                Follow(_now, 0, at, _captures);
            }

            if (Exhausted || (found is not null && _now.Count == 0))
                break;
            var atEnd = at >= _text.Length;
            var codePoint = atEnd ? -1 : CodePointAt(at);
            var next = atEnd ? at : at + CodePoints.LengthAt(_text, at);
            _then.Clear();
            for (var i = 0; i < _now.Count; i++)
            {
                _steps--;
                var index = _now.Instructions[i];
                ref readonly var instruction = ref _code[index];
                if (instruction.Kind == InstructionKind.Accept)
                {
                    // Threads behind this one are of lower preference.
                    found = _now.Captures(index).ToArray();
                    break;
                }

                if (!atEnd && instruction.Set!.Contains(codePoint))
                {
                    _now.Captures(index).CopyTo(_captures);
                    Follow(_then, index + 1, next, _captures);
                }
            }

            (_now, _then) = (_then, _now);
            if (atEnd)
                break;
        }

        return Exhausted ? null : found;
    }

    // Adds the instructions that can be reached without taking a code point, in order of preference.
    private void Follow(Threads threads, int from, int at, int[] captures)
    {
        _pending.Push((from, -1, 0));
        while (_pending.TryPop(out var pending))
        {
            // A negative index undoes a Save once everything behind it is done.
            if (pending.Index < 0)
            {
                captures[pending.Slot] = pending.Value;
                continue;
            }

            var index = pending.Index;
            if (!threads.Add(index))
                continue;
            _steps--;
            ref readonly var instruction = ref _code[index];
            switch (instruction.Kind)
            {
                case InstructionKind.Jump:
                    _pending.Push((instruction.First, -1, 0));
                    break;
                case InstructionKind.Split:
                    _pending.Push((instruction.Second, -1, 0));
                    _pending.Push((instruction.First, -1, 0));
                    break;
                case InstructionKind.Save when instruction.First >= _slots:
                    _pending.Push((index + 1, -1, 0));
                    break;
                case InstructionKind.Save:
                    _pending.Push((-1, instruction.First, captures[instruction.First]));
                    captures[instruction.First] = at;
                    _pending.Push((index + 1, -1, 0));
                    break;
                case InstructionKind.Check:
                    if (Holds(instruction.Place, at))
                        _pending.Push((index + 1, -1, 0));
                    break;
                default:
                    threads.Keep(index, captures);
                    break;
            }
        }
    }

    private bool Holds(Place place, int at) => place switch
    {
        Place.TextStart => at == 0,
        Place.TextEnd => at == _text.Length,
        Place.LineStart => at == 0 || _text[at - 1] == '\n',
        Place.LineEnd => at == _text.Length || _text[at] == '\n',
        Place.WordEdge => IsWord(at - 1) != IsWord(at),
        _ => IsWord(at - 1) == IsWord(at),
    };

    private bool IsWord(int at) => (uint)at < (uint)_text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] == '_');

    private int CodePointAt(int at) =>
        CodePoints.LengthAt(_text, at) == 2 ? char.ConvertToUtf32(_text[at], _text[at + 1]) : _text[at];

    // The instructions at which the search stands, in order of preference, each once, with the captures that led there.
    private sealed class Threads(int length, int slots)
    {
        private readonly int[] _seen = new int[length];
        private readonly int[] _captures = new int[length * slots];
        private int _generation = 1;

        public int[] Instructions { get; } = new int[length];

        public int Count { get; private set; }

        public void Clear()
        {
            Count = 0;
            _generation++;
        }

        public bool Add(int index)
        {
            if (_seen[index] == _generation)
                return false;
            _seen[index] = _generation;
            return true;
        }

        public void Keep(int index, int[] captures)
        {
            captures.CopyTo(_captures, index * slots);
            Instructions[Count++] = index;
        }

        public ReadOnlySpan<int> Captures(int index) => _captures.AsSpan(index * slots, slots);
    }
}
