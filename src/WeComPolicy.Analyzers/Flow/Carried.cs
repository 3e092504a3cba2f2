namespace WeComPolicy.Analyzers.Flow;

/// <summary>What a value may hold that must not be seen.</summary>
[Flags]
internal enum Sensitive
{
    None = 0,

    /// <summary>An access token or ticket.</summary>
    Token = 1,

    /// <summary>A secret, an AES key, or an AppKey, which holds the secret.</summary>
    Secret = 2,

    /// <summary>A URL with one of these, or with a robot's key.</summary>
    Address = 4,

    /// <summary>The whole reply to a request for a token.</summary>
    TokenReply = 8,

    /// <summary>The URL of whatever request passes by.</summary>
    AnyAddress = 16,
}

/// <summary>What a value carries: known, guessed, and what depends on a parameter of the method it stands in.</summary>
internal readonly struct Carried
{
    private const int MaxParameters = 16;

    public static readonly Carried Nothing;

    private Carried(Sensitive sure, Sensitive guessed, bool isTokenAddress, int parameters, int replies)
    {
        Sure = sure;
        Guessed = guessed & ~sure;
        IsTokenAddress = isTokenAddress;
        Parameters = parameters;
        Replies = replies;
    }

    public Sensitive Sure { get; }

    public Sensitive Guessed { get; }

    /// <summary>The text names a path that answers with a token.</summary>
    public bool IsTokenAddress { get; }

    /// <summary>Bit n: holds parameter n.</summary>
    public int Parameters { get; }

    /// <summary>Bit n: is the reply to a request to the address in parameter n.</summary>
    public int Replies { get; }

    public bool IsNothing => Sure == Sensitive.None && Guessed == Sensitive.None && !IsTokenAddress && Parameters == 0 && Replies == 0;

    public static Carried Surely(Sensitive what) => new(what, Sensitive.None, false, 0, 0);

    public static Carried Perhaps(Sensitive what) => new(Sensitive.None, what, false, 0, 0);

    public static Carried TokenAddress { get; } = new(Sensitive.None, Sensitive.None, true, 0, 0);

    public static Carried Parameter(int ordinal) => ordinal is >= 0 and < MaxParameters ? new(Sensitive.None, Sensitive.None, false, 1 << ordinal, 0) : Nothing;

    public static Carried operator |(Carried a, Carried b) => new(
        a.Sure | b.Sure, a.Guessed | b.Guessed, a.IsTokenAddress || b.IsTokenAddress, a.Parameters | b.Parameters, a.Replies | b.Replies);

    /// <summary>What comes back when this is the address, or the request, of a call.</summary>
    public Carried Requested() => new(
        IsTokenAddress || (Sure & Sensitive.TokenReply) != 0 ? Sensitive.TokenReply : Sensitive.None,
        Guessed & Sensitive.TokenReply,
        false,
        0,
        Replies | Parameters);

    public Carried WithoutParameters() => new(Sure, Guessed, IsTokenAddress, 0, 0);

    /// <summary>As a part of a whole that is not text: a member is asked for by its own name.</summary>
    public Carried Only(Sensitive kinds) => new(Sure & kinds, Guessed & kinds, IsTokenAddress, Parameters, Replies);
}
