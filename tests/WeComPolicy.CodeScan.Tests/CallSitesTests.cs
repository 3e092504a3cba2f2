namespace WeComPolicy.CodeScan.Tests;

public sealed class CallSitesTests
{
    [Theory]
    [InlineData("class A { }", 0)]
    [InlineData("""class A { const string Host = "https://qyapi.weixin.qq.com"; }""", 0)]
    [InlineData("""class A { object M(System.Net.Http.HttpClient c) => c.GetStringAsync("https://qyapi.weixin.qq.com/cgi-bin/user/list"); object N() => M(null); }""", 1)]
    [InlineData("""using Senparc.Weixin.Work.AdvancedAPIs; class A { void M(string key) { MassApi.SendText(key, "1", "a"); MailListApi.GetMember(key, "b"); } }""", 2)]
    [InlineData("""interface IApi { [Get("https://qyapi.weixin.qq.com/cgi-bin/user/get")] object Get(string id); } class A { object M(IApi api) => api.Get("a"); }""", 1)]
    [InlineData("""object Get(string u) => new System.Net.WebClient().DownloadString(u); Get("https://qyapi.weixin.qq.com/cgi-bin/user/get");""", 1)]
    public void Places_are_counted_once(string source, int expected)
    {
        using var folder = new CodeFolder().With("A.cs", source);
        Assert.Equal(expected, folder.Scan().Scope.CallSites);
    }
}
