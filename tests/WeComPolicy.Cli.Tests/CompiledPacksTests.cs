using WeComPolicy.Engine.Policies.Compiled;

namespace WeComPolicy.Cli.Tests;

/// <summary>The command carries the shipped packs in the form that its own build made, and uses it.</summary>
public sealed class CompiledPacksTests
{
    [Fact]
    public void The_command_uses_the_form_of_its_own_packs()
    {
        Assert.Equal(0, CliRun.Of("rules", "WCP4001").ExitCode);
        var form = CompiledPacks.Current;
        Assert.True(form is not null, "the command carries no compiled packs, or those of another build: build WeComPolicy.Cli again");
        Assert.Equal(BuildStamp.OfPacks(), form.PacksStamp);
    }
}
