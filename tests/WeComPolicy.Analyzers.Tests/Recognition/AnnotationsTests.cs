using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Analyzers.Recognition;
using Verify = WeComPolicy.Testing.Analyzers.CSharpAnalyzerVerifier<WeComPolicy.Analyzers.CallRate.WCA2001LoopWithoutPacing>;

namespace WeComPolicy.Analyzers.Tests.Recognition;

public sealed class AnnotationsTests
{
    [Fact]
    public void A_file_names_methods_with_or_without_their_types()
    {
        var annotations = Annotations.Read(
            [
                new Text("/p/own.wecom-policy.txt", "# remarks\ncall: Company.Sender.Push\n throttle : Pause # waits\ntoken: Tokens.Get\nnonsense\ncall:\nother: X.Y\ncall: Tokens.Get"),
                new Text("/p/readme.txt", "call: Ignored"),
            ],
            CancellationToken.None);

        Assert.Equal(DeclaredRole.ApiCall, annotations.RolesOf(null, "Company.Sender", "Push"));
        Assert.Equal(DeclaredRole.Throttle, annotations.RolesOf(null, "anything", "Pause"));
        Assert.Equal(DeclaredRole.TokenProvider | DeclaredRole.ApiCall, annotations.RolesOf(null, "Tokens", "Get"));
        Assert.Equal(DeclaredRole.None, annotations.RolesOf(null, "X", "Y"));
        Assert.Equal(DeclaredRole.None, annotations.RolesOf(null, "", "Ignored"));
    }

    [Fact]
    public Task Attributes_are_matched_by_name() => Verify.VerifyAnalyzerAsync("""
        class WeComApiCallAttribute : System.Attribute { }
        class WeComThrottleAttribute : System.Attribute { }

        class WeComGateway
        {
            [WeComApiCall] public static void Push(string text) { }
            [WeComThrottle] public static void Slowly() { }

            void A(string[] texts)
            {
                foreach (var text in texts)
                    [|Push(text)|];
                foreach (var text in texts)
                {
                    Push(text);
                    Slowly();
                }
            }
        }
        """);

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
