using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CodeFixes.CallRate;
using WeComPolicy.Testing.Analyzers;

namespace WeComPolicy.Analyzers.Tests.CallRate;

public sealed class WCA2003FixTests
{
    // The shape of Senparc.Weixin.Work.
    private const string Senparc = """
        namespace Senparc.Weixin.Work.CommonAPIs
        {
            public class AccessTokenResult { public string access_token { get; set; } = ""; public int expires_in { get; set; } }

            public static class CommonApi
            {
                public static AccessTokenResult GetToken(string corpId, string corpSecret) => new AccessTokenResult();
                public static System.Threading.Tasks.Task<AccessTokenResult> GetTokenAsync(string corpId, string corpSecret) => System.Threading.Tasks.Task.FromResult(new AccessTokenResult());
            }
        }

        namespace Senparc.Weixin.Work.Containers
        {
            public static class AccessTokenContainer
            {
                public static string TryGetToken(string corpId, string corpSecret, bool getNewToken = false) => "";
                public static System.Threading.Tasks.Task<string> TryGetTokenAsync(string corpId, string corpSecret, bool getNewToken = false) => System.Threading.Tasks.Task.FromResult("");
            }
        }

        namespace Senparc.Weixin.Work.AdvancedAPIs
        {
            public static class MassApi
            {
                public static void SendText(string accessToken, string agentId, string content, string toUser) { }
                public static System.Threading.Tasks.Task SendTextAsync(string accessToken, string agentId, string content, string toUser) => System.Threading.Tasks.Task.CompletedTask;
            }
        }
        """;

    private const string Start = """
        using Senparc.Weixin.Work.AdvancedAPIs;
        using Senparc.Weixin.Work.CommonAPIs;
        using Senparc.Weixin.Work.Containers;
        using System.Threading.Tasks;

        class WeComSender
        {

        """;

    [Fact]
    public Task The_container_and_no_new_token() => new CSharpCodeFixTest<WCA2003UncachedToken, WCA2003CachedTokenFix>
    {
        TestCode = Start + """
            void Inline(string id, string secret, string user)
            {
                MassApi.SendText([|CommonApi.GetToken(id, secret)|].access_token, "1", "hello", user);
            }

            async Task Waiting(string id, string secret, string user)
            {
                await MassApi.SendTextAsync((await [|CommonApi.GetTokenAsync(id, secret)|].ConfigureAwait(false)).access_token, "1", "hello", user);
                await MassApi.SendTextAsync([|CommonApi.GetTokenAsync(id, secret)|].Result.access_token, "1", "hello", user);
            }

            void Local(string id, string secret, string user)
            {
                // Gets the token.
                AccessTokenResult result = [|CommonApi.GetToken(id, secret)|]; // one
                MassApi.SendText(result.access_token, "1", "hello", user);
            }

            async Task Variable(string id, string secret, string user)
            {
                var token = await [|CommonApi.GetTokenAsync(id, secret)|];
                await MassApi.SendTextAsync(token.access_token, "1", "hello", user);
                await MassApi.SendTextAsync(token.access_token.Trim(), "1", "hello", user);
            }

            void Forced(string id, string secret, string user)
            {
                MassApi.SendText([|AccessTokenContainer.TryGetToken(id, secret, true)|], "1", "hello", user);
                MassApi.SendText([|AccessTokenContainer.TryGetToken(id, secret, getNewToken: true)|], "1", "hello", user);
            }
        }
        """,
        FixedCode = Start + """
            void Inline(string id, string secret, string user)
            {
                MassApi.SendText(AccessTokenContainer.TryGetToken(id, secret), "1", "hello", user);
            }

            async Task Waiting(string id, string secret, string user)
            {
                await MassApi.SendTextAsync(await AccessTokenContainer.TryGetTokenAsync(id, secret).ConfigureAwait(false), "1", "hello", user);
                await MassApi.SendTextAsync(AccessTokenContainer.TryGetTokenAsync(id, secret).Result, "1", "hello", user);
            }

            void Local(string id, string secret, string user)
            {
                // Gets the token.
                string result = AccessTokenContainer.TryGetToken(id, secret); // one
                MassApi.SendText(result, "1", "hello", user);
            }

            async Task Variable(string id, string secret, string user)
            {
                var token = await AccessTokenContainer.TryGetTokenAsync(id, secret);
                await MassApi.SendTextAsync(token, "1", "hello", user);
                await MassApi.SendTextAsync(token.Trim(), "1", "hello", user);
            }

            void Forced(string id, string secret, string user)
            {
                MassApi.SendText(AccessTokenContainer.TryGetToken(id, secret), "1", "hello", user);
                MassApi.SendText(AccessTokenContainer.TryGetToken(id, secret), "1", "hello", user);
            }
        }
        """,
        Library = Senparc,
    }.RunAsync();

