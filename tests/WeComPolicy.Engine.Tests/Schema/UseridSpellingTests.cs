using WeComPolicy.Engine.Schema;

namespace WeComPolicy.Engine.Tests.Schema;

/// <summary>To WeCom, userids that differ in letter case only are one: a tenant that writes one both ways is told.</summary>
public sealed class UseridSpellingTests
{
    [Theory]
    [InlineData("members: [ { userid: Li.Na }, { userid: li.na } ]", "li.na")]
    [InlineData("members: [ { userid: li.na } ]\nadmins: [ { userid: LI.NA } ]", "LI.NA")]
    [InlineData("admins: [ { userid: LI.NA } ]\nmembers: [ { userid: li.na } ]", "li.na")]
    [InlineData("members: [ { userid: li.na } ]\narchive: { auditors: [ Li.na ] }", "Li.na")]
    [InlineData("security: { two_step: { login: { scope: { userids: [ Li.na ] } } } }\nmembers: [ { userid: li.na } ]", "li.na")]
    public void Told_at_the_later_one(string yaml, string told)
    {
        var diagnostic = Assert.Single(TenantModel.Merge([TenantText.Typed(yaml)]).Diagnostics);
        Assert.Equal("userid-case", diagnostic.Code);
        Assert.False(diagnostic.IsWarning);
        var range = diagnostic.Range!.Value;
        Assert.Equal(told, range.File.Text.Substring(range.Span.Start, range.Span.Length));
    }

    [Fact]
    public void Across_files()
    {
        var merged = TenantModel.Merge([TenantText.Typed("members: [ { userid: li.na } ]", "a.yaml"), TenantText.Typed("admins: [ { userid: Li.Na } ]", "b.yaml")]);
        var diagnostic = Assert.Single(merged.Diagnostics);
        Assert.Equal("b.yaml", diagnostic.Path);
        Assert.Contains("a.yaml, line 1", diagnostic.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("members: [ { userid: li.na }, { userid: li.ni } ]")]
    [InlineData("members: [ { userid: Li.Na } ]\nadmins: [ { userid: Li.Na } ]")]
    public void One_spelling_is_fine(string yaml) => Assert.Empty(TenantModel.Merge([TenantText.Typed(yaml)]).Diagnostics);

    [Fact]
    public void Every_userid_keeps_its_own_text()
    {
        // More than the pool of repeated texts has room for, in two files whose nodes have the same numbers.
        static string Members(int first) => string.Join("\n", Enumerable.Range(first, 12_000).Select(i => $"  - userid: user{i}"));
        static string Departments(int first) => string.Join("\n", Enumerable.Range(1, 12_000).Select(i => $"  - {{ id: {i}, department_leader: [ user{first + (i * 7 % 12_000)} ] }}"));
        TypedDocument[] files = [TenantText.Typed($"departments:\n{Departments(6_000)}\n", "a.yaml"), TenantText.Typed($"members:\n{Members(0)}\nadmins: [ {{ userid: user1 }} ]\n", "b.yaml")];
        TenantModel.Merge(files);
        foreach (var file in files)
        {
            Assert.NotEmpty(file.Userids);
            Assert.All(file.Userids, node => Assert.Equal(file.Document.File.Substring(file.Document.Span(node)), file.Document.Text(node)));
        }

        var (member, admin) = (files[1].Userids[1], files[1].Userids[^1]);
        Assert.Same(files[1].Document.Text(member), files[1].Document.Text(admin));
    }

    [Fact]
    public void Many_are_not_all_told()
    {
        var many = string.Join(", ", Enumerable.Range(0, 200).Select(i => $"{{ userid: U{i} }}, {{ userid: u{i} }}"));
        Assert.Equal(50, TenantModel.Merge([TenantText.Typed($"members: [ {many} ]")]).Diagnostics.Count);
    }
}
