namespace WeComPolicy.Expressions.Evaluation;

/// <summary>The local variables of a macro.</summary>
/// <param name="First">Slot of the first.</param>
/// <param name="Second">Slot of the second; -1 where there is only one.</param>
internal readonly record struct LoopVariables(int First, int Second)
{
    /// <summary>Begins a turn: charges it and sets the variables. False when the budget is used up.</summary>
    public bool Begin(Frame frame, in LoopRange range, int index)
    {
        if (!frame.Charge())
            return false;

        // Into variables first: a source that evaluates expressions of its own may move the frame's memory.
        if (Second < 0)
        {
            var only = range.Only(index);
            frame.Local(First) = only;
        }
        else
        {
            var (first, second) = (range.First(index), range.Second(index));
            frame.Local(First) = first;
            frame.Local(Second) = second;
        }

        if (frame.Recorder is { } recorder)
            recorder.Iteration = index;
        return true;
    }
}
