using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Analyzers.Configuration;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1009: a secret in a configuration file of the project, which reaches the rule as an additional file.</summary>
public sealed class WCA1009SecretInConfiguration : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.SecretInConfiguration, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    private const int MaxLength = 4 * 1024 * 1024;

    private static readonly string[] Clues = ["secret", "key", "token", "robot", "webhook", "PRIVATE KEY", "密钥", "秘钥"];

    private static readonly string[] OtherSections =
        ["jwt", "oauth", "identity", "openid", "cookie", "session", "client", "pay", "miniprogram", "storage", "cos", "oss", "sms", "mail", "database", "connectionstring"];

    /// <summary>What else has keys and secrets as long; those of payment and mini programs are shorter.</summary>
    private static readonly string[] OtherSecrets =
        ["jwt", "oauth", "identity", "openid", "cookie", "session", "client", "database", "hash", "hmac", "sign", "salt", "csrf", "redis", "mysql", "mongo", "rabbit", "minio", "aws", "aliyun", "azure", "github", "gitlab", "sentry", "password", "pwd", "license", "public", "accesstoken", "refreshtoken"];

    private static readonly Regex SecretInQuery = new(
        """(?:corp|suite|provider)_?secret["']?\s{0,4}(?:[=:]|(?<=\s))\s{0,4}["']?(?<value>[A-Za-z0-9_-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex CorpIdInText = new("ww[0-9a-f]{16}", RegexOptions.CultureInvariant);

    private static readonly Regex SecretInUrl = new(
        "[?&](?:amp;)?(?:corp|suite|provider)_?secret=(?<value>[A-Za-z0-9_-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex SecretBesideCorpId = new(
        @"(?:^|[;,&\s])\w{0,20}secret\s{0,4}=\s{0,4}(?<value>[A-Za-z0-9_-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex KeyInAddress = new(
        @"webhook/(?:send|upload_media)\?(?:[^""'\s]*&)?key=(?<value>[0-9A-Fa-f-]{36})(?![0-9A-Za-z-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Creates the rule.</summary>
    public WCA1009SecretInConfiguration()
        : base(Rule)
    {
    }

    // The code may know WeCom by its configuration only.
    private protected override bool Concerns(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation) =>
        options.AdditionalFiles.Any(file => ConfigurationReader.Takes(file.Path));

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterAdditionalFileAction(Analyze);

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        var file = context.AdditionalFile;
        if (!ConfigurationReader.Takes(file.Path) || file.GetText(context.CancellationToken) is not { Length: > 0 and <= MaxLength } source)
            return;
        var text = source.ToString();
        if (!Clues.Any(clue => text.IndexOf(clue, StringComparison.OrdinalIgnoreCase) >= 0) && !CorpIdInText.IsMatch(text))
            return;
        var pairs = ConfigurationReader.Read(file.Path, text);
        var groups = pairs.GroupBy(pair => pair.Group).ToDictionary(group => group.Key, group => new Neighbours(group));
        var isFileOfWeCom = groups.Values.Any(group => group.HaveCorpId || group.HaveHost);
        var told = new HashSet<int>();
        foreach (var pair in pairs)
        {
            if (Judge(pair, groups[pair.Group], HasCorpIdAround(pair, groups), isFileOfWeCom) is { } confidence)
            {
                Report(new TextSpan(pair.Start, pair.Length), confidence);
                told.Add(source.Lines.GetLineFromPosition(pair.Start).LineNumber);
            }
        }

        if (told.Count == 0 && PrivateKey.IsFile(text) && PrivateKey.In(text) is var (start, value, length) && IsKeyOfWeCom(file.Path, context))
        {
            Report(new TextSpan(value, length), Confidence.Proof);
            told.Add(source.Lines.GetLineFromPosition(value).LineNumber);
        }

        // Scripts, texts of several lines and comments are no pairs, but an address is one wherever it stands.
        foreach (var span in AddressesIn(text))
        {
            var line = source.Lines.GetLineFromPosition(span.Start);
            if (told.Add(line.LineNumber))
                Report(span, IsComment(text, line.Start) ? Confidence.Heuristic : Confidence.Proof);
        }

        void Report(TextSpan span, Confidence confidence) =>
            context.ReportDiagnostic(Rule.Report(Location.Create(file.Path, span, source.Lines.GetLinePositionSpan(span)), confidence));
    }

    /// <summary>Servers have keys as well: it is WeCom's by its name, or because code about WeCom reads it by its name.</summary>
    private static bool IsKeyOfWeCom(string path, AdditionalFileAnalysisContext context)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        var plain = WeComWords.Normalize(name);
        if (WeComWords.NamesWeCom(plain) || WeComWords.ContainsAny(plain, "msgaudit", "chatdata"))
            return true;
        return WeComPresence.FilesWith(name, context.Compilation, context.CancellationToken).Any();
    }

    private static IEnumerable<TextSpan> AddressesIn(string text)
    {
        if (text.IndexOf("webhook/", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            foreach (Match match in KeyInAddress.Matches(text))
            {
                if (SecretShape.IsWebhookKey(match.Groups["value"].Value))
                    yield return new TextSpan(match.Index, match.Length);
            }
        }

        if (text.IndexOf("secret=", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            foreach (Match match in SecretInUrl.Matches(text))
            {
                if (IsSecret(match.Groups["value"].Value))
                    yield return new TextSpan(match.Index, match.Length);
            }
        }
    }

    private static bool IsComment(string text, int lineStart)
    {
        while (lineStart < text.Length && text[lineStart] is ' ' or '\t')
            lineStart++;
        return lineStart < text.Length && (text[lineStart] is '#' or ';' or '*' || string.CompareOrdinal(text, lineStart, "//", 0, 2) == 0
            || string.CompareOrdinal(text, lineStart, "<!--", 0, 4) == 0 || string.CompareOrdinal(text, lineStart, "--", 0, 2) == 0);
    }

    private static bool IsSecret(string value) => SecretShape.IsAppSecret(value) || SecretShape.IsOldAppSecret(value);

    /// <summary><c>&lt;Agents CorpID="ww…"&gt;&lt;Agent&gt;&lt;Secret&gt;…</c>; what lies between must not speak of something else.</summary>
    private static bool HasCorpIdAround(ConfigurationPair pair, Dictionary<int, Neighbours> groups) =>
        !WeComWords.ContainsAny(pair.Path, OtherSections) && pair.Around.Any(group => groups.TryGetValue(group, out var around) && around.HaveCorpId);

    private static Confidence? Judge(ConfigurationPair pair, Neighbours neighbours, bool hasCorpIdAround, bool isFileOfWeCom)
    {
        if (IsInQuery(pair.Value) || IsInAddress(pair.Value))
            return Confidence.Proof;
        if (WeComWords.NamesAnotherPlatform(pair.Key) || (WeComWords.NamesAnotherPlatform(pair.Path) && !WeComWords.NamesWeCom(pair.Key)))
            return null;
        if ((neighbours.HaveDingTalkId || neighbours.SayAnotherPlatform) && !WeComWords.NamesWeCom(pair.Key))
            return null;
        var isWeCom = WeComWords.NamesWeCom(pair.Path) || WeComWords.NamesWeCom(pair.Key) || SaysEnterprise(pair.Key) || neighbours.HaveCorpId || hasCorpIdAround || neighbours.HaveAgent || neighbours.SayWeCom;
        return OfAppSecret(pair, neighbours, isWeCom) ?? OfCallback(pair, neighbours, isWeCom || (neighbours.HaveAppSecret && !WeComWords.ContainsAny(pair.Path, OtherSections)))
            ?? OfRobot(pair, neighbours, isWeCom, isFileOfWeCom) ?? OfPrivateKey(pair, isWeCom);
    }

    private static Confidence? OfAppSecret(ConfigurationPair pair, Neighbours neighbours, bool isWeCom)
    {
        var isNew = SecretShape.IsAppSecret(pair.Value);
        if ((!isNew && !SecretShape.IsOldAppSecret(pair.Value)) || SecretName.SaysEncodingAesKey(pair.Key))
            return null;
        // DingTalk's secrets have the length of the old ones.
        if (SecretName.SaysAppSecret(pair.Key))
            return isNew || isWeCom ? Confidence.Proof : Confidence.Heuristic;
        if (IsForOther(pair, neighbours))
            return null;
        var maySay = SecretName.MaySayAppSecret(pair.Key);
        // Official accounts and mini programs have app ids of the same form, but secrets of another length.
        if (!isWeCom)
            return isNew && (maySay || NamesSecretFirst(pair.Key)) && neighbours.HaveWeixinAppId && !WeComWords.ContainsAny(pair.Path, OtherSections) ? Confidence.Proof : null;
        // WeixinSecret:Contacts, "AgentSecrets": { "1000002": … }: the name of the app comes last.
        if (maySay || NamesSecretBefore(pair))
            return Confidence.Proof;
        // Whatever it is called: so long a value beside the id of the corp or of an app is a secret.
        return isNew && (neighbours.HaveCorpId || neighbours.HaveAgentId) ? Confidence.Proof : null;
    }

    /// <summary>The key speaks of something that has secrets of its own, and stands in no section of WeCom's.</summary>
    private static bool IsForOther(ConfigurationPair pair, Neighbours neighbours) =>
        (WeComWords.ContainsAny(pair.Key, OtherSecrets) || pair.Key.StartsWith("db", StringComparison.Ordinal))
        && !(WeComWords.NamesWeCom(pair.Path) && !WeComWords.ContainsAny(Section(pair), OtherSections))
        && !(pair.Key.EndsWith("clientsecret", StringComparison.Ordinal) && neighbours.HaveCorpIdAsClient);

    private static Confidence? OfCallback(ConfigurationPair pair, Neighbours neighbours, bool isWeCom)
    {
        // Flat settings of an official account beside those of a corp: the bare names are the account's.
        if (neighbours.HaveAppId && neighbours.HaveOwn(pair.Key))
            return null;
        if ((SecretName.SaysEncodingAesKey(pair.Key) || (isWeCom && SecretName.SaysEncryptionKey(pair.Key))) && SecretShape.IsEncodingAesKey(pair.Value))
            return isWeCom ? Confidence.Proof : neighbours.HaveAppId ? null : Confidence.Heuristic;
        if (!isWeCom || !SecretShape.IsCallbackToken(pair.Value))
            return null;
        return SecretName.SaysCallbackToken(pair.Key) || neighbours.HaveAesKeyOf(pair.Key) ? neighbours.HaveAesKey ? Confidence.Proof : Confidence.Heuristic : null;
    }

    private static Confidence? OfRobot(ConfigurationPair pair, Neighbours neighbours, bool isWeCom, bool isFileOfWeCom)
    {
        if (!SecretShape.IsWebhookKey(pair.Value))
            return null;
        if (SecretName.SaysWebhookKey(pair.Key) ? isWeCom || neighbours.HaveRobot : IsKeyOfRobot(pair, neighbours, isWeCom))
            return Confidence.Proof;
        // Other robots have ids and tokens of other forms, but for Feishu's, whose name has been asked for.
        if (WeComWords.ContainsAny(pair.Key + Section(pair), "robot", "webhook"))
        {
            if (WeComWords.ContainsAny(pair.Path + pair.Key, "wechat", "weixin"))
                return Confidence.Proof;
            if (isFileOfWeCom)
                return Confidence.Heuristic;
        }

        // WECOM_KEY: no other key of WeCom's is a UUID.
        return pair.Key.EndsWith("key", StringComparison.Ordinal) && WeComWords.NamesWeCom(pair.Key) && !WeComWords.ContainsAny(pair.Key, OtherSecrets)
            ? WeComWords.ContainsAny(pair.Key, "api", "tenant", "public") ? Confidence.Heuristic : Confidence.Proof : null;
    }

    private static Confidence? OfPrivateKey(ConfigurationPair pair, bool isWeCom) =>
        isWeCom && pair.Value.IndexOf("-----BEGIN ", StringComparison.Ordinal) >= 0 && pair.Value.IndexOf("PRIVATE KEY-----", StringComparison.Ordinal) >= 0
            ? Confidence.Proof
            : null;

    /// <summary><c>qy_app_secret</c>: 企业号, as it was called before.</summary>
    private static bool SaysEnterprise(string key) => key.StartsWith("qy", StringComparison.Ordinal);

    /// <summary><c>SecretPlanFill</c>: the app whose secret it is comes last.</summary>
    private static bool NamesSecretFirst(string key) => key.StartsWith("secret", StringComparison.Ordinal) && !key.EndsWith("key", StringComparison.Ordinal);

    private static bool NamesSecretBefore(ConfigurationPair pair) =>
        (SecretName.HoldsSecrets(pair.Key) || SecretName.HoldsSecrets(Section(pair)))
        && !SecretName.SaysEncodingAesKey(pair.Key) && !WeComWords.ContainsAny(pair.Key, OtherSections) && !WeComWords.ContainsAny(pair.Path, OtherSections);

    /// <summary><c>"WeComRobot": { "AppKey": … }</c>; other keys are UUIDs as well, so the section itself has to speak of the robot.</summary>
    private static bool IsKeyOfRobot(ConfigurationPair pair, Neighbours neighbours, bool isWeCom) =>
        (isWeCom || neighbours.HaveHost)
        && pair.Key is "appkey" or "appsecret" or "secret" or "secretkey" or "accesskey" or "token" or "accesstoken"
        && (WeComWords.ContainsAny(Section(pair), "robot", "webhook", "bot") || neighbours.HaveRobot);

    /// <summary>The name of the nearest section around it.</summary>
    private static string Section(ConfigurationPair pair) => pair.Path.Substring(pair.Path.LastIndexOf('/') + 1);

    private static bool IsInQuery(string value)
    {
        if (value.IndexOf("secret", StringComparison.OrdinalIgnoreCase) < 0)
            return false;
        var hasCorpId = value.IndexOf("corpid=", StringComparison.OrdinalIgnoreCase) >= 0 || value.IndexOf("corp_id=", StringComparison.OrdinalIgnoreCase) >= 0;
        foreach (Match match in (hasCorpId ? SecretBesideCorpId : SecretInQuery).Matches(value))
        {
            if (IsSecret(match.Groups["value"].Value))
                return true;
        }

        return false;
    }

    private static bool IsInAddress(string value) =>
        value.IndexOf("webhook/", StringComparison.OrdinalIgnoreCase) >= 0 && KeyInAddress.Match(value) is { Success: true } match
        && SecretShape.IsWebhookKey(match.Groups["value"].Value);
}
