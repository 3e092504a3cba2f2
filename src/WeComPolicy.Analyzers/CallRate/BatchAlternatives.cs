using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>Endpoints that take many items in one call, in place of one call for each item.</summary>
internal static class BatchAlternatives
{
    /// <summary>What to call instead; the number is how many items one call takes.</summary>
    public static string? For(WeComEndpoint endpoint) => endpoint.Key switch
    {
        // Field touser, separated by "|": at most 1,000.
        "messagesend" => "message/send (touser ≤ 1000)",
        "userdelete" => "user/batchdelete (≤ 200)",
        "usercreate" or "userupdate" => "batch/syncuser",
        "userget" => "user/list",
        "departmentget" => "department/list",
        "externalcontactget" => "externalcontact/batch/get_by_user",
        "tagaddtagusers" or "tagdeltagusers" => endpoint.Path + " (userlist ≤ 1000)",
        "externalcontacttransfercustomer" or "externalcontactresignedtransfercustomer" => endpoint.Path + " (≤ 100)",
        "externalcontactgroupchattransfer" or "externalcontactgroupchatonjobtransfer" => endpoint.Path + " (≤ 100)",
        "msgauditchecksingleagree" => "msgaudit/check_single_agree (≤ 100)",
        "licenseactiveaccount" => "license/batch_active_account",
        "licensegetactiveinfobycode" => "license/batch_get_active_info_by_code",
        // Document 90262: at most 100 users; the others take a list as well and state no number.
        "checkingetcheckindata" => endpoint.Path + " (useridlist ≤ 100)",
        "checkingetcheckinoption" or "checkingetcheckindaydata" or "checkingetcheckinmonthdata" or "checkingetcheckinschedulist" => endpoint.Path + " (useridlist)",
        "schoolusercreatestudent" => "school/user/batch_create_student",
        "schooluserdeletestudent" => "school/user/batch_delete_student",
        "schoolusercreateparent" => "school/user/batch_create_parent",
        _ => null,
    };
}
