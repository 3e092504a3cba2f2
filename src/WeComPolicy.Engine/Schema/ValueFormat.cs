namespace WeComPolicy.Engine.Schema;

/// <summary>The form that a text must have.</summary>
public enum ValueFormat : byte
{
    /// <summary>Any text.</summary>
    None,

    /// <summary>A member's account: 1 to 64 letters, digits and <c>._@-</c>, beginning with a letter or digit.</summary>
    UserId,

    /// <summary><c>ww</c> or <c>wx</c> and 16 lower-case hexadecimal digits.</summary>
    CorpId,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Ip,

    /// <summary>An address, a CIDR block, or two addresses of one family joined by <c>-</c>.</summary>
    IpRange,

    /// <summary>An absolute http or https address.</summary>
    Url,

    /// <summary>A domain; may begin with <c>*.</c> and end with <c>:port</c>.</summary>
    Domain,

    /// <summary>Where a secret is kept, never the secret.</summary>
    SecretRef,
}
