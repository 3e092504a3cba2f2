using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2001LoopWithoutPacing>;

namespace WeComPolicy.Analyzers.Tests.Recognition;

/// <summary>One class for each operation, which alone says where it goes; what sends it is written once.</summary>
public sealed class RequestObjectTests
{
    private const string Start = """
        #pragma warning disable CS0649, CS8618
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading.Tasks;

        """;

    [Fact]
    public Task The_address_is_in_an_overriding_member() => Verify.VerifyAnalyzerAsync(Start + """
        abstract class Operation<TSelf, TTransport> where TTransport : Transport, new()
        {
            protected abstract string Url();
            public async Task<string> Send() => await new TTransport().Go(Url(), this);
            public string Describe() => typeof(TSelf).Name;
        }

        abstract class Transport { public abstract Task<string> Go(string url, object body); }

        class Posting : Transport
        {
            static readonly HttpClient Http = new();
            public override async Task<string> Go(string url, object body) =>
                await (await Http.PostAsync(url, new StringContent(body.ToString()!))).Content.ReadAsStringAsync();
        }

        class CreateUser : Operation<CreateUser, Posting>
        {
            public string Name = "";
            protected override string Url() => "https://qyapi.weixin.qq.com/cgi-bin/user/create?access_token=";
        }

        class CreateUserInOurs : Operation<CreateUserInOurs, Posting>
        {
            protected override string Url() => "https://users.example.com/create";
        }

        class Sync
        {
            async Task All(List<string> names)
            {
                foreach (var name in names)
                {
                    var create = new CreateUser { Name = name };
                    await [|create.Send()|];
                    create.Describe();
                    await new CreateUserInOurs().Send();
                }
            }
        }
        """);

    [Fact]
    public Task The_address_is_in_a_property_of_what_a_client_is_handed() => Verify.VerifyAnalyzerAsync(Start + """
        interface IRequest<TReply> { string Path { get; } }
        class DeleteReply { public int errcode; }
        class DeleteUser : IRequest<DeleteReply> { public string Path => "/cgi-bin/user/delete?userid=" + Id; public string Id = ""; }
        class Note : IRequest<DeleteReply> { public string Path => "/notes"; }

        class Client
        {
            static readonly HttpClient Http = new();
            readonly string _host;
            public Client(string host) => _host = host;
            public async Task<string> Execute<TReply>(IRequest<TReply> request) => await Http.GetStringAsync(_host + request.Path);
            public void Remember<TReply>(IRequest<TReply> request) { }
        }

        class WeComCleaning
        {
            Client _client = null!;

            async Task All(List<string> ids)
            {
                foreach (var id in ids)
                {
                    await [|_client.Execute(new DeleteUser { Id = id })|];
                    await _client.Execute(new Note());
                    _client.Remember(new DeleteUser { Id = id });
                }
            }
        }
        """);

    [Fact]
    public Task The_address_is_in_an_attribute() => Verify.VerifyAnalyzerAsync(Start + """
        class ApiAttribute : Attribute { public ApiAttribute(string url) => Url = url; public string Url { get; } }

        [Api("https://qyapi.weixin.qq.com/cgi-bin/user/delete")]
        class DeleteUser { public string Id = ""; }

        class Client
        {
            static readonly HttpClient Http = new();

            public string Execute(object request)
            {
                var api = (ApiAttribute)Attribute.GetCustomAttribute(request.GetType(), typeof(ApiAttribute))!;
                return Http.GetStringAsync(api.Url).Result;
            }
        }

        class Cleaning
        {
            Client _client = new();

            void All(List<string> ids)
            {
                foreach (var id in ids)
                    [|_client.Execute(new DeleteUser { Id = id })|];
            }
        }
        """);

    [Fact]
    public Task The_address_is_handed_to_the_base() => Verify.VerifyAnalyzerAsync(Start + """
        abstract class Operation
        {
            static readonly HttpClient Http = new();
            readonly string _url;
            protected string Address = "";
            protected Operation(string url) => _url = url;
            public Task<string> Send() => Http.GetStringAsync(_url);
            public Task<string> Fetch() => Http.GetStringAsync(Address);
        }

        class GetUser : Operation
        {
            public GetUser(string id) : base("https://qyapi.weixin.qq.com/cgi-bin/user/get?userid=" + id) { }
        }

        class GetTag : Operation
        {
            public GetTag(string id) : base("") => Address = "https://qyapi.weixin.qq.com/cgi-bin/tag/get?tagid=" + id;
        }

        class Reading
        {
            async Task All(List<string> ids)
            {
                foreach (var id in ids)
                {
                    await [|new GetUser(id).Send()|];
                    var tag = new GetTag(id);
                    await [|tag.Fetch()|];
                }
            }
        }
        """);
}
