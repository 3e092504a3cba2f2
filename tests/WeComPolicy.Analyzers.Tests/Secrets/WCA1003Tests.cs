using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1003HardCodedWebhookKey>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1003Tests
{
    [Fact]
    public Task Address_of_a_robot() => Verify.VerifyAnalyzerAsync($$"""
        class Robot
        {
            const string Url = [|"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{MadeUp.WebhookKey}}"|];
            const string Upload = [|"https://qyapi.weixin.qq.com/cgi-bin/webhook/upload_media?type=file&key={{MadeUp.WebhookKey}}"|];
        }
        """);

    [Fact]
    public Task Key_behind_the_address() => Verify.VerifyAnalyzerAsync($$"""
        class Alarm
        {
            const string Address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=";

            string Url() => "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + [|"{{MadeUp.WebhookKey}}"|];
        }
        """);

    [Fact]
    public Task Relative_path_of_a_named_client() => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Http;

        class WeComAlarm
        {
            object Send(HttpClient http) => http.PostAsync([|"/cgi-bin/webhook/send?key={{MadeUp.WebhookKey}}"|], null);
        }
        """);

    [Fact]
    public Task Key_as_an_argument_of_the_SDK() => Verify.VerifyAnalyzerAsync($$"""
        namespace Senparc.Weixin.Work.AdvancedAPIs.Webhook
        {
            static class WebhookApi
            {
                public static void SendText(string key, string content) { }
            }

            class Alarm
            {
                void Send() => WebhookApi.SendText([|"{{MadeUp.WebhookKey}}"|], "disk is full");
            }
        }
        """);

    [Fact]
    public Task Key_by_name_is_a_suggestion() => Verify.VerifyAnalyzerAsync(
        $$"""
        class WeComAlarm
        {
            string RobotKey = {|#0:"{{MadeUp.WebhookKey}}"|};
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Templates_placeholders_and_other_identifiers() => Verify.VerifyAnalyzerAsync($$"""
        class WeComAlarm
        {
            const string Template = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={key}";
            const string Format = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={0}";
            const string Masked = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
            const string Zero = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000";
            const string ProjectId = "{{MadeUp.WebhookKey}}";

            string Url(string key) => $"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={key}";
        }
        """);

    [Fact]
    public Task Opaque_name_that_is_used_in_the_url() => Verify.VerifyAnalyzerAsync($$"""
        class WeComRobot
        {
            private readonly string _id = [|"{{MadeUp.WebhookKey}}"|];
            private readonly string _trace = "{{MadeUp.WebhookKey}}";

            string Url() => "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + _id;
            string Other() => "https://example.org/map?key=" + _trace;
        }
        """);

    [Fact]
    public Task List_of_keys() => Verify.VerifyAnalyzerAsync(
        $$"""
        class WeComRobots
        {
            static readonly string[] RobotKeys = { {|#0:"{{MadeUp.WebhookKey}}"|} };
        }
        """,
        Verify.Suggestion().WithLocation(0));

    [Fact]
    public Task Code_in_a_comment_is_a_suggestion() => Verify.VerifyAnalyzerAsync(
        $$"""
        /// <summary>https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={{MadeUp.WebhookKey}}</summary>
        class WeComRobot
        {
            // var url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={|#0:{{MadeUp.WebhookKey}}|}";
            const string Host = "https://qyapi.weixin.qq.com";

            /* https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={|#1:{{MadeUp.WebhookKey}}|} */
            // https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=your-own
        }
        """,
        Verify.Suggestion().WithLocation(0),
        Verify.Suggestion().WithLocation(1));

    [Fact]
    public Task Keys_of_several_robots() => Verify.VerifyAnalyzerAsync($$"""
        using System.Collections.Generic;

        class WeComRobots
        {
            readonly Dictionary<string, string> _groups = new() { ["ops"] = [|"{{MadeUp.WebhookKey}}"|] };
            readonly string[] _all = { [|"{{MadeUp.WebhookKey}}"|] };

            string Of(string group) => $"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={_groups[group]}";

            IEnumerable<string> All()
            {
                foreach (var value in _all)
                    yield return "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + value;
            }
        }
        """);

    [Fact]
    public Task Key_handed_to_who_sends_to_it() => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Http;

        class Alarm
        {
            const string Robot = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=";
            static readonly HttpClient Http = new();
            readonly string _id;

            public Alarm(string id) => _id = id;

            void A(string id) => Http.PostAsync($"/cgi-bin/webhook/send?key={id}", null);
            void B(string id) => Http.PostAsync(Robot + id, null);
            void C(string id) => Http.PostAsync($"{Robot}{id}", null);
            void D(string id) => Http.PostAsync(string.Format("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={0}", id), null);
            void E(string id) => Http.PostAsync(Robot + _id, null);
            void F(string id) => C(id);
            void Trace(string id) { }

            void Run(bool isNight)
            {
                A([|"{{MadeUp.WebhookKey}}"|]);
                B([|"{{MadeUp.WebhookKey}}"|]);
                C(isNight ? [|"{{MadeUp.WebhookKey}}"|] : [|"{{MadeUp.WebhookKey}}"|]);
                D([|"{{MadeUp.WebhookKey}}"|]);
                F(id: [|"{{MadeUp.WebhookKey}}"|]);
                new Alarm([|"{{MadeUp.WebhookKey}}"|]).E("");
                Alarm kept = new([|"{{MadeUp.WebhookKey}}"|]);
                E("{{MadeUp.WebhookKey}}");
                Trace("{{MadeUp.WebhookKey}}");
            }
        }
        """);
}
