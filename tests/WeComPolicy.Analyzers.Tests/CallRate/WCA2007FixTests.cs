using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CodeFixes.CallRate;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.CallRate.WCA2007PerItemCall,
    WeComPolicy.Analyzers.CodeFixes.CallRate.WCA2007BatchFix>;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2007FixTests
{
    private const string Start = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading.Tasks;

        class Payload { public string touser = ""; public string content = ""; }

        class Person { public string UserId = ""; public string Name = ""; }

        class WeComSender
        {
            const string Url = "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=";
            static readonly HttpClient Http = new HttpClient();
            static Task NotifyAsync(string user, string text) => Http.PostAsJsonAsync(Url, new { touser = user, msgtype = "text", text = new { content = text } });
            static Task Written(string text, string user)
            {
                if (string.IsNullOrEmpty(user))
                    return Task.CompletedTask;
                return Http.PostAsync(Url, new StringContent("{\"touser\":\"" + user + "\",\"text\":\"" + text + "\"}"));
            }
            static Task Named(string user, string text) => Http.PostAsJsonAsync(Url, new { touser = user, text = text + user });

        """;

    [Fact]
    public Task One_message_for_a_thousand() => Verify.VerifyCodeFixAsync(
        Start + """
            async Task Wrapper(string[] users, string text)
            {
                // Tells everyone.
                foreach (var user in users) // of them
                    await [|NotifyAsync(user, text)|];
            }

            async Task Block(IEnumerable<string> ids, string text)
            {
                foreach (string id in ids.Where(id => id.Length > 0))
                {
                    await [|Written(text, id)|];
                    await Task.Delay(200);
                }
            }

            async Task Object(string all)
            {
                var payload = new Payload { content = "hello" };
                foreach (var item in all.Split('|'))
                {
                    payload.touser = item;
                    var reply = await [|Http.PostAsync(Url, new StringContent(payload.ToString()!))|];
                    reply.EnsureSuccessStatusCode();
                }
            }

            async Task People(List<Person> people, string text)
            {
                foreach (var person in people)
                    await [|NotifyAsync(person.UserId, text)|];
            }
        }
        """,
        Start + """
            async Task Wrapper(string[] users, string text)
            {
                // Tells everyone.
                foreach (var batch in users.Chunk(1000)) // of them
                    await NotifyAsync(string.Join("|", batch), text);
            }

            async Task Block(IEnumerable<string> ids, string text)
            {
                foreach (var batch in ids.Where(id => id.Length > 0).Chunk(1000))
                {
                    await Written(text, string.Join("|", batch));
                    await Task.Delay(200);
                }
            }

            async Task Object(string all)
            {
                var payload = new Payload { content = "hello" };
                foreach (var batch in all.Split('|').Chunk(1000))
                {
                    payload.touser = string.Join("|", batch);
                    var reply = await Http.PostAsync(Url, new StringContent(payload.ToString()!));
                    reply.EnsureSuccessStatusCode();
                }
            }

            async Task People(List<Person> people, string text)
            {
                foreach (var batch in people.Select(person => person.UserId).Chunk(1000))
                    await NotifyAsync(string.Join("|", batch), text);
            }
        }
        """);

    [Fact]
    public Task No_bulb_where_the_item_goes_elsewhere_or_turns_are_counted() => Verify.VerifyNoCodeFixAsync(Start + """
            async Task Elsewhere(string[] users, string text)
            {
                foreach (var user in users)
                    await [|Named(user, text)|];
            }

            async Task Logged(string[] users, string text)
            {
                foreach (var user in users)
                {
                    Console.WriteLine(user);
                    await [|NotifyAsync(user, text)|];
                }
            }

            async Task<int> Counted(string[] users, string text)
            {
                var sent = 0;
                foreach (var user in users)
                {
                    await [|NotifyAsync(user, text)|];
                    sent++;
                }
                return sent;
            }

            void Collected(string[] users, string text)
            {
                var sent = new List<Task>();
                foreach (var user in users)
                    sent.Add([|NotifyAsync(user, text)|]);
            }

            async Task Indexed(string[] users, string text)
            {
                for (var i = 0; i < users.Length; i++)
                    await [|NotifyAsync(users[i], text)|];
            }
        }
        """);

    // The shape of Senparc.Weixin.Work.
    private const string Senparc = """
        namespace Senparc.Weixin.Work.AdvancedAPIs
        {
            public class WorkJsonResult { }

            public static class MassApi
            {
                public static WorkJsonResult SendText(string accessTokenOrAppKey, string agentId, string content, string toUser = null, string toParty = null) => new WorkJsonResult();
            }

            public static class MailListApi
            {
                public static WorkJsonResult DeleteMember(string accessTokenOrAppKey, string userId) => new WorkJsonResult();
                public static WorkJsonResult BatchDeleteMember(string accessTokenOrAppKey, string[] useridlist, int timeOut = 10000) => new WorkJsonResult();
                public static WorkJsonResult AddTagMember(string accessTokenOrAppKey, int tagId, string[] userList = null, long[] partyList = null, int timeOut = 10000) => new WorkJsonResult();
            }
        }
        """;

    [Fact]
    public Task Methods_of_Senparc_in_an_old_language() => new CSharpCodeFixTest<WCA2007PerItemCall, WCA2007BatchFix>
    {
        TestCode = """
            using Senparc.Weixin.Work.AdvancedAPIs;

            class WeComMembers
            {
                void Delete(string key, string[] ids)
                {
                    foreach (var id in ids)
                        [|MailListApi.DeleteMember(key, id)|];
                }

                void Tag(string key, string[] ids)
                {
                    foreach (var id in ids)
                    {
                        var result = [|MailListApi.AddTagMember(key, 1, new[] { id })|];
                    }
                }

                void Tell(string key, string[] users)
                {
                    foreach (var user in users)
                        [|MassApi.SendText(key, "1", "hello", toUser: user)|];
                }
            }
            """,
        FixedCode = """
            using Senparc.Weixin.Work.AdvancedAPIs;

            class WeComMembers
            {
                void Delete(string key, string[] ids)
                {
                    foreach (var batch in System.Linq.Enumerable.Chunk(ids, 200))
                        MailListApi.BatchDeleteMember(key, batch);
                }

                void Tag(string key, string[] ids)
                {
                    foreach (var batch in System.Linq.Enumerable.Chunk(ids, 1000))
                    {
                        var result = MailListApi.AddTagMember(key, 1, batch);
                    }
                }

                void Tell(string key, string[] users)
                {
                    foreach (var batch in System.Linq.Enumerable.Chunk(users, 1000))
                        MassApi.SendText(key, "1", "hello", toUser: string.Join("|", batch));
                }
            }
            """,
        Library = Senparc,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();
}
