namespace WeComPolicy.CodeScan.Tests;

/// <summary>WCA1009: secrets in configuration files of every form.</summary>
public sealed class ConfigurationTests
{
    private const string GetToken = "https://qyapi.weixin.qq.com/cgi-bin/gettoken";

    private static IReadOnlyList<string> Found(string name, string text)
    {
        using var folder = new CodeFolder().With("Program.cs", "class Program { }").With(name, text);
        return [.. folder.Scan().Findings.Select(f => $"{f.Location!.Value.Start.Line}:{f.Location!.Value.Start.Column}")];
    }

    [Fact]
    public void Json_with_comments() => Assert.Equal(["4:16"], Found("appsettings.json", $$"""
        {
          "WeCom": { // the corp
            "CorpId": "{{MadeUp.CorpId}}",
            "Secret": "{{MadeUp.AppSecret}}", /* "Secret": "{{MadeUp.AppSecret}}" */
          }
        }
        """));

    [Fact]
    public void A_corp_id_beside_it_tells_whose_secret_it_is() =>
        Assert.Equal(["1:53"], Found("a.json", $$"""{ "a": { "CorpId": "{{MadeUp.CorpId}}", "Secret": "{{MadeUp.AppSecret}}" } }"""));

    [Fact]
    public void Xml_of_every_form() => Assert.Equal(["3:40", "4:120", "6:37", "7:8", "8:33"], Found("web.config", $"""
        <configuration>
          <appSettings>
            <add key="WeixinCorpSecret" value="{MadeUp.AppSecret}" />
            <add key="api" value="{GetToken}?corpid=a&amp;corpsecret=" /><add key="u" value="{GetToken}?corpid=a&amp;corpsecret={MadeUp.AppSecret}" />
          </appSettings>
          <setting name="CorpSecret"><value>{MadeUp.AppSecret}</value></setting>
          <Url>https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={MadeUp.WebhookKey}</Url>
          <wecom corpsecret="x" secret="{MadeUp.AppSecret}" />
        </configuration>
        """));

    [Fact]
    public void Yaml_with_lists_and_environments() => Assert.Equal(["2:11", "6:15", "8:24"], Found("app.yml", $"""
        wecom:
          secret: {MadeUp.AppSecret} # the app's
        services:
          env:
            - name: WECOM_SECRET
              value: "{MadeUp.AppSecret}"
          environment:
            - WECOM_CORPSECRET={MadeUp.AppSecret}
        """));

    [Theory]
    [InlineData("wecom: { corpsecret: SECRET, agentid: 1 }", "1:22")]
    [InlineData("wecom: {corpsecret: SECRET}", "1:21")]
    [InlineData("wecom: { 'corpsecret': 'SECRET' }", "1:25")]
    [InlineData("wecom: { \"corpsecret\":\"SECRET\" }", "1:24")]
    [InlineData("wecom: &corp !!map { corpsecret: SECRET }", "1:34")]
    [InlineData("wecom: {\n  agentid: 1, # one\n  corpsecret: SECRET,\n}\n", "3:15")]
    [InlineData("wecom: {\n  note: 'a } b', url: https://example.org/a,\n  app: { secret: SECRET } }\n", "3:18")]
    [InlineData("wecom: [ { agentid: 1, secret: SECRET }, { agentid: 2 } ]", "1:32")]
    [InlineData("wecom:\n  - { agentid: 1, secret: SECRET }\n", "2:27")]
    [InlineData("wecom:\n  a: { b: c }\n  secret: SECRET\n", "3:11")]
    [InlineData("{ wecom: { secret: SECRET } }", "1:20")]
    [InlineData("---\n{\n  \"wecom\": {\n    \"secret\": \"SECRET\"\n  }\n}\n", "4:16")]
    [InlineData("data:\n  appsettings.json: |\n    { \"WeCom\":\n      {\"Secret\":\"SECRET\"} }\n", "4:18")]
    [InlineData("data:\n  app: '{\"WeCom\":{\"Secret\":\"SECRET\"}}'\n", "2:29")]
    [InlineData("data:\n  app: \"{\\\"WeCom\\\":{\\\"Secret\\\":\\\"SECRET\\\"}}\"\n", "2:34")]
    [InlineData("env: [ { name: WECOM_SECRET_, value: SECRET } ]", "1:37")]
    [InlineData("environment: [ A=b, \"WECOM_APP_SECRET_=SECRET\" ]", "1:39")]
    [InlineData("wecom: &corp\n  secret: SECRET\n", "2:11")]
    [InlineData("wecom:\n  secret: >-\n    SECRET\n", "3:5")]
    [InlineData("wecom:\n  secret:\n    SECRET\n", "3:5")]
    [InlineData("wecom:\n  secrets:\n    - SECRET\n", "3:7")]
    [InlineData("wecom:\n  secrets: [ SECRET ]\n", "2:14")]
    [InlineData("wecom:\n  secret:\n    value: SECRET\n", "3:12")]
    [InlineData("wecom: { open: 1\nwecom2:\n  secret: SECRET\n", "3:11")]
    public void Yaml_of_every_form(string text, string place) =>
        Assert.Equal([place], Found("app.yml", text.Replace("SECRET_", "S_ECRET", StringComparison.Ordinal).Replace("SECRET", MadeUp.AppSecret, StringComparison.Ordinal).Replace("S_ECRET", "SECRET", StringComparison.Ordinal)));

