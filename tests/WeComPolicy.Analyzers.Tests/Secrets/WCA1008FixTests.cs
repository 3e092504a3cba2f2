using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CodeFixes.Secrets;
using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.Secrets.WCA1008CertificateUnchecked,
    WeComPolicy.Analyzers.CodeFixes.Secrets.WCA1008CertificateFix>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1008FixTests
{
    [Fact]
    public Task Takes_the_callback_away() => Verify.VerifyCodeFixAsync(
        """
        using System.Net;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            public bool Ignores;

            Task<string> Statement(string t)
            {
                var handler = new HttpClientHandler();
                // Any certificate will do.
                [|handler.ServerCertificateCustomValidationCallback = (a, b, c, d) => true|];

                // Sends.
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Only(string t)
            {
                var handler = new HttpClientHandler { [|ServerCertificateCustomValidationCallback = (a, b, c, d) => true|] };
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Last(string t)
            {
                HttpClientHandler handler = new()
                {
                    UseCookies = false,
                    [|ServerCertificateCustomValidationCallback = (a, b, c, d) => true|]
                };
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> First(string t)
            {
                var handler = new HttpClientHandler
                {
                    [|ServerCertificateCustomValidationCallback = (a, b, c, d) => true|], // accept
                    UseCookies = false, // none
                };
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Alone(string t)
            {
                var handler = new HttpClientHandler
                {
                    [|ServerCertificateCustomValidationCallback = (a, b, c, d) => true|],
                };
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Switched(string t)
            {
                var handler = new HttpClientHandler();
                if (Ignores)
                    [|handler.ServerCertificateCustomValidationCallback = (a, b, c, d) => true|];
                if (!this.Ignores)
                {
                    [|handler.ServerCertificateCustomValidationCallback = (a, b, c, d) => true|];
                }

                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            string Process(string t)
            {
                [|ServicePointManager.ServerCertificateValidationCallback += (a, b, c, d) => true|];
                return new WebClient().DownloadString("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }
        }
        """,
        """
        using System.Net;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            public bool Ignores;

            Task<string> Statement(string t)
            {
                var handler = new HttpClientHandler();

                // Sends.
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Only(string t)
            {
                var handler = new HttpClientHandler();
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Last(string t)
            {
                HttpClientHandler handler = new()
                {
                    UseCookies = false
                };
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> First(string t)
            {
                var handler = new HttpClientHandler
                {
                    UseCookies = false, // none
                };
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Alone(string t)
            {
                var handler = new HttpClientHandler();
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Switched(string t)
            {
                var handler = new HttpClientHandler();

                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            string Process(string t)
            {
                return new WebClient().DownloadString("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }
        }
        """);

    [Fact]
    public Task No_bulb_where_something_else_would_be_lost() => Verify.VerifyNoCodeFixAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Sender
        {
            static bool Ask() => true;

            Task<string> Condition(string t)
            {
                var handler = new HttpClientHandler();
                if (Ask())
                    [|handler.ServerCertificateCustomValidationCallback = (a, b, c, d) => true|];
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }

            Task<string> Value(string t)
            {
                var handler = new HttpClientHandler();
                Action<HttpClientHandler> open = h => [|h.ServerCertificateCustomValidationCallback = (a, b, c, d) => true|];
                open(handler);
                return new HttpClient(handler).GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + t);
            }
        }
        """);

    [Fact]
    public Task Old_language_and_other_line_ends() => new CSharpCodeFixTest<WCA1008CertificateUnchecked, WCA1008CertificateFix>
    {
        TestCode = "using System.Net;\r\nclass Sender\r\n{\r\n\tstring Get(string t)\r\n\t{\r\n\t\t[|ServicePointManager.ServerCertificateValidationCallback = delegate { return true; }|];\r\n"
            + "\t\treturn new WebClient().DownloadString(\"https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=\" + t);\r\n\t}\r\n}\r\n",
        FixedCode = "using System.Net;\r\nclass Sender\r\n{\r\n\tstring Get(string t)\r\n\t{\r\n"
            + "\t\treturn new WebClient().DownloadString(\"https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=\" + t);\r\n\t}\r\n}\r\n",
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
        EditorConfig = "[*.cs]\nindent_style = tab\nend_of_line = crlf\n",
    }.RunAsync();
}
