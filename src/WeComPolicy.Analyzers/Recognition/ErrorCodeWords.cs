namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Names by which code looks at the outcome that WeCom states in its reply.</summary>
internal static class ErrorCodeWords
{
    /// <summary>The HTTP status is not among them: errors arrive as 200.</summary>
    public static bool Names(string normalized) =>
        normalized is "errcode" or "errorcode" or "errcd" or "errno" or "errmsg" or "errormsg" or "errormessage" or "returncode" or "retcode"
            or "errorcodevalue" or "iserror" or "isok" or "haserror" or "resultcode" or "success" or "succeed" or "succeeded"
        || normalized.StartsWith("returncodework", StringComparison.Ordinal)
        || (normalized.StartsWith("issucc", StringComparison.Ordinal) && normalized != "issuccessstatuscode")
        || normalized.EndsWith("errcode", StringComparison.Ordinal);

    /// <summary>Words that a helper for any request may say of the answer's HTTP status, or of a failure to connect.</summary>
    public static bool MayMeanStatus(string normalized) => normalized is "errormsg" or "errormessage" or "iserror" or "isok" or "haserror" or "success" or "succeed" or "succeeded"
        || normalized.StartsWith("issucc", StringComparison.Ordinal);

    /// <summary>Names of the HTTP status, as the framework and its libraries spell it.</summary>
    public static bool NamesStatus(string name) => name is "IsSuccessStatusCode" or "EnsureSuccessStatusCode" or "StatusCode" or "ResponseStatus" or "HttpStatusCode";
}
