using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CorrectUse.WCA3001ErrorCodeIgnored>;

namespace WeComPolicy.Analyzers.Tests.CorrectUse;

/// <summary>Requests whose address does not stand in the call that sends: an object, a builder, a list or a tuple brings it there.</summary>
public sealed class CarriedAddressTests
{
    private const string Start = """
        #pragma warning disable SYSLIB0014
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Http;
        using System.Text.Json;
        using System.Threading.Tasks;

        class Reply { public int errcode { get; set; } public string userid { get; set; } = ""; }

        class Query
        {
            public string Url { get; set; } = "";
            public string Verb { get; set; } = "GET";
            public Query() { }
            public Query(string url) => Url = url;
        }

        static class Web
        {
            public static string Ask(Query query) => new WebClient().DownloadString(query.Url);
            public static string Ask((string Url, string Verb) query) => new WebClient().DownloadString(query.Url);
            public static string AskTable(Hashtable query) => new WebClient().DownloadString((string)query["url"]!);
            public static string AskBag(Dictionary<string, object> query) => new WebClient().DownloadString(query["url"].ToString()!);
            public static string Ensured(Query query)
            {
                var text = new WebClient().DownloadString(query.Url);
                return JsonSerializer.Deserialize<Reply>(text)!.errcode == 0 ? text : throw new Exception();
            }
        }

        class Wrapper
        {
            readonly HttpClient _client = new HttpClient();
            string _url = "";
            string _body = "";
            public static Wrapper Create() => new Wrapper();
            public Wrapper Url(string url) { _url = url; return this; }
            public Wrapper Body(string body) { _body = body; return this; }
            public string Get() => _client.GetStringAsync(_url).Result;
            public async Task<T> GetAsync<T>() => JsonSerializer.Deserialize<T>(await Text())!;
            Task<string> Text() => _client.GetStringAsync(_url);
        }

        interface IPull { IPull From(string address); IPull WithUrl(string url); string Pull(); }

        class Puller : IPull
        {
            readonly Query _query = new Query();
            public IPull From(string address) { _query.Url = address; return this; }
            public IPull WithUrl(string url) { _query.Url = url; return this; }
            public string Pull() => Web.Ask(_query);
        }

        class Client
        {
            public string Url { get; set; } = "";
            public string Get() => new WebClient().DownloadString(Url);
        }

        class WeComUsers
        {
            const string Users = "https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=";
            static string Name(string text) => text.Length > 3 ? text.Substring(3) : "";

        """;

    /// <summary>The address is put into a builder, whose last link sends.</summary>
    [Fact]
    public Task A_builder() => Verify.VerifyAnalyzerAsync(Start + """
            string A(string token) => Name([|Wrapper.Create().Url(Users + token).Get()|]);
            string B(string token) => Name([|new Wrapper().Url($"https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token={token}").Body("{}").Get()|]);
            async Task<string> C(string token) => (await [|Wrapper.Create().Url(Users + token).GetAsync<Reply>()|]).userid;
            string D(string token)
            {
                var request = Wrapper.Create();
                request.Url(Users + token);
                return Name([|request.Get()|]);
            }

            string E(IPull pull, string token) => Name([|pull.WithUrl(Users + token).Pull()|]);
            string F(string token) => Name([|new Client { Url = Users + token }.Get()|]);
            string G(string token)
            {
                var client = new Client();
                client.Url = Users + token;
                return Name([|client.Get()|]);
            }

            // Told where the reply is kept.
            class Forgetful
            {
                string _url = "";
                public Forgetful Url(string url) { _url = url; return this; }
                public void Send() => [|new HttpClient().GetStringAsync(_url)|].Wait();
            }

            void Forgets(string token) => new Forgetful().Url(Users + token).Send();

            async Task<string> Looks(string token)
            {
                var reply = await Wrapper.Create().Url(Users + token).GetAsync<Reply>();
                return reply.errcode == 0 ? reply.userid : "";
            }

            string Other(string token) => Name(Wrapper.Create().Url("https://api.example.com/cgi-bin/user/get?access_token=" + token).Get());
        }
        """);

    /// <summary>The class of the builder is in no source.</summary>
    [Fact]
    public Task A_builder_that_is_missing() => Verify.VerifyAnalyzerAsync(Start + """
            async Task<string> A(string token) => Name(await [|{|CS0103:HttpWrap|}.Create().Url(Users + token).GetAsync()|]);
            string B(string token) => Name([|{|CS0103:HttpWrap|}.New().SetUrl(Users + token).SetMethod("GET").Execute()|].Text);
            string C(string token)
            {
                var text = {|CS0103:HttpWrap|}.New().SetUrl(Users + token).SetMethod("GET").Execute().Text;
                return text.Contains("\"errcode\":0") ? text : "";
            }

            // What is made of the reply is no second request.
            string D(string token) => Name([|{|CS0103:HttpWrap|}.Get(Users + token)|].GetText().Cut());
            string Other(string token) => Name({|CS0103:HttpWrap|}.New().SetUrl("https://api.example.com/user/get?access_token=" + token).Execute().Text);
        }
        """);

