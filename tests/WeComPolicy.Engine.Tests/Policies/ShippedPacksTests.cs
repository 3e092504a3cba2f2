using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Policies;

/// <summary>A scan takes the shipped rules for right and leaves out checks; here they are checked as those of anybody else.</summary>
public sealed class ShippedPacksTests
{
    [Fact]
    public void Nothing_is_wrong_with_them()
    {
        var files = ShippedFiles.Packs.SelectMany(ShippedFiles.PolicyFiles).Select(f => new SourceFile(f.Path, f.Text)).ToList();
        Assert.All(files, f => Assert.False(f.IsShipped));
        var ordinary = PolicyLoader.Load(files);
        Assert.Empty(ordinary.Diagnostics);
        Assert.True(ordinary.Rules.Count > 200, $"{ordinary.Rules.Count} rules");
        var shipped = PolicyLoader.Load(ShippedFiles.Packs, RepositoryRoot.Find());
        Assert.Equal(ordinary.Rules.Select(r => r.Descriptor.Id), shipped.Rules.Select(r => r.Descriptor.Id));
    }

    [Fact]
    public void Their_messages_compile_when_something_fails() =>
        Assert.All(
            PolicyLoader.Load(ShippedFiles.Packs, RepositoryRoot.Find()).Rules.OfType<ExpressionRule>(),
            rule => Assert.Equal((true, true), (rule.Message.Zh.Count > 0, rule.Message.En.Count > 0)));
}
