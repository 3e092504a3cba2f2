using WeComPolicy.Analyzers.CorrectUse;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3001ErrorCodeIgnored>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

public sealed class WCA3001Tests
{
    private const string Start = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Threading.Tasks;

        class Reply { public int errcode { get; set; } public string access_token { get; set; } = ""; public int expires_in; }

        class WeComSender
        {
            const string Send = "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=";
            const string Token = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=";
            static readonly HttpClient Http = new HttpClient();
            string _token = "";

        """;

    /// <summary>Senparc's own requests throw where errcode is not 0, whatever model they are given.</summary>
    [Fact]
    public Task Requests_of_a_library_that_throws() => Verify.VerifyAnalyzerAsync("""
        using Senparc.Weixin.HttpUtility;
        using System.Threading.Tasks;

        namespace Senparc.Weixin.HttpUtility
        {
            public static class Get { public static T GetJson<T>(string url) => default!; public static Task<T> GetJsonAsync<T>(string url) => default!; }
            public static class Post { public static T PostGetJson<T>(string url, object body) => default!; }
        }

        class User { public string userid = ""; }

        class WeComUsers
        {
            string A(string token) => Get.GetJson<User>("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=a&access_token=" + token).userid;
            async Task<string> B(string token) => (await Get.GetJsonAsync<User>("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=a&access_token=" + token)).userid;
            void C(string token) => Post.PostGetJson<User>("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, "");
        }
        """);

    /// <summary>A helper that spells the address otherwise before it goes there.</summary>
    [Fact]
    public Task A_helper_that_decodes_the_address() => Verify.VerifyAnalyzerAsync("""
        #pragma warning disable SYSLIB0014
        using System;
        using System.IO;
        using System.Net;

        class Web
        {
            public string Get(string url)
            {
                WebRequest request = WebRequest.Create(Uri.UnescapeDataString(url));
                using var response = request.GetResponse();
                return new StreamReader(response.GetResponseStream()).ReadToEnd();
            }
        }

        class WeComUsers
        {
            void A(string token)
            {
                string text = [|new Web().Get("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=a&access_token=" + token)|];
                Console.WriteLine(text);
            }
        }
        """);

    /// <summary>One request is told once, where the reply is kept, and not at all who ask for it.</summary>
    [Fact]
    public Task A_reply_that_is_kept() => Verify.VerifyAnalyzerAsync(Start + """
            static Reply? s_reply;

            static async Task<Reply> Renew()
            {
                var text = await [|Http.GetStringAsync(Token)|];
                var reply = JsonSerializer.Deserialize<Reply>(text)!;
                WeComSender.s_reply = reply;
                return reply;
            }

            static async Task A()
            {
                if (s_reply == null)
                    await Renew();
            }

            static async Task B()
            {
                if (s_reply == null)
                    await Renew();
            }
        }
        """);

    [Fact]
    public Task Nobody_looks() => Verify.VerifyAnalyzerAsync(Start + """
            Task A(HttpContent body) => B(body);

            async Task B(HttpContent body) => await [|Http.PostAsync(Send, body)|];

            async Task C(HttpContent body)
            {
                var response = await [|Http.PostAsync(Send, body)|];
                response.EnsureSuccessStatusCode();
            }

            async Task<bool> D(HttpContent body)
            {
                var response = await [|Http.PostAsync(Send, body)|];
                if (!response.IsSuccessStatusCode)
                    return false;
                Console.WriteLine(await response.Content.ReadAsStringAsync());
                return true;
            }

            async Task<string> E()
            {
                var text = await [|Http.GetStringAsync(Token)|];
                var fields = JsonSerializer.Deserialize<Dictionary<string, object>>(text)!;
                return fields["access_token"].ToString()!;
            }

            async Task<Reply?> F()
            {
                var reply = await [|Http.GetFromJsonAsync<Reply>(Token)|];
                _token = reply!.access_token;
                return reply;
            }

            void G(string json)
            {
                using var client = new WebClient();
                var result = [|client.UploadString(Send, json)|];
            }