    /// <summary>The address is a member of what is handed over.</summary>
    [Fact]
    public Task A_request_object() => Verify.VerifyAnalyzerAsync(Start + """
            static Query Make(string url) => new Query { Url = url };
            static Query Filled(string url)
            {
                var query = new Query();
                query.Url = url;
                return query;
            }

            string A(string token) => Name([|Web.Ask(new Query { Url = Users + token, Verb = "GET" })|]);
            string B(string token) => Name([|Web.Ask(new Query(Users + token))|]);
            string C(string token) => Name([|Web.Ask(Make(Users + token))|]);
            string D(string token) => Name([|Web.Ask(Filled(Users + token))|]);
            string E(string token)
            {
                var query = new Query();
                query.Url = Users + token;
                return Name([|Web.Ask(query)|]);
            }

            string F(string token) => Name([|Web.Ask((Users + token, "GET"))|]);
            string G(string token) => Name([|Web.AskTable(new Hashtable { { "url", Users + token } })|]);
            string H(string token) => Name([|Web.AskBag(new Dictionary<string, object> { ["url"] = Users + token })|]);

            // Host and path apart.
            class Parts { public string Host { get; set; } = ""; public string Api { get; set; } = ""; public string FullUrl => Host + Api; }
            static string AskParts(Parts parts) => new WebClient().DownloadString(parts.FullUrl);
            string I(string token) => Name([|AskParts(new Parts { Host = "https://qyapi.weixin.qq.com", Api = "/cgi-bin/user/get?access_token=" + token })|]);
            string J(string token) => Name(AskParts(new Parts { Host = "https://api.example.com", Api = "/cgi-bin/user/get?access_token=" + token }));

            string Ensured(string token) => Name(Web.Ensured(new Query { Url = Users + token }));
            string Other(string token) => Name(Web.Ask(new Query { Url = "https://api.example.com/cgi-bin/user/get?access_token=" + token }));
        }
        """);

    /// <summary>A link in a message, a row that is stored, a service that is made with the host.</summary>
    [Fact]
    public Task What_carries_an_address_and_is_no_request() => Verify.VerifyAnalyzerAsync(Start + """
            class Card { public string Title { get; set; } = ""; public string Url { get; set; } = ""; }
            static void Mail(Card card) => new WebClient().UploadString("https://mail.example.com/send", card.Title + card.Url);
            static void Save(Card card) => Console.WriteLine(card.Title);
            void A()
            {
                Mail(new Card { Url = Users });
                Save(new Card { Url = Users });
            }

            class Service
            {
                readonly HttpClient _http = new HttpClient();
                readonly string _baseUrl;
                public Service(string baseUrl) => _baseUrl = baseUrl;
                public bool Text(string token, string text) => [|_http.PostAsync(_baseUrl + "/cgi-bin/message/send?access_token=" + token, new StringContent(text))|].Result.IsSuccessStatusCode;
            }

            readonly Service _service = new Service("https://qyapi.weixin.qq.com");
            void B(string token)
            {
                _service.Text(token, "a");
                new Service("https://qyapi.weixin.qq.com").Text(token, "b");
            }
        }
        """);

    /// <summary>A row with the reply is stored; what was read from the reply before is what counts.</summary>
    [Fact]
    public Task A_row_in_a_store() => Verify.VerifyAnalyzerAsync(Start + """
            class Row { public string Name { get; set; } = ""; public string Reply { get; set; } = ""; }
            string A(string token, {|CS0246:DbContext|} db)
            {
                var row = new Row();
                row.Reply = [|Web.Ask(new Query(Users + token))|];
                row.Name = JsonDocument.Parse(row.Reply).RootElement.GetProperty("name").GetString()!;
                db.Rows.Add(row);
                return row.Name;
            }

            // Whoever reads the rows may look.
            void B(string token, {|CS0246:DbContext|} db)
            {
                var row = new Row();
                row.Reply = Web.Ask(new Query(Users + token));
                db.Rows.Add(row);
            }
        }
        """);

    /// <summary>Lists of addresses, as a class of constants has them.</summary>
    [Fact]
    public Task A_table_of_addresses() => Verify.VerifyAnalyzerAsync(Start + """
            static readonly Dictionary<string, string> Urls = new()
            {
                { "user", "https://qyapi.weixin.qq.com/cgi-bin/user/get?access_token=" },
                { "ours", "https://api.example.com/user?token=" },
            };
            static readonly Dictionary<string, string> Indexed = new() { ["user"] = Users, ["ours"] = "https://api.example.com/user?token=" };
            static readonly string[] List = { Users, "https://api.example.com/user?token=" };
            static readonly (string Url, int Limit) Pair = (Users, 1);
            static void Build(string token, out string url) => url = Users + token;
            static void BuildOurs(string token, out string url) => url = "https://api.example.com/user?token=" + token;
            static string Get(string url) => new WebClient().DownloadString(url);

            string A(string token) => Name([|Get(Urls["user"] + token)|]);
            string B(string token) => Name([|Get(Indexed["user"] + token)|]);
            string C(string token) => Name([|Get(List[0] + token)|]);
            string D(string token) => Name([|Get(Pair.Url + token)|]);
            string E(string token)
            {
                Build(token, out var url);
                return Name([|Get(url)|]);
            }

            string Ours(string token) => Name(Get(Urls["ours"] + token)) + Name(Get(Indexed["ours"] + token)) + Name(Get(List[1] + token));
            string OursBuilt(string token)
            {
                BuildOurs(token, out var url);
                return Name(Get(url));
            }
        }
        """);
}
