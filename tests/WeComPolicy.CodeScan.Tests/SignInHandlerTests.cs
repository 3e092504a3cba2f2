namespace WeComPolicy.CodeScan.Tests;

/// <summary>A sign-in handler of the web framework, whose own classes the scan may know.</summary>
public sealed class SignInHandlerTests
{
    [Fact]
    public void The_token_is_fetched_for_each_user_and_its_errcode_is_never_looked_at()
    {
        using var folder = new CodeFolder().With("Handler.cs", """
            using System;
            using System.Collections.Generic;
            using System.Text.Json;
            using System.Threading.Tasks;
            using Microsoft.AspNetCore.Authentication.OAuth;
            using Microsoft.AspNetCore.WebUtilities;

            public static class WorkWeixinDefaults { public const string TokenEndpoint = "https://qyapi.weixin.qq.com/cgi-bin/gettoken"; }

            public class WorkWeixinOptions : OAuthOptions { public WorkWeixinOptions() { TokenEndpoint = WorkWeixinDefaults.TokenEndpoint; } }

            public class WorkWeixinHandler : OAuthHandler<WorkWeixinOptions>
            {
                protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
                {
                    var query = new Dictionary<string, string> { ["corpid"] = Options.ClientId, ["corpsecret"] = Options.ClientSecret };
                    var address = QueryHelpers.AddQueryString(Options.TokenEndpoint, query);
                    using var response = await Backchannel.GetAsync(address, Context.RequestAborted);
                    if (!response.IsSuccessStatusCode)
                        return OAuthTokenResponse.Failed(new Exception("no answer"));
                    return OAuthTokenResponse.Success(JsonDocument.Parse(await response.Content.ReadAsStringAsync()));
                }
            }
            """);
        Assert.Equal(["WCA2003 Handler.cs:18", "WCA3001 Handler.cs:18"], CodeFolder.Places(folder.Scan()).Order(StringComparer.Ordinal));
    }
}
