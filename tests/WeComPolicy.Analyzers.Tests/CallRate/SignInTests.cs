using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2003UncachedToken>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

/// <summary>WCA2003: a sign-in that fetches the corp's token for every user who comes.</summary>
public sealed class SignInTests
{
    [Fact]
    public Task A_handler_of_a_missing_base_class() => Verify.VerifyAnalyzerAsync("""
        using System.Threading.Tasks;

        static class WorkWeixinDefaults { public const string TokenEndpoint = "https://qyapi.weixin.qq.com/cgi-bin/gettoken"; }

        class WorkWeixinOptions : {|CS0246:OAuthOptions|}
        {
            public WorkWeixinOptions() { {|CS0103:TokenEndpoint|} = WorkWeixinDefaults.TokenEndpoint; }
        }

        class WorkWeixinHandler : {|CS0246:OAuthHandler<WorkWeixinOptions>|}
        {
            protected async Task<string> ExchangeCode(string code)
            {
                var address = {|CS0103:QueryHelpers|}.AddQueryString({|CS0103:Options|}.TokenEndpoint, "corpid", "a");
                var reply = await [|{|CS0103:Backchannel|}.GetAsync(address)|];
                return await reply.Content.ReadAsStringAsync();
            }
        }
        """);

    [Fact]
    public Task An_address_of_a_source_that_the_class_is_made_with() => Verify.VerifyAnalyzerAsync("""
        using System.Collections.Generic;
        using System.Net.Http;

        interface ISource { string AccessToken(); string Person(); }

        class CorpSource : ISource
        {
            public string AccessToken() => "https://qyapi.weixin.qq.com/cgi-bin/gettoken";
            public string Person() { return "https://qyapi.weixin.qq.com/cgi-bin/user/getuserinfo"; }
        }

        class OtherSource : ISource
        {
            public string AccessToken() => "https://example.org/token";
            public string Person() => "https://example.org/person";
        }

        class UrlMaker
        {
            string address = "";
            readonly Dictionary<string, string> query = new();
            public static UrlMaker Of(string address) => new UrlMaker { address = address };
            public UrlMaker With(string key, string value) { query.Add(key, value); return this; }
            public string Build() => address + "?" + string.Join("&", query);
        }

        static class Web
        {
            static readonly HttpClient Client = new();
            public static string Get(string url) => Client.GetStringAsync(url).Result;
        }

        abstract class DefaultAuthRequest
        {
            protected readonly ISource source;
            protected DefaultAuthRequest(string id, ISource source) => this.source = source;
            protected virtual string TokenUrl(string code) => UrlMaker.Of(source.AccessToken()).With("code", code).Build();
            protected string Fetch(string code) => Web.Get(TokenUrl(code));
            public abstract string SignIn(string code);
        }

        class CorpAuthRequest : DefaultAuthRequest
        {
            public CorpAuthRequest(string id) : base(id, new CorpSource()) { }

            public override string SignIn(string code)
            {
                var address = UrlMaker.Of(source.AccessToken()).With("corpid", "a").With("corpsecret", "b").Build();
                var token = [|Web.Get(address)|];
                return Web.Get(UrlMaker.Of(source.Person()).With("access_token", token).With("code", code).Build());
            }
        }

        class OtherAuthRequest : DefaultAuthRequest
        {
            public OtherAuthRequest(string id) : base(id, new OtherSource()) { }

            public override string SignIn(string code)
            {
                var token = Web.Get(UrlMaker.Of(source.AccessToken()).With("client_id", "a").Build());
                return Web.Get(UrlMaker.Of(source.Person()).With("access_token", token).Build());
            }
        }
        """);
}