            void H()
            {
                var request = (HttpWebRequest)WebRequest.Create(Send);
                var response = (HttpWebResponse)[|request.GetResponse()|];
                using var reader = new StreamReader(response.GetResponseStream());
                Console.WriteLine(reader.ReadToEnd());
            }
        }
        """);

    [Fact]
    public Task Somebody_looks() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(HttpContent body)
            {
                var response = await Http.PostAsync(Send, body);
                var reply = await response.Content.ReadFromJsonAsync<Reply>();
                if (reply!.errcode != 0)
                    throw new InvalidOperationException();
            }

            async Task B(HttpContent body)
            {
                var text = await (await Http.PostAsync(Send, body)).Content.ReadAsStringAsync();
                using var document = JsonDocument.Parse(text);
                var root = document.RootElement;
                if (root.TryGetProperty("errcode", out var code) && code.GetInt32() != 0)
                    throw new InvalidOperationException();
            }

            async Task C(HttpContent body)
            {
                var response = await Http.PostAsync(Send, body);
                await Check(response);
            }

            static async Task Check(HttpResponseMessage response)
            {
                var reply = await response.Content.ReadFromJsonAsync<Reply>();
                if (reply is not { errcode: 0 })
                    throw new InvalidOperationException();
            }

            async Task D(HttpContent body)
            {
                var reply = await Post<Reply>(Send, body);
                Console.WriteLine(reply);
            }

            static async Task<T?> Post<T>(string url, HttpContent body) where T : Reply
            {
                var response = await Http.PostAsync(url, body);
                var reply = await response.Content.ReadFromJsonAsync<T>();
                if (reply!.errcode != 0)
                    throw new InvalidOperationException();
                return reply;
            }

            async Task<string> E()
            {
                var reply = await Http.GetFromJsonAsync<Reply>(Token);
                if (string.IsNullOrEmpty(reply?.access_token))
                    throw new InvalidOperationException();
                return reply.access_token;
            }

            async Task<bool> F(HttpContent body) => (await (await Http.PostAsync(Send, body)).Content.ReadAsStringAsync()).Contains("\"errcode\":0");

            static T Try<T>(Func<string, T> call, string token) => call(token);
            Reply? InFunction(string token) => Try(accessToken =>
            {
                return Http.GetFromJsonAsync<Reply>("https://qyapi.weixin.qq.com/cgi-bin/agent/get?access_token=" + accessToken).Result;
            }, token);

            Task<Reply?> Typed() => Http.GetFromJsonAsync<Reply>("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=");
        }
        """);

    [Fact]
    public Task The_text_goes_to_callers_that_drop_it() => new CSharpAnalyzerTest<WCA3001ErrorCodeIgnored>
    {
        TestCode = """
            using System.Net.Http;
            class WeComSender
            {
                static readonly HttpClient Http = new HttpClient();
                public string Dropped(HttpContent body) => {|#1:Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", body)|}.Result.Content.ReadAsStringAsync().Result;
                public string Looked(HttpContent body) => Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", body).Result.Content.ReadAsStringAsync().Result;
                public string Public(HttpContent body) => {|#0:Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send", body)|}.Result.Content.ReadAsStringAsync().Result;
            }
            """,
        Sources =
        {
            """
            class Jobs
            {
                void A(WeComSender sender) => [|sender.Dropped(null!)|];
                bool B(WeComSender sender) => sender.Looked(null!).Contains("\"errcode\":0");
            }
            """,
        },
        ExpectedDiagnostics = { Verify.Suggestion().WithLocation(1), Verify.Suggestion().WithLocation(0) },
    }.RunAsync();

    [Fact]
    public Task Libraries() => Verify.VerifyAnalyzerAsync("""
        using {|CS0246:Senparc|}.Weixin.Work.AdvancedAPIs;
        using {|CS0246:SKIT|}.FlurlHttpClient.Wechat.Work;

        class Jobs
        {
            // It throws.
            void Senparc(string key) => {|CS0103:MassApi|}.SendText(key, "1", "hello");

            async System.Threading.Tasks.Task Dropped({|CS0246:WechatWorkClient|} client, {|CS0246:CgibinMessageSendRequest|} request) =>
                await [|client.ExecuteCgibinMessageSendAsync(request)|];

            async System.Threading.Tasks.Task Looked({|CS0246:WechatWorkClient|} client, {|CS0246:CgibinMessageSendRequest|} request)
            {
                var response = await client.ExecuteCgibinMessageSendAsync(request);
                if (!response.IsSuccessful())
                    throw new System.InvalidOperationException();
            }
        }
        """);

    [Fact]
    public Task A_part_of_the_reply_is_returned() => Verify.VerifyAnalyzerAsync(Start + """
            class Agent { public int errcode; public string name = ""; public string home_url = ""; public Agent? data; }

            async Task<string> Name(string id)
            {
                var agent = await [|Http.GetFromJsonAsync<Agent>("https://qyapi.weixin.qq.com/cgi-bin/agent/get?agentid=" + id)|];
                return agent!.name;
            }

            async Task<KeyValuePair<string, string>> Both(string id)
            {
                var agent = await [|Http.GetFromJsonAsync<Agent>("https://qyapi.weixin.qq.com/cgi-bin/agent/get?agentid=" + id)|];
                return new KeyValuePair<string, string>(agent!.name, agent.home_url);
            }

            async Task<bool> Status(HttpContent body)
            {
                var response = await [|Http.PostAsync(Send, body)|];
                return response.IsSuccessStatusCode;
            }

            async Task<Agent> Whole(string id) => (await Http.GetFromJsonAsync<Agent>("https://qyapi.weixin.qq.com/cgi-bin/agent/get?agentid=" + id))!;

            async Task<Agent> Inner(string id) => (await Http.GetFromJsonAsync<Agent>("https://qyapi.weixin.qq.com/cgi-bin/agent/get?agentid=" + id))!.data!;

            async Task<string> Looked(string id)
            {
                var agent = await Http.GetFromJsonAsync<Agent>("https://qyapi.weixin.qq.com/cgi-bin/agent/get?agentid=" + id);
                return agent!.errcode == 0 ? agent.name : "";
            }
        }
        """);

    [Fact]
    public Task The_caller_lets_the_reply_fall() => Verify.VerifyAnalyzerAsync(Start + """
            async Task<Reply?> Post(string text)
            {
                var response = await Http.PostAsJsonAsync(Send, text);
                return await response.Content.ReadFromJsonAsync<Reply>();
            }

            async Task<Reply> PostOrThrow(string text)
            {
                var response = await Http.PostAsJsonAsync(Send, text);
                var reply = await response.Content.ReadFromJsonAsync<Reply>();
                if (reply!.errcode != 0)
                    throw new InvalidOperationException();
                return reply;
            }

            async Task Dropped(string text)
            {
                await [|Post(text)|];
                await PostOrThrow(text);
                if ((await Post(text))!.errcode != 0)
                    Console.WriteLine("failed");
            }
        }
        """);

    [Fact]
    public Task A_download_has_no_errcode() => Verify.VerifyAnalyzerAsync(Start + """
            async Task A(Stream file) => await (await Http.GetStreamAsync("https://qyapi.weixin.qq.com/cgi-bin/material/get?access_token=&media_id=")).CopyToAsync(file);
            async Task<byte[]> B() => await Http.GetByteArrayAsync("https://qyapi.weixin.qq.com/cgi-bin/media/get?access_token=&media_id=");
        }
        """);

    [Fact]
    public Task Parts_in_an_object_that_is_returned() => Verify.VerifyAnalyzerAsync(Start + """
            class AgentInfo { public string Name = ""; public string Home = ""; public int Code; }

            Task<AgentInfo> A(string id) => Task.Run(async () =>
            {
                dynamic agent = (await [|Http.GetFromJsonAsync<System.Dynamic.ExpandoObject>("https://qyapi.weixin.qq.com/cgi-bin/agent/get?agentid=" + id)|])!;
                return new AgentInfo { Name = (string)agent.name, Home = (string)agent.home_url };
            });

            async Task<AgentInfo> B(string id)
            {
                dynamic agent = (await Http.GetFromJsonAsync<System.Dynamic.ExpandoObject>("https://qyapi.weixin.qq.com/cgi-bin/agent/get?agentid=" + id))!;
                return new AgentInfo { Name = (string)agent.name, Code = (int)agent.errcode };
            }
        }
        """);

    [Fact]
    public async Task A_token_that_goes_into_the_next_request()
    {
        var test = new CSharpAnalyzerTest<WCA3001ErrorCodeIgnored>
        {
            TestCode = CallRate.RequestObjects.Client + """
                class WeComDirectory
                {
                    public string Token(string id, string secret)
                    {
                        var reply = [|new HttpHelper().Fetch("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=" + id + "&corpsecret=" + secret)|];
                        return reply.Substring(20, 40);
                    }

                    public HttpResult User(string id, string secret, string user)
                    {
                        var token = Token(id, secret);
                        var item = new HttpItem { URL = "https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" + token + "&userid=" + user };
                        return new HttpHelper().Fetch(item);
                    }
                }
                """,
        };
        await test.RunAsync();
    }

    [Fact]
    public Task The_caller_of_a_method_that_hands_the_reply_on() => Verify.VerifyAnalyzerAsync(Start + """
        }

        class HttpResult { public string Html { get; set; } = ""; public int Status { get; set; } }

        class Deeper
        {
            public static HttpResult SendText(HttpClient http, string text)
            {
                var reply = http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=", new StringContent(text)).Result;
                return new HttpResult { Html = reply.Content.ReadAsStringAsync().Result };
            }

            public static HttpResult Notify(HttpClient http) => SendText(http, "hello");

            public static async Task<string> Member(HttpClient http, string id) =>
                await http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id);
        }

        class Form
        {
            readonly HttpClient _http = new HttpClient();

            void Dropped() => [|Deeper.SendText(_http, "a")|];

            void Unread()
            {
                HttpResult result = [|Deeper.Notify(_http)|];
            }

            void Logged()
            {
                var result = [|Deeper.Notify(_http)|];
                Console.WriteLine(result.Html);
            }

            async Task<string?> PartOnly(string id)
            {
                var json = await [|Deeper.Member(_http, id)|];
                return JsonDocument.Parse(json).RootElement.GetProperty("mobile").GetString();
            }

            async Task<bool> Checked(string id)
            {
                var json = await Deeper.Member(_http, id);
                return JsonDocument.Parse(json).RootElement.GetProperty("errcode").GetInt32() == 0;
            }

            async Task<string> HandedOn(string id) => await Deeper.Member(_http, id);
        }
        """);

    [Fact]
    public Task What_is_kept_of_the_reply_is_a_part_without_its_errcode() => Verify.VerifyAnalyzerAsync(Start + """
            string _mediaId = "";
            static readonly Dictionary<string, object> Application = new();
            static string Request(string url) => Http.GetStringAsync(url).Result;

            void Kept()
            {
                var reply = (Dictionary<string, object>)new Dictionary<string, object>(JsonSerializer.Deserialize<Dictionary<string, object>>(new string(
                    [|Request("https://qyapi.weixin.qq.com/cgi-bin/media/upload?access_token=")|]))!);
                Application.Add("expires", Convert.ToInt32(reply["created_at"]));
                _mediaId = reply["media_id"].ToString()!;
            }

            string Split() => [|Request("https://qyapi.weixin.qq.com/cgi-bin/user/getuserinfo?code=")|].Split('"')[3];

            object? _reply;

            void Whole()
            {
                var reply = JsonSerializer.Deserialize<Dictionary<string, object>>(Request("https://qyapi.weixin.qq.com/cgi-bin/media/upload?access_token="));
                _reply = reply;
            }
        }
        """);

    [Fact]
    public Task Who_reads_the_token_is_told_and_not_all_who_use_it() => Verify.VerifyAnalyzerAsync(Start + """
            DateTime _expires;

            async Task<Reply?> Get()
            {
                var reply = await [|Http.GetFromJsonAsync<Reply>(Token)|];
                _expires = DateTime.Now.AddSeconds(reply!.expires_in);
                return reply;
            }

            async Task Use()
            {
                var reply = await Get();
                _token = reply!.access_token;
            }
        }
        """);

    [Fact]
    public Task The_stream_of_a_request_is_no_call() => Verify.VerifyAnalyzerAsync(Start + """
            static void Post(byte[] body)
            {
                var request = WebRequest.Create("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=");
                using (var stream = request.GetRequestStream())
                    stream.Write(body, 0, body.Length);
                using var response = [|request.GetResponse()|];
                Console.WriteLine(new StreamReader(response.GetResponseStream()).ReadToEnd());
            }
        }
        """);

    [Fact]
    public Task A_reply_that_a_page_shows_or_whose_parts_go_into_a_result_of_ones_own() => Verify.VerifyAnalyzerAsync(Start + """
            const string User = "https://qyapi.weixin.qq.com/cgi-bin/user/getuserinfo?code=";

            class UserReply { public int errcode; public string userid = ""; }
            class ApiResult { public bool Success; public string Message = ""; public object? Data; }
            class Logic { public object Find(string id) => new ApiResult { Success = id.Length > 0 }; }

            dynamic ViewBag = new object();

            async Task A(string code)
            {
                var user = await [|Http.GetFromJsonAsync<UserReply>(User + code)|];
                ViewBag.User = user;
            }

            async Task<ApiResult> B(string code)
            {
                var result = new ApiResult();
                var user = await [|Http.GetFromJsonAsync<UserReply>(User + code)|];
                result.Message = string.Format("hello {0}", user!.userid);
                result.Success = true;
                return result;
            }

            async Task<ApiResult> C(string code)
            {
                var result = new ApiResult();
                var user = await [|Http.GetFromJsonAsync<UserReply>(User + code)|];
                result.Data = new Logic().Find(user!.userid);
                result.Success = true;
                return result;
            }

            async Task<ApiResult> Whole(string code)
            {
                var result = new ApiResult();
                result.Data = await Http.GetFromJsonAsync<UserReply>(User + code);
                result.Success = true;
                return result;
            }

            async Task<ApiResult> Looked(string code)
            {
                var result = new ApiResult();
                var user = await Http.GetFromJsonAsync<UserReply>(User + code);
                result.Data = user!.userid;
                result.Success = user.errcode == 0;
                return result;
            }
        }
        """);

    /// <summary>A reply of failure has no token; what is not there reads as null, never as empty text.</summary>
    [Fact]
    public Task A_token_that_is_compared_with_an_empty_text() => Verify.VerifyAnalyzerAsync(Start + """
            async Task<string> A()
            {
                var reply = await [|Http.GetFromJsonAsync<Reply>(Token)|];
                if (reply!.access_token == "")
                    return "none";
                return reply.access_token;
            }

            async Task<string> B()
            {
                var reply = await Http.GetFromJsonAsync<Reply>(Token);
                return reply!.access_token == null ? "none" : reply.access_token;
            }
        }
        """);

    /// <summary>What a helper of one's own cuts out of the reply has no errcode in it; that a pattern matched says nothing of one.</summary>
    [Fact]
    public Task A_piece_that_a_helper_cuts_out() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Text.RegularExpressions;

        static class Pieces
        {
            public static string Group(string text, string pattern, string group)
            {
                var found = new Regex(pattern).Match(text);
                string piece = "";
                if (found.Success)
                    piece = group != "" ? found.Groups[group].Value : found.Value;
                return piece;
            }

            public static string Between(this string text, string start, string end)
            {
                var at = text.IndexOf(start) + start.Length;
                return text.Substring(at, text.IndexOf(end, at) - at);
            }

            public static string Clean(string text) => text.Trim().Replace("\n", "");
        }

        class WeComTokens
        {
            const string Token = "https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=&corpsecret=";
            static readonly HttpClient Http = new HttpClient();

            string A()
            {
                var text = [|Http.GetStringAsync(Token)|].Result;
                var token = Pieces.Group(text, "\"access_token\":\"(?<token>.*?)\"", "token");
                return token;
            }

            string B() => [|Http.GetStringAsync(Token)|].Result.Between("access_token\":\"", "\"");

            string Looks()
            {
                var text = Http.GetStringAsync(Token).Result;
                var token = Pieces.Group(text, "\"access_token\":\"(?<token>.*?)\"", "token");
                if (string.IsNullOrEmpty(token))
                    throw new InvalidOperationException(text);
                return token;
            }

            string LooksToo()
            {
                var token = Http.GetStringAsync(Token).Result.Between("access_token\":\"", "\"");
                return token == "" ? throw new InvalidOperationException() : token;
            }

            void LooksFirst()
            {
                var text = Pieces.Clean(Http.GetStringAsync(Token).Result);
                if (text.Contains("\"errcode\":0"))
                    Console.WriteLine("ok");
            }

            string Matched()
            {
                var found = Regex.Match(Http.GetStringAsync(Token).Result, "access_token\":\"(.*?)\"");
                return found.Success ? found.Groups[1].Value : throw new InvalidOperationException();
            }
        }
        """);

    /// <summary>A helper that reads the bytes itself, and looks into them for their encoding.</summary>
    [Fact]
    public Task A_reply_that_is_read_byte_by_byte() => Verify.VerifyAnalyzerAsync("""
        #pragma warning disable SYSLIB0014
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Net;
        using System.Text;
        using System.Text.Json;
        using System.Text.RegularExpressions;

        static class Web
        {
            public static string Get(string url) => Ask(url, "GET");

            static string Ask(string url, string method)
            {
                using var response = Open(url, method);
                var stream = response.GetResponseStream();
                using var memory = new MemoryStream();
                var buffer = new byte[4096];
                int count;
                while ((count = stream.Read(buffer, 0, buffer.Length)) > 0)
                    memory.Write(buffer, 0, count);
                var bytes = memory.ToArray();
                var encoding = Encoding.UTF8;
                var set = Regex.Match(encoding.GetString(bytes), "charset=(\\w+)");
                if (set.Success)
                    encoding = Encoding.GetEncoding(set.Groups[1].Value);
                return encoding.GetString(bytes);
            }

            static HttpWebResponse Open(string url, string method)
            {
                var request = (HttpWebRequest)WebRequest.Create(url);
                request.Method = method;
                return (HttpWebResponse)request.GetResponse();
            }
        }

        class WeComUsers
        {
            Dictionary<string, object> Detail(string id) =>
                JsonSerializer.Deserialize<Dictionary<string, object>>(Web.Get("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=&userid=" + id))!;

            string Name(string id)
            {
                var detail = [|Detail(id)|];
                return detail.ContainsKey("name") ? detail["name"].ToString()! : "";
            }

            string Looks(string id)
            {
                var detail = Detail(id);
                return detail["errcode"].ToString() == "0" ? detail["name"].ToString()! : throw new InvalidOperationException();
            }

            void Copied(string id)
            {
                var request = WebRequest.Create("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=&userid=" + id);
                using var response = request.GetResponse();
                var memory = new MemoryStream();
                response.GetResponseStream().CopyTo(memory);
                if (!Encoding.UTF8.GetString(memory.ToArray()).Contains("\"errcode\":0"))
                    throw new InvalidOperationException();
            }

            void Dropped(string id)
            {
                var request = WebRequest.Create("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=&userid=" + id);
                using var response = [|request.GetResponse()|];
                var memory = new MemoryStream();
                response.GetResponseStream().CopyTo(memory);
                Console.WriteLine(memory.Length);
            }

            void Lines(string id)
            {
                var request = WebRequest.Create("https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=&userid=" + id);
                using var response = [|request.GetResponse()|];
                using var reader = new StreamReader(response.GetResponseStream());
                var text = new StringBuilder();
                string? line;
                while ((line = reader.ReadLine()) != null)
                    text.Append(line);
                Console.WriteLine(text.ToString());
            }
        }
        """);

    /// <summary>Who calls a method that keeps the reply to itself can do nothing about it.</summary>
    [Fact]
    public Task A_method_that_hands_nothing_back_is_told_of_once() => Verify.VerifyAnalyzerAsync(Start + """
            async Task Call(string path, string body)
            {
                var reply = await [|Http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/" + path, new StringContent(body))|];
                reply.EnsureSuccessStatusCode();
            }

            Task A(string body) => Call("message/send?access_token=", body);

            async Task B(string body) => await Call("message/send?access_token=", body);

            async Task Post(string url, string body) => await [|Http.PostAsync(url, new StringContent(body))|];

            async Task PostAll(string[] urls, string body)
            {
                foreach (var url in urls)
                    await Post(url, body);
            }

            Task C(string key, string body) => PostAll(new[] { "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + key }, body);

            async Task PostElsewhere(string url, string body) => await Http.PostAsync(url, new StringContent(body));

            Task D(string body) => PostElsewhere("https://example.org/notes", body);
        }
        """);

    [Fact]
    public Task The_state_beside_a_token() => Verify.VerifyAnalyzerAsync(Start + """
            async Task<(string Token, int State)> Fetch()
            {
                var reply = await Http.GetStringAsync(Token);
                return JsonSerializer.Deserialize<(string, int)>(reply);
            }

            async Task<string> A()
            {
                var (token, state) = await Fetch();
                return state == 0 ? token : "";
            }
        }
        """);

    /// <summary>What a helper for any request, or its library, says of success is the HTTP status.</summary>
    [Fact]
    public async Task The_success_of_a_helper_for_any_request()
    {
        var test = new CSharpAnalyzerTest<WCA3001ErrorCodeIgnored>
        {
            Sources =
            {
                """
                    using System.Net.Http;
                    using System.Threading.Tasks;

                    public class Web
                    {
                        public bool Succeeded;
                        public async Task<string> Post(string url, string body)
                        {
                            var answer = await new HttpClient().PostAsync(url, new StringContent(body));
                            if (answer.IsSuccessStatusCode)
                                Succeeded = System.DateTime.Now.ToString() != "Succeeded";
                            return await answer.Content.ReadAsStringAsync();
                        }
                    }
                    """,
                """
                    using System.Threading.Tasks;

                    class WeComNotices
                    {
                        async Task Send(string body) => await [|new Web().Post("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=", body)|];
                    }
                    """,
            },
        };
        await test.RunAsync();
    }

    [Fact]
    public async Task The_success_of_a_library_is_the_status()
    {
        var test = new CSharpAnalyzerTest<WCA3001ErrorCodeIgnored>
        {
            Library = """
                namespace RestSharp
                {
                    public class RestResponse { public bool IsSuccessful; public string Content = ""; public string ErrorMessage = ""; }
                    public class RestClient { public RestResponse Execute(string url) => new(); }
                }
                """,
            TestCode = """
                using RestSharp;

                class WeComRest
                {
                    bool Send() => [|new RestClient().Execute("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=")|].IsSuccessful;
                }
                """,
        };
        await test.RunAsync();
    }

    /// <summary>The reply goes to a function that the caller gave: it counts what that does with it.</summary>
    [Fact]
    public Task Replies_that_a_function_is_given() => Verify.VerifyAnalyzerAsync(Start + """
            string Fetch(Action<string> done)
            {
                var reply = {|WCA3001:Http.GetStringAsync(Token)|}.Result;
                _token = JsonDocument.Parse(reply).RootElement.GetProperty("access_token").GetString()!;
                done(reply);
                return _token;
            }

            void Tell(string body, Action<string> done)
            {
                try
                {
                    var reply = {|WCA3001:Http.PostAsync(Send, new StringContent(body))|}.Result.Content.ReadAsStringAsync().Result;
                    done(reply);
                }
                catch (Exception e)
                {
                    done(e.Message);
                }
            }

            void Checked(string body, Action<string>? done)
            {
                var reply = Http.PostAsync(Send, new StringContent(body)).Result.Content.ReadAsStringAsync().Result;
                done?.Invoke(reply);
            }

            void HandedOn(string body, Action<string> done)
            {
                var reply = Http.PostAsync(Send, new StringContent(body)).Result.Content.ReadAsStringAsync().Result;
                done(reply);
            }

            void Kept(string body, Action<string> done) => done(Http.PostAsync(Send, new StringContent(body)).Result.Content.ReadAsStringAsync().Result);

            public void Uncalled(string body, Action<string> done) => done(Http.PostAsync(Send, new StringContent(body)).Result.Content.ReadAsStringAsync().Result);

            void A(Action<string> own)
            {
                var all = new List<string>();
                Fetch(message => Console.WriteLine("message" + message));
                Tell("{}", (string message) => { Console.Write("message{0}", message); });
                Tell("{}", _ => { });
                Checked("{}", message => Console.WriteLine(message));
                Checked("{}", message => { if (message.Contains("\"errcode\":0")) Console.WriteLine("sent"); });
                HandedOn("{}", own);
                Kept("{}", message => all.Add(message));
            }
        }
        """);

    /// <summary>A wrapper that looks at the errcode of its token only, and hands its reply on: whoever lets that fall looks at nothing.</summary>
    [Fact]
    public Task Wrappers_that_check_their_token_only() => Verify.VerifyAnalyzerAsync(Start + """
            Reply GetToken() => JsonSerializer.Deserialize<Reply>(Http.GetStringAsync(Token).Result)!;

            Reply Tell(string body)
            {
                var result = new Reply();
                var token = GetToken();
                if (token.errcode == 0)
                {
                    var text = Http.PostAsync(Send + token.access_token, new StringContent(body)).Result.Content.ReadAsStringAsync().Result;
                    if (text.Length > 0)
                        result = JsonSerializer.Deserialize<Reply>(text)!;
                }

                return result;
            }

            Reply TellAndLook(string body)
            {
                var token = GetToken();
                var result = new Reply();
                if (token.errcode == 0)
                {
                    result = JsonSerializer.Deserialize<Reply>(Http.PostAsync(Send + token.access_token, new StringContent(body)).Result.Content.ReadAsStringAsync().Result)!;
                    if (result.errcode != 0)
                        throw new InvalidOperationException();
                }

                return result;
            }

            void A()
            {
                {|WCA3001:Tell("{}")|};
                TellAndLook("{}");
                var reply = Tell("{}");
                if (reply.errcode != 0)
                    Console.WriteLine("failed");
            }
        }
        """);

    [Fact]
    public Task Asked_where_it_is_kept() => Verify.VerifyAnalyzerAsync(Start + """
            static Reply _kept = null!;

            string Fetch()
            {
                _kept = JsonSerializer.Deserialize<Reply>(Http.GetStringAsync(Token).Result)!;
                if (_kept.errcode != 0)
                    throw new InvalidOperationException();
                return _kept.access_token!;
            }

            string Store()
            {
                _kept = JsonSerializer.Deserialize<Reply>({|WCA3001:Http.GetStringAsync(Token)|}.Result)!;
                return _kept.access_token!;
            }
        }
        """);

    [Fact]
    public Task One_key_is_read_by_a_method_and_given_on() => Verify.VerifyAnalyzerAsync(Start + """
            class Table { public string GetString(string key) => key; public static Table Of(string text) => new(); }

            void SignIn(string user) { }

            void A()
            {
                var table = Table.Of({|WCA3001:Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/getuserinfo?access_token=&code=")|}.Result);
                SignIn(table.GetString("UserId"));
            }

            void B()
            {
                var table = Table.Of(Http.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/getuserinfo?access_token=&code=").Result);
                if (table.GetString("errcode") == "0")
                    SignIn(table.GetString("UserId"));
            }
        }
        """);

    /// <summary>Between the request and what is read of its reply there are many lines of streams: it is told where it is read, for there the check belongs.</summary>
    [Fact]
    public Task A_reply_that_is_read_lines_below_is_told_where_it_is_read() => Verify.VerifyAnalyzerAsync("#pragma warning disable SYSLIB0014\n" + Start + """
            static string TokenOf()
            {
                var request = (HttpWebRequest)WebRequest.Create(Token);
                request.Method = "GET";
                var response = (HttpWebResponse)request.GetResponse();
                var stream = response.GetResponseStream();
                var reader = new StreamReader(stream);
                var text = reader.ReadToEnd();
                reader.Close();
                stream.Close();
                var reply = {|WCA3001:JsonSerializer.Deserialize<Reply>(text)|}!;
                return reply.access_token;
            }

            static string Nodes()
            {
                using var response = WebRequest.Create(Token).GetResponse();
                var text = new StreamReader(response.GetResponseStream()).ReadToEnd();
                var document = new System.Xml.XmlDocument();
                {|WCA3001:document.LoadXml(text)|};
                return document.SelectSingleNode("access_token")!.InnerText;
            }

            static string Reader()
            {
                using var response = WebRequest.Create(Token).GetResponse();
                var reader = System.Runtime.Serialization.Json.JsonReaderWriterFactory.CreateJsonReader(response.GetResponseStream(), System.Xml.XmlDictionaryReaderQuotas.Max);
                reader.Read();
                var xml = reader.ReadOuterXml();
                var document = new System.Xml.XmlDocument();
                {|WCA3001:document.LoadXml(xml)|};
                return document.DocumentElement!.SelectSingleNode("access_token")!.InnerText;
            }

            static string Looked()
            {
                using var response = WebRequest.Create(Token).GetResponse();
                var text = new StreamReader(response.GetResponseStream()).ReadToEnd();
                var reply = JsonSerializer.Deserialize<Reply>(text)!;
                return reply.errcode == 0 ? reply.access_token : throw new InvalidOperationException();
            }

            static void Shown()
            {
                using var response = {|WCA3001:WebRequest.Create(Send).GetResponse()|};
                Console.WriteLine(new StreamReader(response.GetResponseStream()).ReadToEnd());
            }
        }
        """);

    /// <summary>To ask for the token and not for whether it is there is no check.</summary>
    [Fact]
    public Task A_token_is_taken_and_nobody_asks_whether_it_is_there() => Verify.VerifyAnalyzerAsync("#pragma warning disable SYSLIB0014\n" + Start + """
            static string Dropped()
            {
                var text = {|WCA3001:new WebClient().DownloadString(Token)|};
                var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
                string? token;
                fields.TryGetValue("access_token", out token);
                return token!;
            }

            static string? Asked()
            {
                var text = new WebClient().DownloadString(Token);
                var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
                return fields.TryGetValue("access_token", out var token) ? token : null;
            }

            static string Refused()
            {
                var text = new WebClient().DownloadString(Token);
                var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
                fields.TryGetValue("access_token", out var token);
                return token ?? throw new InvalidOperationException();
            }

            static string Elsewhere()
            {
                var text = {|WCA3001:new WebClient().DownloadString(Token)|};
                var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
                fields.TryGetValue("access_token", out var token);
                return token ?? "";
            }

            static string AskedLater()
            {
                var text = new WebClient().DownloadString(Token);
                var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
                fields.TryGetValue("access_token", out var token);
                if (string.IsNullOrEmpty(token))
                    throw new InvalidOperationException();
                return token;
            }
        }
        """);

    /// <summary>A helper out of sight cuts the token out of the reply: whoever asks for the token gets no reply, and can do nothing about it.</summary>
    [Fact]
    public Task A_token_that_is_cut_out_by_a_helper_out_of_sight() => Verify.VerifyAnalyzerAsync("#pragma warning disable SYSLIB0014\n" + Start + """
            public string Fresh()
            {
                string text = {|WCA3001:new WebClient().DownloadString(Token)|};
                string token = {|CS0103:Cutter|}.Cut(text, "\"access_token\":\"(.*?)\"", "token");
                return token;
            }

            string Later()
            {
                string token;
                string text = {|WCA3001:new WebClient().DownloadString(Token)|};
                token = {|CS0103:Cutter|}.Cut(text, "\"access_token\":\"(.*?)\"", 1);
                return token;
            }

            void Use()
            {
                Console.WriteLine(Fresh().Length);
                Console.WriteLine(Later().Length);
            }
        }
        """);

    /// <summary>What a helper out of sight reads from the reply, and from where, is not an address.</summary>
    [Fact]
    public Task A_value_of_the_reply_is_read_by_a_helper_out_of_sight() => Verify.VerifyAnalyzerAsync(Start + """
            bool Expired(string token)
            {
                string text = {|CS0103:RequestUtil|}.RequestUrl(string.Format("https://qyapi.weixin.qq.com/cgi-bin/menu/get?access_token={0}", token));
                if ({|CS0103:Tools|}.GetJsonValue(text, "errcode") == "42001")
                    return true;
                return false;
            }

            string Name(string token)
            {
                string text = {|#0:{|CS0103:RequestUtil|}.RequestUrl("https://qyapi.weixin.qq.com/cgi-bin/menu/get?access_token=" + token)|};
                return {|CS0103:Tools|}.GetJsonValue(text, "name");
            }
        }
        """, Verify.Suggestion().WithLocation(0));

    /// <summary>A helper gets the address from its callers and the reply from another one, and only shows it: it is told there, once.</summary>
    [Fact]
    public Task A_reply_that_a_helper_gets_from_another_and_shows() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Http;
        using System.Threading.Tasks;

        class Note
        {
            static readonly HttpClient Http = new HttpClient();

            public async Task<string> DeliverAsync(string url)
            {
                var response = await Http.PostAsync(url, new StringContent("{}"));
                return await response.Content.ReadAsStringAsync();
            }
        }

        static class RobotPost
        {
            public static void Text(string address)
            {
                var note = new Note();
                Task.Run(async () =>
                {
                    var answer = await {|WCA3001:note.DeliverAsync(address)|};
                    Console.WriteLine(answer);
                });
            }

            public static void Mentioned(string address, string text, params string[] mobiles)
            {
                var note = new Note();
                if (mobiles != null)
                    Console.WriteLine(mobiles.Length);
                Task.Run(async () =>
                {
                    var answer = await {|WCA3001:note.DeliverAsync(address)|};
                    Console.WriteLine(answer);
                });
            }

            /// <summary>What it puts into a list may be looked at by whoever asked for the list.</summary>
            public static async Task Collect(System.Collections.Generic.List<string> answers, string address) => answers.Add(await new Note().DeliverAsync(address));

            public static async Task Looks(string address)
            {
                var answer = await new Note().DeliverAsync(address);
                if (!answer.Contains("\"errcode\":0"))
                    throw new InvalidOperationException(answer);
            }

            public static async Task Elsewhere(string address) => Console.WriteLine(await new Note().DeliverAsync(address));
        }

        class WeComAlarm
        {
            void A(string key) => RobotPost.Text("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + key);

            void B(string key) => RobotPost.Text("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + key + "&again");

            const string Hook = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=";

            void E() => RobotPost.Mentioned(Hook, "text", "@all");

            async Task F()
            {
                var answers = new System.Collections.Generic.List<string>();
                await {|WCA3001:RobotPost.Collect(answers, Hook)|};
            }

            Task C(string key) => RobotPost.Looks("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + key);

            Task D() => RobotPost.Elsewhere("https://example.com/hook");
        }
        """);

    /// <summary>Whatever a property is named, it is the errcode that it is declared to hold, or computed from.</summary>
    [Fact]
    public Task A_property_is_declared_of_the_errcode() => Verify.VerifyAnalyzerAsync(Start + """
            class Fine { public int errcode { get; set; } public string name { get; set; } = ""; public bool Passed => errcode == 0; public bool Named => name.Length > 0; }

            class Renamed { [System.Text.Json.Serialization.JsonPropertyName("errcode")] public int Outcome { get; set; } [System.Text.Json.Serialization.JsonPropertyName("name")] public string Title { get; set; } = ""; }

            async Task A()
            {
                var reply = await (await Http.PostAsync(Send + _token, null)).Content.ReadFromJsonAsync<Fine>();
                if (!reply!.Passed)
                    throw new Exception();
            }

            async Task<bool> B()
            {
                var reply = await (await Http.PostAsync(Send + _token, null)).Content.ReadFromJsonAsync<Renamed>();
                return reply?.Outcome == 0;
            }

            async Task C()
            {
                var reply = await (await [|Http.PostAsync(Send + _token, null)|]).Content.ReadFromJsonAsync<Fine>();
                if (!reply!.Named)
                    throw new Exception();
            }

            async Task D()
            {
                var reply = await (await [|Http.PostAsync(Send + _token, null)|]).Content.ReadFromJsonAsync<Renamed>();
                if (reply!.Title == "")
                    throw new Exception();
            }
        }
        """);

    /// <summary>A handler that every request passes looks at the errcode for all; one that looks at the status does not.</summary>
    [Theory]
    [InlineData("if (text.Contains(\"\\\"errcode\\\":0\") == false) throw new Exception(text);", "", "")]
    [InlineData("if (!reply.IsSuccessStatusCode) throw new Exception(text);", "[|", "|]")]
    public Task A_handler_looks_at_each_reply(string look, string before, string after) => Verify.VerifyAnalyzerAsync($$"""
        using System;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;

        class Looks : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
            {
                var reply = await base.SendAsync(request, cancellation);
                var text = await reply.Content.ReadAsStringAsync();
                {{look}}
                return reply;
            }
        }

        class WeComSender
        {
            readonly HttpClient _http = new HttpClient(new Looks());

            async Task A(string token) => await {{before}}_http.PostAsync("https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=" + token, null){{after}};
        }
        """);

    /// <summary>The reader of the body is in a package that is missing, and so is the type of the reply.</summary>
    [Fact]
    public Task A_property_is_declared_of_the_errcode_and_the_reader_is_missing() => Verify.VerifyAnalyzerAsync(Start + """
            class Fine { public int errcode { get; set; } public string name { get; set; } = ""; public bool Passed => errcode == 0; public bool Named => name.Length > 0; }

            async Task A()
            {
                var text = await (await Http.PostAsync(Send + _token, null)).Content.ReadAsStringAsync();
                var reply = {|CS0103:Reader|}.Read<Fine>(text);
                if (!reply.Passed)
                    throw new Exception();
            }

            async Task B()
            {
                var text = await (await [|Http.PostAsync(Send + _token, null)|]).Content.ReadAsStringAsync();
                var reply = {|CS0103:Reader|}.Read<Fine>(text);
                if (!reply.Named)
                    throw new Exception();
            }
        }
        """);
}
