using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>A compiled expression: reads variables from the frame and never throws.</summary>
internal delegate Value Step(Frame frame);
