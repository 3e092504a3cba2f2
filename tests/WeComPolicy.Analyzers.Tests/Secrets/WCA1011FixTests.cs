using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.CodeFixes.Secrets;
using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Testing.Analyzers;
using Verify = WeComPolicy.Testing.Analyzers.CSharpCodeFixVerifier<
    WeComPolicy.Analyzers.Secrets.WCA1011LeakyComparison,
    WeComPolicy.Analyzers.CodeFixes.Secrets.WCA1011FixedTimeFix>;

namespace WeComPolicy.Analyzers.Tests.Secrets;

public sealed class WCA1011FixTests
{
    [Fact]
    public Task Every_way_to_compare_texts_and_bytes() => Verify.VerifyCodeFixAsync(
        """
        using System;
        using System.Linq;
        using System.Security.Cryptography;
        using System.Text;

        class WeComCallback
        {
            bool One(string msgSignature, string a) => /* all */ [|Sign(a) != msgSignature|]; // of it
            bool Two(string msgSignature, string a) => [|string.Equals(a, msgSignature, StringComparison.OrdinalIgnoreCase)|];
            bool Three(string msgSignature, string a) => ![|a.Equals(msgSignature)|];
            bool Four(string msgSignature, string a) => [|string.CompareOrdinal(a, msgSignature)|] == 0 && a.Length > 1;
            bool Five(string msgSignature, string a) => [|string.Compare(a, msgSignature, true)|] != 0;
            bool Six(byte[] msgSignature, byte[] a) => [|a.SequenceEqual(msgSignature)|];
            bool Seven(string msgSignature, string a) => [|StringComparer.OrdinalIgnoreCase.Equals(a, msgSignature)|];
            bool Eight(string msgSignature, byte[] hash) => [|BitConverter.ToString(hash).Replace("-", "").ToLower() == msgSignature|];
            bool Nine(string? msgSignature, string a) => [|a == msgSignature|];
            bool Ten(string? msgSignature, string a) => [|string.Equals(a + "", msgSignature, StringComparison.OrdinalIgnoreCase)|];

            string Sign(string text) => "";
        }
        """,
        """
        using System;
        using System.Linq;
        using System.Security.Cryptography;
        using System.Text;

        class WeComCallback
        {
            bool One(string msgSignature, string a) => /* all */ !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(a)), Encoding.UTF8.GetBytes(msgSignature)); // of it
            bool Two(string msgSignature, string a) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a.ToUpperInvariant()), Encoding.UTF8.GetBytes(msgSignature.ToUpperInvariant()));
            bool Three(string msgSignature, string a) => !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(msgSignature));
            bool Four(string msgSignature, string a) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(msgSignature)) && a.Length > 1;
            bool Five(string msgSignature, string a) => !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a.ToUpperInvariant()), Encoding.UTF8.GetBytes(msgSignature.ToUpperInvariant()));
            bool Six(byte[] msgSignature, byte[] a) => CryptographicOperations.FixedTimeEquals(a, msgSignature);
            bool Seven(string msgSignature, string a) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a.ToUpperInvariant()), Encoding.UTF8.GetBytes(msgSignature.ToUpperInvariant()));
            bool Eight(string msgSignature, byte[] hash) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(BitConverter.ToString(hash).Replace("-", "").ToLower()), Encoding.UTF8.GetBytes(msgSignature));
            bool Nine(string? msgSignature, string a) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(msgSignature ?? ""));
            bool Ten(string? msgSignature, string a) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes((a + "").ToUpperInvariant()), Encoding.UTF8.GetBytes((msgSignature ?? "").ToUpperInvariant()));

            string Sign(string text) => "";
        }
        """);

    [Fact]
    public Task Old_language_without_nullable_and_usings() => new CSharpCodeFixTest<WCA1011LeakyComparison, WCA1011FixedTimeFix>
    {
        TestCode = """
            class WXBizMsgCrypt
            {
                string m_sReceiveId = "";

                static int VerifySignature(string sToken, string sTimeStamp, string sNonce, string sMsgEncrypt, string sSigture)
                {
                    string hash = "";
                    if ([|hash == sSigture|])
                        return 0;
                    return -40001;
                }
            }
            """,
        FixedCode = """
            class WXBizMsgCrypt
            {
                string m_sReceiveId = "";

                static int VerifySignature(string sToken, string sTimeStamp, string sNonce, string sMsgEncrypt, string sSigture)
                {
                    string hash = "";
                    if (System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(hash ?? ""), System.Text.Encoding.UTF8.GetBytes(sSigture ?? "")))
                        return 0;
                    return -40001;
                }
            }
            """,
        Language = LanguageVersion.CSharp7_3,
        Nullable = NullableContextOptions.Disable,
    }.RunAsync();

    [Fact]
    public Task No_bulb_where_the_twin_is_not_plain() => Verify.VerifyNoCodeFixAsync("""
        using System;
        using System.Linq.Expressions;

        class WeComCallback
        {
            bool Conditional(string? msgSignature, string a) => msgSignature?[|.Equals(a)|] == true;
            bool Order(string msgSignature, string a) => [|string.CompareOrdinal(a, msgSignature)|] > 0;
            bool Unknown(object msgSignature, string a) => [|a.Equals(msgSignature)|];
            Expression<Func<string, bool>> Tree(string msgSignature) => a => [|a == msgSignature|];
        }
        """);

    [Fact]
    public Task No_bulb_where_the_framework_has_no_such_comparison() => Verify.VerifyNoCodeFixAsync("""
        namespace System.Security.Cryptography
        {
            static class CryptographicOperations
            {
            }
        }

        class WeComCallback
        {
            bool One(string msgSignature, string a) => [|a == msgSignature|];
        }
        """);
}
