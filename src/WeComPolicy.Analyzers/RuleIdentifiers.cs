namespace WeComPolicy.Analyzers;

/// <summary>Every rule id, once. An id is never given to another rule.</summary>
public static class RuleIdentifiers
{
    /// <summary>Hard-coded corp, app, suite or provider secret.</summary>
    public const string HardCodedAppSecret = "WCA1001";

    /// <summary>Hard-coded EncodingAESKey or callback token.</summary>
    public const string HardCodedCallbackKey = "WCA1002";

    /// <summary>Hard-coded key of a group robot.</summary>
    public const string HardCodedWebhookKey = "WCA1003";

    /// <summary>Private key in the source.</summary>
    public const string PrivateKeyInSource = "WCA1004";

    /// <summary>Secret or token in a log, console, trace or exception message.</summary>
    public const string SecretInLog = "WCA1005";

    /// <summary>Token, secret or ticket returned to a client.</summary>
    public const string SecretToClient = "WCA1006";

    /// <summary>Plain http to a WeCom host.</summary>
    public const string PlainHttp = "WCA1007";

    /// <summary>Certificate checks off on the client that calls WeCom.</summary>
    public const string CertificateUnchecked = "WCA1008";

    /// <summary>Secret in a configuration file.</summary>
    public const string SecretInConfiguration = "WCA1009";

    /// <summary>Callback decrypted without verifying its signature.</summary>
    public const string UnverifiedCallback = "WCA1010";

    /// <summary>Signature compared in non-constant time.</summary>
    public const string LeakyComparison = "WCA1011";

    /// <summary>Token sent in a body or header, or to another host.</summary>
    public const string TokenMisplaced = "WCA1012";

    /// <summary>API call in a loop without pacing.</summary>
    public const string LoopWithoutPacing = "WCA2001";

    /// <summary>Fan-out without a bound.</summary>
    public const string UnboundedFanOut = "WCA2002";

    /// <summary>Access token fetched per call.</summary>
    public const string UncachedToken = "WCA2003";

    /// <summary>Pacing too fast for the limit.</summary>
    public const string TooFast = "WCA2004";

    /// <summary>Limiter set above the limit.</summary>
    public const string LimiterTooHigh = "WCA2005";

    /// <summary>Retry endless, without a pause, or on a code that must not be retried.</summary>
    public const string BadRetry = "WCA2006";

    /// <summary>Per-item call where a batch exists.</summary>
    public const string PerItemCall = "WCA2007";

    /// <summary>Timer or polling too frequent.</summary>
    public const string FrequentPolling = "WCA2008";

    /// <summary>New HttpClient per call.</summary>
    public const string ClientPerCall = "WCA2009";

    /// <summary>debug=1 in a WeCom URL.</summary>
    public const string DebugQuery = "WCA2010";

    /// <summary>One cached token shared by several apps.</summary>
    public const string SharedToken = "WCA2011";

    /// <summary>errcode never looked at.</summary>
    public const string ErrorCodeIgnored = "WCA3001";

    /// <summary>errmsg compared.</summary>
    public const string ErrorMessageCompared = "WCA3002";

    /// <summary>Deprecated endpoint.</summary>
    public const string DeprecatedEndpoint = "WCA3003";

    /// <summary>Archive pulled with no consent check in the project.</summary>
    public const string ArchiveWithoutConsent = "WCA3004";

    /// <summary>System-app secret used for customer contact.</summary>
    public const string SystemAppSecret = "WCA3005";

    /// <summary>Receive id not checked after decrypting.</summary>
    public const string ReceiverUnchecked = "WCA3006";

    /// <summary>The page about a rule.</summary>
    /// <param name="id">The rule's id.</param>
    public static string HelpLink(string id) => RulePages.Of(id);
}
