using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Analyzers.Configuration;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1009: a secret in a configuration file of the project, which reaches the rule as an additional file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WCA1009SecretInConfiguration : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.SecretInConfiguration, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    private const int MaxLength = 4 * 1024 * 1024;

    private static readonly string[] Clues = ["secret", "key", "token", "PRIVATE KEY"];

    private static readonly string[] OtherSections =
        ["jwt", "oauth", "identity", "openid", "cookie", "session", "client", "pay", "miniprogram", "storage", "cos", "oss", "sms", "mail", "database", "connectionstring"];

    private static readonly Regex SecretInQuery = new(
        "(?:corp|suite|provider)_?secret=(?<value>[A-Za-z0-9_-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

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
        if (!Clues.Any(clue => text.IndexOf(clue, StringComparison.OrdinalIgnoreCase) >= 0))
            return;
        var pairs = ConfigurationReader.Read(file.Path, text);
        var groups = pairs.GroupBy(pair => pair.Group).ToDictionary(group => group.Key, group => new Neighbours(group));
        foreach (var pair in pairs)
        {
            if (Judge(pair, groups[pair.Group], HasCorpIdAround(pair, groups)) is { } confidence)
            {
                var span = new TextSpan(pair.Start, pair.Length);
                context.ReportDiagnostic(Rule.Report(Location.Create(file.Path, span, source.Lines.GetLinePositionSpan(span)), confidence));
            }
        }
    }

    /// <summary><c>&lt;Agents CorpID="ww…"&gt;&lt;Agent&gt;&lt;Secret&gt;…</c>; what lies between must not speak of something else.</summary>
    private static bool HasCorpIdAround(ConfigurationPair pair, Dictionary<int, Neighbours> groups) =>
        !WeComWords.ContainsAny(pair.Path, OtherSections) && pair.Around.Any(group => groups.TryGetValue(group, out var around) && around.HaveCorpId);

    private static Confidence? Judge(ConfigurationPair pair, Neighbours neighbours, bool hasCorpIdAround)
    {
        if (IsInQuery(pair.Value) || IsInAddress(pair.Value))
            return Confidence.Proof;
        if (WeComWords.NamesAnotherPlatform(pair.Key) || (WeComWords.NamesAnotherPlatform(pair.Path) && !WeComWords.NamesWeCom(pair.Key)))
            return null;
        if (neighbours.HaveDingTalkId && !WeComWords.NamesWeCom(pair.Key))
            return null;
        var isWeCom = WeComWords.NamesWeCom(pair.Path) || WeComWords.NamesWeCom(pair.Key) || neighbours.HaveCorpId || hasCorpIdAround || neighbours.HaveAgent;
        if (SecretShape.IsAppSecret(pair.Value) && (SecretName.SaysAppSecret(pair.Key) || (isWeCom && SecretName.MaySayAppSecret(pair.Key))))
            return Confidence.Proof;
        // Official accounts and mini programs have app ids of the same form, but secrets of another length.
        if (neighbours.HaveWeixinAppId && SecretShape.IsAppSecret(pair.Value) && SecretName.MaySayAppSecret(pair.Key) && !WeComWords.ContainsAny(pair.Path, OtherSections))
            return Confidence.Proof;
        // WeixinSecret:Contacts, "AgentSecrets": { "1000002": … }: the name of the app comes last.
        if (isWeCom && (SecretShape.IsAppSecret(pair.Value) || SecretShape.IsOldAppSecret(pair.Value)) && NamesSecretBefore(pair))
            return Confidence.Proof;
        // DingTalk's secrets have the length of the old ones.
        if (SecretShape.IsOldAppSecret(pair.Value) && (SecretName.SaysAppSecret(pair.Key) || (isWeCom && SecretName.MaySayAppSecret(pair.Key))))
            return isWeCom ? Confidence.Proof : Confidence.Heuristic;
        if ((SecretName.SaysEncodingAesKey(pair.Key) || (isWeCom && SecretName.SaysEncryptionKey(pair.Key))) && SecretShape.IsEncodingAesKey(pair.Value))
            return isWeCom ? Confidence.Proof : neighbours.HaveAppId ? null : Confidence.Heuristic;
        if (isWeCom && (SecretName.SaysCallbackToken(pair.Key) || (pair.Key is "token" or "weixintoken" or "wechattoken" or "wxtoken" && neighbours.HaveAesKey)) && SecretShape.IsCallbackToken(pair.Value))
            return neighbours.HaveAesKey ? Confidence.Proof : Confidence.Heuristic;
        if ((SecretName.SaysWebhookKey(pair.Key) ? isWeCom : IsKeyOfRobot(pair, neighbours, isWeCom)) && SecretShape.IsWebhookKey(pair.Value))
            return Confidence.Proof;
        return isWeCom && pair.Value.IndexOf("-----BEGIN ", StringComparison.Ordinal) >= 0 && pair.Value.IndexOf("PRIVATE KEY-----", StringComparison.Ordinal) >= 0
            ? Confidence.Proof
            : null;
    }

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
        if (value.IndexOf("secret=", StringComparison.OrdinalIgnoreCase) < 0)
            return false;
        foreach (Match match in SecretInQuery.Matches(value))
        {
            if (SecretShape.IsAppSecret(match.Groups["value"].Value) || SecretShape.IsOldAppSecret(match.Groups["value"].Value))
                return true;
        }

        return false;
    }

    private static bool IsInAddress(string value) =>
        value.IndexOf("webhook/", StringComparison.OrdinalIgnoreCase) >= 0 && KeyInAddress.Match(value) is { Success: true } match
        && SecretShape.IsWebhookKey(match.Groups["value"].Value);

    /// <summary>What stands beside a pair: a corp id makes a plain "secret" one of WeCom, an app id one of another platform.</summary>
    private sealed class Neighbours
    {
        public Neighbours(IEnumerable<ConfigurationPair> pairs)
        {
            bool hasAgentId = false, hasSecret = false;
            foreach (var pair in pairs)
            {
                HaveCorpId |= SecretShape.IsCorpId(pair.Value) && (pair.Key.Contains("corpid") || pair.Value.StartsWith("ww", StringComparison.Ordinal));
                HaveDingTalkId |= pair.Key.Contains("corpid") && pair.Value.StartsWith("ding", StringComparison.Ordinal);
                HaveWeixinAppId |= SecretShape.IsCorpId(pair.Value) && pair.Key.EndsWith("appid", StringComparison.Ordinal);
                HaveAppId |= pair.Key.EndsWith("appid", StringComparison.Ordinal);
                HaveHost |= pair.Value.IndexOf("qyapi.weixin.qq.com", StringComparison.OrdinalIgnoreCase) >= 0;
                HaveRobot |= pair.Value.IndexOf("cgi-bin/webhook", StringComparison.OrdinalIgnoreCase) >= 0;
                HaveAesKey |= SecretName.SaysEncodingAesKey(pair.Key) || (SecretName.SaysEncryptionKey(pair.Key) && SecretShape.IsEncodingAesKey(pair.Value));
                hasAgentId |= pair.Key.EndsWith("agentid", StringComparison.Ordinal);
                hasSecret |= SecretShape.IsAppSecret(pair.Value) && SecretName.MaySayAppSecret(pair.Key);
            }

            HaveAgent = hasAgentId && HaveWeixinAppId && hasSecret;
        }

        public bool HaveCorpId { get; }

        /// <summary>DingTalk's corp ids begin with its name.</summary>
        public bool HaveDingTalkId { get; }

        public bool HaveAppId { get; }

        public bool HaveWeixinAppId { get; }

        public bool HaveAesKey { get; }

        /// <summary>An app id of Tencent's form with an agent id and a secret of WeCom's length: neither official accounts nor mini programs have agents.</summary>
        public bool HaveAgent { get; }

        public bool HaveHost { get; }

        /// <summary>The address that a robot sends to.</summary>
        public bool HaveRobot { get; }
    }
}
