using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>How a call of the WeCom API is written.</summary>
internal enum CallStyle
{
    /// <summary>An HTTP request, by itself or through a method that takes the address.</summary>
    Http,

    /// <summary>A method of an interface whose attributes name the address.</summary>
    DeclaredInterface,

    /// <summary>A library that throws where errcode is not 0.</summary>
    ThrowingLibrary,

    /// <summary>A library that leaves errcode to its caller.</summary>
    Library,

    /// <summary>The user said so, by an attribute or in an additional file.</summary>
    Declared,
}

/// <summary>One place where the code calls the WeCom API.</summary>
internal sealed class WeComCall
{
    public WeComCall(SyntaxNode node, WeComEndpoint endpoint, CallStyle style, Confidence confidence)
    {
        Node = node;
        Endpoint = endpoint;
        Style = style;
        Confidence = confidence;
    }

    public SyntaxNode Node { get; }

    public WeComEndpoint Endpoint { get; }

    public CallStyle Style { get; }

    public Confidence Confidence { get; }

    public bool IsToken => Endpoint.Kind == EndpointKind.Token;
}