    [Theory]
    [InlineData("jwt: { secret: SECRET }\nwecom: { agentid: 1 }\n")]
    [InlineData("wecom: { agentid: 1 }\njwt:\n  secret: SECRET\n")]
    [InlineData("wecom: [ { agentid: 1 } ]\nother: { secret: SECRET }\n")]
    [InlineData("wecom: { a: { b: 1 }\n}\njwt: { secret: SECRET }\n")]
    [InlineData("wecom: { note: 1 # secret: SECRET\n}\n")]
    [InlineData("wecom: { secret: \"{{ .Values.secret }}\" }\n{{- if .Values.wecom }}\nkey: SECRET\n{{- end }}\n")]
    public void Yaml_flow_ends_where_it_ends(string text) => Assert.Empty(Found("app.yml", text.Replace("SECRET", MadeUp.AppSecret, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{ "WeCom": { "Options": "{\"CorpSecret\":\"SECRET\"}" } }""", "1:44")]
    [InlineData("""{ "parameters": { "corpSecret": { "value": "SECRET" } } }""", "1:45")]
    [InlineData("""[ { "name": "WeCom:Secret_", "value": "SECRET" } ]""", "1:39")]
    [InlineData("""{ "WeCom": { "Secrets": [ "SECRET" ] } }""", "1:28")]
    public void Json_of_every_form(string text, string place) =>
        Assert.Equal([place], Found("a.json", text.Replace("Secret_", "Secret", StringComparison.Ordinal).Replace("SECRET", MadeUp.AppSecret, StringComparison.Ordinal)));

    [Fact]
    public void Json_in_an_environment_file() =>
        Assert.Equal(["1:24"], Found(".env", $$"""WECOM='{"corpsecret": "{{MadeUp.AppSecret}}"}'"""));

    [Fact]
    public void Environment_and_ini()
    {
        Assert.Equal(["2:25"], Found(".env", $"# keys\nexport WECOM_CORPSECRET={MadeUp.AppSecret}\n"));
        Assert.Equal(["2:8"], Found("a.ini", $"[WxWork]\nSecret={MadeUp.AppSecret}\n"));
        Assert.Equal(["1:6"], Found("b.ini", $"<Url>https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={MadeUp.WebhookKey}</Url>"));
    }

    [Theory]
    [InlineData("""{ "WeixinCorpID": "CORP", "WeixinSecret:Contacts": "SECRET" }""")]
    [InlineData("""{ "WeixinCorpID": "CORP", "WeixinSecretContacts": "SECRET" }""")]
    [InlineData("""{ "WeCom": { "AgentSecrets": { "1000002": "SECRET" } } }""")]
    [InlineData("""{ "WeixinWorkRobotOptions": { "AppKey": "UUID", "BaseAddress": "https://qyapi.weixin.qq.com" } }""")]
    [InlineData("""{ "Robot": { "AppKey": "UUID", "BaseAddress": "https://qyapi.weixin.qq.com" } }""")]
    public void The_word_for_the_secret_need_not_come_last(string text) => Assert.Single(Found("appsettings.json", Filled(text)));

    [Theory]
    [InlineData("""{ "WeixinCorpID": "CORP", "JwtSecretSalt": "SECRET" }""")]
    [InlineData("""{ "WeCom": { "Etag": "SECRET" } }""")]
    [InlineData("""{ "DingTalkSecret:Contacts": "SECRET" }""")]
    [InlineData("""{ "WeCom": { "AppKey": "UUID" } }""")]
    [InlineData("""{ "WeComRobot": { "TenantId": "UUID", "InstrumentationKey": "UUID" } }""")]
    [InlineData("""{ "Robot": { "AppKey": "UUID" } }""")]
    public void What_only_lies_beside_a_secret(string text) => Assert.Empty(Found("appsettings.json", Filled(text)));

    private static string Filled(string text) => text.Replace("CORP", MadeUp.CorpId, StringComparison.Ordinal).Replace("SECRET", MadeUp.AppSecret, StringComparison.Ordinal)
        .Replace("UUID", MadeUp.WebhookKey, StringComparison.Ordinal);

    [Fact]
    public void Callback_keys() => Assert.Equal(2, Found("appsettings.json", $$"""
        { "WeCom": { "Token": "{{MadeUp.CallbackToken}}", "EncodingAESKey": "{{MadeUp.AesKey}}" } }
        """).Count);

    [Theory]
    [InlineData("""{ "WeCom": { "CorpId": "wwa1b2c3d4e5f60718", "Secret": "企业密钥", "Token": "#{WeixinCorpToken}#", "EncodingAESKey": "" } }""")]
    [InlineData("""{ "DingTalk": { "CorpId": "dinga1b2c3", "AppSecret": "Hn4-vB8sQ2_mXe7KtLz0RgYc5WpJd9UaFo1ViTk3Er6" } }""")]
    [InlineData("""{ "OAuth": { "ClientSecret": "Hn4-vB8sQ2_mXe7KtLz0RgYc5WpJd9UaFo1ViTk3Er6" } }""")]
    [InlineData("""{ "WeCom": { "Url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={0}", "Key": "WeixinCorpSecret" } }""")]
    public void What_is_no_secret_of_wecom(string text) => Assert.Empty(Found("appsettings.json", text));

    [Theory]
    [InlineData("appsettings.json", "{ \"a\": [[[[ \"b\": \"unterminated")]
    [InlineData("web.config", "<a b=\"c")]
    [InlineData("a.yml", ":::\n- -\n  ? x\n\t: secret:")]
    [InlineData("a.ini", "[secret\n=\n===")]
    public void Broken_files_end_without_a_finding(string name, string text) => Assert.Empty(Found(name, text));

    [Fact]
    public void Deep_files_end()
    {
        Assert.Empty(Found("a.json", "{\"secret\":" + string.Concat(Enumerable.Repeat("[", 200_000))));
        Assert.Empty(Found("a.xml", "<secret>" + string.Concat(Enumerable.Repeat("<a>", 200_000))));
        Assert.Empty(Found("b.yml", string.Concat(Enumerable.Repeat("a: {\n", 50_000))));
        Assert.Empty(Found("c.yml", "secret: " + new string('{', 200_000) + string.Concat(Enumerable.Repeat("\"{", 50_000))));
        Assert.Empty(Found("a.yml", "secret:\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => new string(' ', i) + "a:\n"))));
    }

    [Fact]
    public void A_corp_id_above_tells_whose_the_secrets_below_are()
    {
        Assert.Equal(["2:30", "3:31"], Found("WX.xml", $"""
            <Weixin CorpID="{MadeUp.CorpId}">
              <Agent AgentID="1"><Secret>{MadeUp.AppSecret}</Secret></Agent>
              <add AgentID="1000" Secret="{MadeUp.AppSecret}" />
              <Jwt><Secret>{MadeUp.AppSecret}</Secret></Jwt>
            </Weixin>
            """));
        Assert.Equal(["3:18"], Found("setting.xml", $"""
            <work>
              <corpid value="{MadeUp.CorpId}" />
              <secret value="{MadeUp.AppSecret}" />
            </work>
            """));
    }

    [Fact]
    public void Settings_of_Visual_Studio() => Assert.Equal(["4:39"], Found("Properties/Settings.settings", $"""
        <SettingsFile>
          <Settings>
            <Setting Name="CorpId" Type="System.String"><Value Profile="(Default)">{MadeUp.CorpId}</Value></Setting>
            <Setting Name="A_Secret"  ><Value>{MadeUp.AppSecret}</Value></Setting>
          </Settings>
        </SettingsFile>
        """));

    /// <summary>Secrets of official accounts are shorter: one of this length beside such an id is WeCom's.</summary>
    [Fact]
    public void An_app_id_of_Weixin_beside_a_secret_of_WeCom()
    {
        Assert.Equal(["1:52"], Found("a.json", $$"""{ "W": { "AppId": "wx0a1b2c3d4e5f6071", "Secret": "{{MadeUp.AppSecret}}" } }"""));
        Assert.Empty(Found("a.json", """{ "W": { "AppId": "wx0a1b2c3d4e5f6071", "Secret": "0a1b2c3d4e5f60718293a4b5c6d7e8f9" } }"""));
        Assert.Empty(Found("a.json", $$"""{ "Jwt": { "AppId": "wx0a1b2c3d4e5f6071", "Secret": "{{MadeUp.AppSecret}}" } }"""));
    }

    [Fact]
    public void Secrets_of_DingTalk_are_none_of_WeCom() => Assert.Empty(Found("web.config", $"""
        <configuration>
          <appSettings>
            <add key="CorpId" value="ding0123456789abcdef" />
            <add key="CorpSecret" value="{MadeUp.AppSecret}" />
            <add key="appsecret" value="{MadeUp.AppSecret}{MadeUp.AppSecret[..21]}" />
          </appSettings>
        </configuration>
        """));

    /// <summary>Official accounts have no agents, and secrets of another length.</summary>
    [Fact]
    public void An_agent_id_beside_it_tells_whose_token_it_is()
    {
        Assert.Equal(["3:26", "4:26", "6:22"], Found("appsettings.json", $$"""
            { "Weixin": {
                "weixin_Appid": "wxa1b2c3d4e5f60718",
                "weixin_Appsecret": "{{MadeUp.AppSecret}}",
                "weixin_encry_key": "{{MadeUp.AesKey}}",
                "weixin_AgentId": "1000004",
                "weixin_token": "{{MadeUp.CallbackToken}}"
            } }
            """));
        Assert.Empty(Found("appsettings.json", $$"""
            { "Weixin": {
                "weixin_Appid": "wxa1b2c3d4e5f60718",
                "weixin_Appsecret": "0123456789abcdef0123456789abcdef",
                "weixin_encry_key": "{{MadeUp.AesKey}}",
                "weixin_AgentId": "1000004",
                "weixin_token": "{{MadeUp.CallbackToken}}"
            } }
            """));
    }

    [Theory]
    // Names of a home-made section.
    [InlineData("""{ "a": { "weixin_CorpId": "CORP", "weixin_encry_key": "AES", "weixin_token": "Kx7Qm2" } }""", 2)]
    [InlineData("""{ "a": { "CorpId": "CORP", "AesKey": "AES", "MsgToken": "Kx7Qm2", "AccessToken": "Kx7Qm2" } }""", 2)]
    [InlineData("""{ "a": { "sid": "CORP", "sec": "SECRET" } }""", 1)]
    [InlineData("""{ "QYWX": { "MY": "SECRET", "id": "CORP" } }""", 1)]
    [InlineData("""{ "QYWX": { "应用密钥": "SECRET" }, "Other": { "密钥": "SECRET" } }""", 1)]
    [InlineData("""{ "a": { "Id": 1000007, "Secret": "SECRET" }, "b": { "Id": 4711, "Secret": "SECRET" } }""", 1)]
    // What else has secrets as long.
    [InlineData("""{ "wecom_corpid": "CORP", "wecom_secret": "SECRET", "JwtSecret": "SECRET", "client_secret": "SECRET", "db_secret": "SECRET", "PaymentSecret": "SECRET" }""", 2)]
    [InlineData("""{ "WorkWeixin": { "ClientId": "CORP", "ClientSecret": "SECRET" } }""", 1)]
    // Records of a name and a value.
    [InlineData("""[ { "ConfigKey": "qywx.secret", "ConfigValue": "SECRET" }, { "ConfigKey": "jwt.secret", "ConfigValue": "SECRET" } ]""", 1)]
    [InlineData("""[ { "F_Id": "1", "F_Key": "qyhCorpSecret", "F_Value": "SECRET" } ]""", 1)]
    [InlineData("""[ { "code": "CorpSecret", "name": "企业密钥", "value": "SECRET" } ]""", 1)]
    // What the record is called tells of what is in it.
    [InlineData("""{ "Name": "WeCom", "Args": { "webhookKey": "ROBOT" } }""", 1)]
    [InlineData("""{ "type": "wecom", "key": "ROBOT" }""", 1)]
    [InlineData("""{ "type": "feishu", "key": "ROBOT", "corpId": "CORP", "secret": "SECRET" }""", 0)]
    [InlineData("""{ "a": { "url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", "key": "ROBOT" }, "b": { "key": "ROBOT" } }""", 1)]
    [InlineData("""{ "WECOM_KEY": "ROBOT", "APP_KEY": "ROBOT" }""", 1)]
    [InlineData("""{ "args": "--corpid CORP --corpsecret SECRET" }""", 1)]
    [InlineData("""{ "qywx": "CorpId=CORP;Secret=SECRET;AgentId=1000002", "b": "Server=a;Secret=SECRET" }""", 1)]
    [InlineData("""{ "WechatRobots": { "Default": "ROBOT" }, "Robot": { "WebHook": "ROBOT" } }""", 1)]
    [InlineData("""{ "a": { "CorpId": "CORP" }, "Robot": { "WebHook": "ROBOT" }, "Sentry": { "Dsn": "ROBOT" } }""", 1)]
    [InlineData("""{ "a": { "AppID": "wx1a2b3c4d5e6f7a8b", "AppSecret": "SECRET", "Token": "Kx7Qm2", "EncodingAESKey": "AES" } }""", 3)]
    [InlineData("""{ "a": { "AppID": "wx1a2b3c4d5e6f7a8b", "AppSecret": "1a2b3c4d5e6f7a8b1a2b3c4d5e6f7a8b", "Token": "Kx7Qm2", "EncodingAESKey": "AES" } }""", 0)]
    // An id of the form that corps had once, and the app's name behind the word.
    [InlineData("""{ "AppID": "wx1a2b3c4d5e6f7a8b", "SecretSalary": "SECRET", "SecretQrCode": "SECRET", "SecretStoreKey": "SECRET" }""", 2)]
    [InlineData("""{ "SecretSalary": "SECRET", "SecretQrCode": "SECRET" }""", 0)]
    [InlineData("""{ "a": { "SuiteId": "CORP", "SuiteToken": "Kx7Qm2", "SuiteEncodingAESKey": "AES", "LoginToken": "Kx7Qm2" } }""", 2)]
    // An official account in the same flat settings.
    [InlineData("""{ "Token": "Kx7Qm2", "EncodingAESKey": "AES", "WeixinAppId": "wx1a2b3c4d5e6f7a8b", "WeixinCorpId": "CORP", "WeixinCorpToken": "Kx7Qm3", "WeixinCorpEncodingAESKey": "AES" }""", 2)]
    public void Neighbours_decide(string json, int found) => Assert.Equal(found, Found("a.json", json
        .Replace("CORP\"", MadeUp.CorpId + "\"").Replace("=CORP", "=" + MadeUp.CorpId).Replace("corpid CORP", "corpid " + MadeUp.CorpId)
        .Replace("SECRET\"", MadeUp.AppSecret + "\"").Replace("=SECRET", "=" + MadeUp.AppSecret).Replace("\"AES\"", "\"" + MadeUp.AesKey + "\"").Replace("\"ROBOT\"", "\"" + MadeUp.WebhookKey + "\"")).Count);

    [Theory]
    [InlineData("<c><item id='corpid' value='CORP'/><item id='corpsecret' value='SECRET'/></c>", 1)]
    [InlineData("<c><p><name>CorpId</name><value>CORP</value></p><p><name>Secret</name><value>SECRET</value></p></c>", 1)]
    [InlineData("<c><p><name>Id</name><value>1</value></p><p><name>Secret</name><value>SECRET</value></p></c>", 0)]
    [InlineData("<t><target name='a' type='WeComRobot' key='ROBOT'/><target name='b' type='Splunk' key='ROBOT'/></t>", 1)]
    public void Xml_by_its_neighbours(string xml, int found) =>
        Assert.Equal(found, Found("a.xml", xml.Replace("CORP<", MadeUp.CorpId + "<").Replace("CORP'", MadeUp.CorpId + "'").Replace("SECRET", MadeUp.AppSecret).Replace("ROBOT", MadeUp.WebhookKey)).Count);

    [Theory]
    [InlineData("qy_app_secret", 1)]
    [InlineData("query_secret_day", 0)]
    public void A_name_that_begins_with_enterprise(string name, int found) =>
        Assert.Equal(found, Found("a.xml", $"<c><qy_agent_id>3</qy_agent_id><{name}>{MadeUp.AppSecret + MadeUp.AppSecret[..21]}</{name}></c>").Count);

    [Fact]
    public void A_resource_file() => Assert.Equal(["2:34"], Found("Resources.resx", $"""
        <root>
          <data name="CorpSecret"><value>{MadeUp.AppSecret}</value></data>
          <data name="Title"><value>{MadeUp.AppSecret}</value></data>
        </root>
        """));

    [Fact]
    public void An_address_in_a_script() => Assert.Equal(["3:49"], Found("ci.yml", $"""
        job:
          script:
            - curl 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={MadeUp.WebhookKey}' -d '{"{}"}'
        """));

    /// <summary>The key of the message archive in a file of its own, told from a server's by its name or by the code that reads it.</summary>
    [Theory]
    [InlineData("chat.pem", "-----BEGIN PRIVATE KEY-----\nBODY\n-----END PRIVATE KEY-----\n", "2:1")]
    [InlineData("chat.xml", "<RSAKeyValue>\n  <Modulus>AAAA</Modulus>\n  <D>BODY</D>\n</RSAKeyValue>", "3:6")]
    [InlineData("wework.key", "-----BEGIN RSA PRIVATE KEY-----\nBODY\n-----END RSA PRIVATE KEY-----\n", "2:1")]
    [InlineData("server.pem", "-----BEGIN PRIVATE KEY-----\nBODY\n-----END PRIVATE KEY-----\n", null)]
    [InlineData("chat.xml", "<RSAKeyValue><Modulus>BODY</Modulus></RSAKeyValue>", null)]
    public void A_private_key_beside_the_code(string name, string text, string? place)
    {
        using var folder = new CodeFolder()
            .With("WeComChats.cs", "class WeComChats { string Pem() => System.IO.File.ReadAllText(\"keys/chat.pem\") + System.IO.File.ReadAllText(\"keys/chat.xml\"); }")
            .With("keys/" + name, text.Replace("BODY", MadeUp.AesKey + MadeUp.AesKey, StringComparison.Ordinal));

        Assert.Equal(place, folder.Scan().Findings.Select(f => $"{f.Location!.Value.Start.Line}:{f.Location!.Value.Start.Column}").SingleOrDefault());
    }
}