    [Fact]
    public Task In_an_old_language_without_its_using() => new CSharpCodeFixTest<WCA2003UncachedToken, WCA2003CachedTokenFix>
    {
        TestCode = """
            using Senparc.Weixin.Work.AdvancedAPIs;
            using Senparc.Weixin.Work.CommonAPIs;

            class WeComSender
            {
                void Inline(string id, string secret, string user)
                {
                    MassApi.SendText([|CommonApi.GetToken(id, secret)|].access_token, "1", "hello", user);
                }
            }
            """,
        FixedCode = """
            using Senparc.Weixin.Work.AdvancedAPIs;
            using Senparc.Weixin.Work.CommonAPIs;

            class WeComSender
            {
                void Inline(string id, string secret, string user)
                {
                    MassApi.SendText(Senparc.Weixin.Work.Containers.AccessTokenContainer.TryGetToken(id, secret), "1", "hello", user);
                }
            }
            """,
        Library = Senparc,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();

    private const string MoreWanted = Start + """
            void Expiry(string id, string secret, string user)
            {
                var result = [|CommonApi.GetToken(id, secret)|];
                if (result.expires_in > 0)
                    MassApi.SendText(result.access_token, "1", "hello", user);
            }

            AccessTokenResult Whole(string id, string secret, string user)
            {
                var result = [|CommonApi.GetToken(id, secret)|];
                MassApi.SendText(result.access_token, "1", "hello", user);
                return result;
            }
        }
        """;

    [Fact]
    public Task No_bulb_where_more_than_the_token_is_wanted() => new CSharpCodeFixTest<WCA2003UncachedToken, WCA2003CachedTokenFix>
    {
        TestCode = MoreWanted,
        FixedCode = MoreWanted,
        Library = Senparc,
    }.RunAsync();

    [Fact]
    public Task Without_the_package_and_where_the_answer_must_be_given() => CSharpCodeFixVerifier<WCA2003UncachedToken, WCA2003CachedTokenFix>.VerifyCodeFixAsync(
        """
        using {|CS0246:Senparc|}.Weixin.Work.Containers;

        class WeComTokens
        {
            void Missing(string id, string secret)
            {
                {|CS0103:MassApi|}.SendText([|{|CS0103:AccessTokenContainer|}.TryGetToken(id, secret, true)|], "1", "hello");
                {|CS0103:MassApi|}.SendText([|{|CS0103:AccessTokenContainer|}.GetToken(id, secret, getNewToken: true)|], "1", "hello");
            }

            string Own(string id) => [|TokenCache.GetToken(true /* always */, id)|];
        }

        static class TokenCache
        {
            public static string GetToken(bool forceRefresh, string id) => id;
        }
        """,
        """
        using {|CS0246:Senparc|}.Weixin.Work.Containers;

        class WeComTokens
        {
            void Missing(string id, string secret)
            {
                {|CS0103:MassApi|}.SendText({|CS0103:AccessTokenContainer|}.TryGetToken(id, secret), "1", "hello");
                {|CS0103:MassApi|}.SendText({|CS0103:AccessTokenContainer|}.GetToken(id, secret), "1", "hello");
            }

            string Own(string id) => TokenCache.GetToken(false /* always */, id);
        }

        static class TokenCache
        {
            public static string GetToken(bool forceRefresh, string id) => id;
        }
        """);
}
