namespace WeComPolicy.Testing;

/// <summary>A text is not what its snapshot says.</summary>
public sealed class VerifyException(string message) : Exception(message);
