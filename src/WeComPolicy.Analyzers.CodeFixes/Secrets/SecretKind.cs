namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>What a literal gives away.</summary>
internal enum SecretKind
{
    /// <summary>Secret of a corp, an app, a suite or a provider.</summary>
    AppSecret,

    /// <summary>Key that callbacks are encrypted with.</summary>
    EncodingAesKey,

    /// <summary>Token that callbacks are signed with; may be any word.</summary>
    CallbackToken,

    /// <summary>Key of a group robot.</summary>
    WebhookKey,

    /// <summary>Private key in PEM form.</summary>
    PrivateKey,
}
