using WeComPolicy.Engine.Policies;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Policies;

/// <summary>References of the known kinds have one form each.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_known_kinds_are_understood()
    {
        Assert.Equal(28, Assert.IsType<GuideReference>(Parse("guide#28")).Statement);
        var law = Assert.IsType<LawReference>(Parse("《个人信息保护法》(2021) 第51条 / PIPL art. 51"));
        Assert.Equal(("个人信息保护法", "PIPL", 2021, 51), (law.Law.Zh, law.Law.En, law.Edition, law.Article));
        law = Assert.IsType<LawReference>(Parse("《网络安全法》(2016) 第24条 / Cybersecurity Law (2016) art. 24"));
        Assert.Equal(("Cybersecurity Law", 2016, 24), (law.Law.En, law.Edition, law.Article));
        law = Assert.IsType<LawReference>(Parse("《保险销售行为可回溯管理暂行办法》(2017) / Interim Measures on Sales"));
        Assert.Equal(("Interim Measures on Sales", 2017, null), (law.Law.En, law.Edition, law.Article));
        var standard = Assert.IsType<StandardReference>(Parse("GB/T 22239-2019 8.1.4.2 d"));
        Assert.Equal(("GB/T 22239-2019", "8.1.4.2", "d"), (standard.Standard, standard.Clause, standard.Item));
        Assert.Equal("", Assert.IsType<StandardReference>(Parse("GB/T 22239-2019 8.1.7.5")).Item);
        Assert.Equal("798", Assert.IsType<WeaknessReference>(Parse("CWE-798")).Number);
        Assert.IsType<AddressReference>(Parse("https://developer.work.weixin.qq.com/document/path/90313"));
        Assert.IsType<OtherReference>(Parse("信息安全管理制度 4.2"));
    }

    [Theory]
    [InlineData("guide#0")]
    [InlineData("guide#55")]
    [InlineData("guide#028")]
    [InlineData("guide 28")]
    [InlineData("Guide#28")]
    [InlineData("guide#99999999999")]
    [InlineData("《个人信息保护法》第51条 / PIPL art. 51")]
    [InlineData("《个人信息保护法》(2021) 第51条")]
    [InlineData("《个人信息保护法》(2021) 第51条 / PIPL art. 52")]
    [InlineData("《个人信息保护法》(2021) 第51条 / PIPL (2020) art. 51")]
    [InlineData("《个人信息保护法》(2021) 第五十一条 / PIPL art. 51")]
    [InlineData("《个人信息保护法")]
    [InlineData("GB/T 22239 8.1.4.2")]
    [InlineData("GB/T 22239-2019")]
    [InlineData("GB/T 22239-2019 8.1.4.2d")]
    [InlineData("CWE 798")]
    [InlineData("https://")]
    [InlineData("https://developer.work.weixin.qq.com/document/path/90313 (2024)")]
    public void What_begins_like_a_known_kind_and_is_none_is_a_mistake(string text)
    {
        Assert.IsType<OtherReference>(Reference.Parse(text, out var mistake));
        Assert.NotNull(mistake);
        Assert.Contains(text, mistake.Value.Message.Zh, StringComparison.Ordinal);
    }

    [Property]
    public void Any_text_is_read(string? text) => Assert.Equal(text ?? "", Reference.Parse(text ?? "", out _).Text);

    [Fact]
    public void Every_reference_of_the_shipped_rules_is_of_a_known_kind()
    {
        var other = All().OfType<OtherReference>().Select(r => r.Text).Distinct().ToList();
        Assert.True(other.Count == 0, $"Write these references in a known form: {string.Join(", ", other)}.");
    }

    [Fact]
    public void A_law_has_one_English_name_and_one_edition()
    {
        foreach (var law in All().OfType<LawReference>().GroupBy(r => r.Law.Zh))
            Assert.Single(law.Select(r => (r.Law.En, r.Edition)).Distinct());
    }

    private static IEnumerable<Reference> All() => ShippedFiles.Packs
        .SelectMany(pack => PolicyLoader.Load([.. ShippedFiles.PolicyFiles(pack)]).Packs)
        .SelectMany(pack => pack.Rules)
        .SelectMany(rule => rule.Descriptor.References)
        .Select(Parse);

    private static Reference Parse(string text)
    {
        var reference = Reference.Parse(text, out var mistake);
        Assert.Null(mistake);
        return reference;
    }
}
