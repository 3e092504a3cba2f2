using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1007PlainHttp>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1007Tests
{
    [Fact]
    public Task Literal_interpolation_and_concatenation() => Verify.VerifyAnalyzerAsync("""
        class Urls
        {
            const string Host = "qyapi.weixin.qq.com";
            const string Base = [|"http://qyapi.weixin.qq.com"|];

            string Send(string token) => [|$"http://qyapi.weixin.qq.com/cgi-bin/message/send?access_token={token}"|];
            string List(string token) => [|"http://"|] + Host + "/cgi-bin/user/list?access_token=" + token;
            string Login(string id) => [|$"http://{Host}/cgi-bin/x?id={id}"|] + "&to=" + [|"HTTP://open.work.weixin.qq.com/wwopen"|];
        }
        """);

    [Fact]
    public Task Attribute_of_an_interface() => Verify.VerifyAnalyzerAsync("""
        using System;

        class HttpHostAttribute(string host) : Attribute
        {
            public string Host => host;
        }

        [HttpHost([|"http://qyapi.weixin.qq.com"|])]
        interface IRobot;
        """);

    [Fact]
    public Task Https_other_hosts_and_code_that_mends() => Verify.VerifyAnalyzerAsync("""
        class Urls
        {
            const string Good = "https://qyapi.weixin.qq.com/cgi-bin/gettoken";
            const string Other = "http://api.weixin.qq.com/cgi-bin/token";
            const string Alike = "http://qyapi.weixin.qq.com.example.org/";
            const string Page = "http://work.weixin.qq.com/api/doc#90000";
            const string Linked = "Come and see <a href=\"http://work.weixin.qq.com\">the map</a>";
            const string Said = "打开 http://work.weixin.qq.com/，然后登录";
            const string Prefixed = "http://notqyapi.weixin.qq.com/";

            string Mend(string url) => url.Replace("http://qyapi.weixin.qq.com", Good);
            bool IsBad(string url) => url.StartsWith("http://qyapi.weixin.qq.com") || url == "http://qyapi.weixin.qq.com";
            string Any(string host) => $"http://{host}/";
        }
        """);

    [Fact]
    public Task A_host_that_is_kept_in_a_variable() => Verify.VerifyAnalyzerAsync("""
        class WeComAddress
        {
            static readonly string Host = "qyapi.weixin.qq.com";
            static readonly string Own = "localhost";
            string A() => [|$"http://{Host}/cgi-bin/user/get"|];
            string B() => $"http://{Own}/cgi-bin/user/get";
        }
        """);

    [Fact]
    public Task A_scheme_that_stands_by_itself() => Verify.VerifyAnalyzerAsync("""
        using System;

        class WeComAddress
        {
            const string Plain = "http";
            const string Safe = "https";
            const string Host = "qyapi.weixin.qq.com";

            string A() => Plain + [|"://"|] + Host + "/cgi-bin/user/get";
            string B() => [|$"{Plain}://{Host}/cgi-bin/user/get"|];
            string C() => string.Format([|"http://{0}/cgi-bin/user/get"|], Host);
            string D() => string.Format("{0}://{1}/cgi-bin/user/get", [|"http"|], Host);
            Uri E() => new UriBuilder([|"http"|], Host).Uri;
            Uri F() => new UriBuilder { Scheme = [|"http"|], Host = Host, Path = "cgi-bin/user/get" }.Uri;

            string G() => Safe + "://" + Host + "/cgi-bin/user/get";
            string H() => string.Format("http://{0}/cgi-bin/user/get", "localhost");
            Uri I() => new UriBuilder("http", "localhost").Uri;
            Uri J() => new UriBuilder("https", Host).Uri;
            bool K(Uri uri) => uri.Scheme == "http" && uri.Host == Host;
        }
        """);
}
