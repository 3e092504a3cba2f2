using WeComPolicy.Analyzers.Secrets;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.Secrets.WCA1001HardCodedAppSecret>;

namespace WeComPolicy.Analyzers.Tests.Recognition;

public sealed class NoValueInMessagesTests
{
    [Fact]
    public Task The_message_holds_no_value() => Verify.VerifyAnalyzerAsync(
        $$"""
        class WeComOptions
        {
            string CorpSecret = {|#0:"{{MadeUp.AppSecret}}"|};
        }
        """,
        Verify.Diagnostic().WithLocation(0).WithMessage(WCA1001HardCodedAppSecret.Rule.MessageFormat.ToString(null)));
}
