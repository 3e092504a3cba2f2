using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3001ErrorCodeIgnored>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

/// <summary>WCA3001 where a robot's whole address comes from settings, so that no host is written in the code.</summary>
public sealed class RobotAddressTests
{
    [Fact]
    public Task A_class_of_WeComs_robot_with_an_address_from_settings() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        class WorkWeixinAlerts
        {
            readonly HttpClient client;

            public WorkWeixinAlerts(HttpClient client, string target) { this.client = client; TargetUrl = target; }

            public string TargetUrl { get; set; }

            public async Task Alert(string text)
            {
                var reply = await [|client.PostAsJsonAsync(TargetUrl, new { msgtype = "text", text = new { content = text } })|];
                if (!reply.IsSuccessStatusCode)
                    throw new HttpRequestException("the webhook answered " + reply.StatusCode);
            }
        }
        """);

    [Fact]
    public Task A_class_of_WeCom_that_sends_for_an_app_is_not_a_robots() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        class WorkWeixinAlerts
        {
            readonly HttpClient client = new HttpClient();
            public string GatewayUrl { get; set; } = "";

            // Our own gateway looks after the webhook, the access_token and errcode.
            public async Task Alert(string text, string access_token) =>
                (await client.PostAsJsonAsync(GatewayUrl, new { msgtype = "text", content = text, access_token })).EnsureSuccessStatusCode();
        }

        class OtherAlerts
        {
            readonly HttpClient client = new HttpClient();
            public string HookUrl { get; set; } = "";
            public Task Alert(string text) => client.PostAsJsonAsync(HookUrl, new { msgtype = "text", webhook = "a" });
        }
        """);

    [Fact]
    public Task Items_of_a_dictionary_of_addresses() => Verify.VerifyAnalyzerAsync("""
        #pragma warning disable SYSLIB0014
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Threading.Tasks;

        static class Delivery
        {
            public static Task Deliver(this string text, string target) => Deliver(text, new[] { target }.ToDictionary(one => one, one => one));

            public static async Task Deliver(this string text, Dictionary<string, string> targets)
            {
                using var web = new WebClient();
                foreach (var target in targets)
                    await [|web.UploadStringTaskAsync(target.Value, text)|];
            }
        }

        class WeComAlerts
        {
            const string Robot = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=";
            Task Alert(string text) => text.Deliver(new Dictionary<string, string> { ["ops"] = Robot + "a" });
            Task Single(string text) => text.Deliver(Robot + "b");
            Task Other(string text) => text.Deliver(new Dictionary<string, string> { ["ops"] = "https://example.org/hook" });
        }
        """);

    [Fact]
    public Task A_request_that_is_built_upon_the_address() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Threading.Tasks;

        public class Part
        {
            public Task<string> PostAsStringAsync() => Task.FromResult("");
        }

        public static class Requests
        {
            public static Part SetBody(this string address, object body) => new Part();
        }

        public class Account { public string WebhookAddress { get; set; } = ""; public int Kind; }

        class Messages
        {
            async Task Send(Account account, string text)
            {
                // 钉钉
                if (account.Kind == 1)
                {
                    var body = new Dictionary<string, object> { ["msgtype"] = "text", ["text"] = text };
                    await account.WebhookAddress.SetBody(body).PostAsStringAsync();
                }

                // 企业微信
                if (account.Kind == 2)
                {
                    var body = new Dictionary<string, object> { ["msgtype"] = "text", ["text"] = text };
                    await [|account.WebhookAddress.SetBody(body).PostAsStringAsync()|];
                }

                if (account.Kind == 3)
                {
                    var body = new Dictionary<string, object> { ["msgtype"] = "text", ["text"] = text };
                    await account.WebhookAddress.SetBody(body).PostAsStringAsync();
                }
            }

            const string Title = "企业微信";
        }
        """);

    /// <summary>One way for robots of all kinds; the message is put together for each, WeCom's among them.</summary>
    [Fact]
    public Task Robots_of_several_kinds_that_are_sent_to_in_one_way() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading.Tasks;

        enum Channel { WeCom, DingTalk, Feishu }
        class Hook { public Channel Channel; public string WebhookUrl = ""; }
        interface IAddresses { Task<string> EnsureSafeUrlAsync(string url, string what); }

        class Alerts
        {
            static readonly HttpClient client = new();
            readonly IAddresses addresses = null!;

            async Task Send(Hook hook, string text)
            {
                var url = await addresses.EnsureSafeUrlAsync(hook.WebhookUrl, "webhook address");
                var reply = await {|#0:client.PostAsync(url, new StringContent(Body(hook.Channel, text)))|};
                if (!reply.IsSuccessStatusCode)
                    throw new HttpRequestException("not sent");
            }

            static string Body(Channel channel, string text) => channel switch
            {
                Channel.WeCom => JsonSerializer.Serialize(new { msgtype = "markdown", markdown = new { content = text } }),
                Channel.DingTalk => JsonSerializer.Serialize(new { msgtype = "markdown", markdown = new { title = text, text } }),
                _ => JsonSerializer.Serialize(new { text }),
            };
        }

        class OtherAlerts
        {
            static readonly HttpClient client = new();

            async Task Send(Hook hook, string text) => (await client.PostAsync(hook.WebhookUrl, new StringContent(Body(hook.Channel, text)))).EnsureSuccessStatusCode();

            static string Body(Channel channel, string text) => channel switch
            {
                Channel.DingTalk => JsonSerializer.Serialize(new { msgtype = "markdown", markdown = new { title = text, text } }),
                _ => JsonSerializer.Serialize(new { text }),
            };
        }
        """,
        Verify.Suggestion().WithLocation(0));

    /// <summary>A method that is named after WeCom, or takes its message, sends to WeCom, whatever the settings call the address.</summary>
    [Fact]
    public Task A_method_that_is_named_after_WeCom() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        class WorkWechatMessage { public string MsgType { get; set; } = ""; }
        class DingMessage { public string MsgType { get; set; } = ""; }
        class Answer { public int ErrCode { get; set; } }
        class Settings { public string BroadcastUrl { get; set; } = ""; }

        class Chats
        {
            readonly HttpClient client = new HttpClient();
            public async Task<Answer?> SendWeComRobotAsync(string url, object message) => await (await client.PostAsJsonAsync(url, message)).Content.ReadFromJsonAsync<Answer>();
            public async Task<Answer?> SendAsync(string url, WorkWechatMessage message) => await (await client.PostAsJsonAsync(url, message)).Content.ReadFromJsonAsync<Answer>();
            public async Task<Answer?> SendDingTalkAsync(string url, DingMessage message) => await (await client.PostAsJsonAsync(url, message)).Content.ReadFromJsonAsync<Answer>();
        }

        class Alarm
        {
            readonly Chats _chats = new Chats();
            readonly Settings _settings = new Settings();
            Task A() => [|_chats.SendWeComRobotAsync(_settings.BroadcastUrl, new { })|];
            async Task B() => await [|_chats.SendAsync(_settings.BroadcastUrl, new WorkWechatMessage())|];
            async Task C() => await _chats.SendDingTalkAsync(_settings.BroadcastUrl, new DingMessage());
            async Task D() => await _chats.SendWeComRobotAsync("https://api.example.com/hook", new { });
        }
        """);

    /// <summary>One request for robots of all kinds, and the message is put together by a method for each kind.</summary>
    [Fact]
    public Task Messages_made_by_methods() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        enum Kind { WeCom, DingTalk, Feishu }
        class Channel { public Kind Kind { get; set; } public string WebhookUrl { get; set; } = ""; }

        class Notices
        {
            readonly HttpClient client = new HttpClient();

            async Task<bool> A(Channel channel, string text)
            {
                var body = channel.Kind switch { Kind.WeCom => ForWeCom(text), Kind.DingTalk => ForDingTalk(text), _ => new { text } };
                return (await {|#0:client.PostAsJsonAsync(channel.WebhookUrl, body)|}).IsSuccessStatusCode;
            }

            static object ForWeCom(string text) => new { msgtype = "markdown", markdown = new { content = text } };
            static object ForDingTalk(string text) => new { msgtype = "text", text = new { content = text } };
        }

        class OtherNotices
        {
            readonly HttpClient client = new HttpClient();

            async Task<bool> A(Channel channel, string text)
            {
                object body = channel.Kind == Kind.DingTalk ? ForDingTalk(text) : new { text };
                return (await client.PostAsJsonAsync(channel.WebhookUrl, body)).IsSuccessStatusCode;
            }

            static object ForDingTalk(string text) => new { msgtype = "text", text = new { content = text } };
        }
        """, Verify.Suggestion().WithLocation(0));

    /// <summary>The address is a parameter; WeCom's own class makes the message, and no other platform is named in it.</summary>
    [Fact]
    public Task A_parameter_of_WeComs_own_class() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        class WeComPush
        {
            readonly HttpClient client = new HttpClient();
            public async Task<bool> Text(string text, string webhookUrl) =>
                (await {|WCA3001:client.PostAsJsonAsync(webhookUrl, new { msgtype = "text", text = new { content = text } })|}).IsSuccessStatusCode;
        }

        class WeComAndDingTalkPush
        {
            readonly HttpClient client = new HttpClient();
            public async Task<bool> DingTalk(string text, string webhookUrl) =>
                (await client.PostAsJsonAsync(webhookUrl, new { msgtype = "text", text = new { content = text } })).IsSuccessStatusCode;
        }
        """);
}
