using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>What the shipped areas are called; another pack's areas go by their own names.</summary>
internal static class AreaTitle
{
    private static readonly Dictionary<string, Bilingual> s_titles = new(StringComparer.Ordinal)
    {
        ["input"] = new("输入本身", "The input itself"),
        ["registration"] = new("注册与认证", "Registration and certification"),
        ["directory"] = new("通讯录", "Directory"),
        ["members"] = new("成员与账号", "Members and accounts"),
        ["customers"] = new("客户联系", "Customer contact"),
        ["permissions"] = new("权限与管理员", "Permissions and administrators"),
        ["login"] = new("登录与设备", "Log-in and devices"),
        ["network"] = new("网络", "Network"),
        ["archive"] = new("会话内容存档与同意", "Message archive and consent"),
        ["apps"] = new("应用、接口与集成", "Apps, API and integrations"),
        ["governance"] = new("治理", "Governance"),
        ["secrets"] = new("代码：密钥", "Code: secrets"),
        ["call-rate"] = new("代码：调用频率", "Code: call rate"),
        ["correct-use"] = new("代码：正确使用接口", "Code: correct use of the API"),
        ["waivers"] = new("豁免与忽略注释", "Waivers and ignore comments"),
    };

    /// <summary>The title, or the area's name where it has none.</summary>
    public static Bilingual Of(string area) => s_titles.TryGetValue(area, out var title) ? title : Bilingual.Same(area);
}
