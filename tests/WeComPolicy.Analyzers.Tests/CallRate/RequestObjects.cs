namespace WeComPolicy.Analyzers.Tests.CallRate;

/// <summary>A helper as older code has it: the address is in an object, and the request is kept in a field between two methods.</summary>
internal static class RequestObjects
{
    public const string Client = """
        #pragma warning disable SYSLIB0014
        using System.IO;
        using System.Net;

        class HttpResult { public string Html = ""; }

        class HttpItem
        {
            public string URL { get; set; } = "";
            public string Method { get; set; } = "GET";
            public string Body { get; set; } = "";
        }

        class HttpHelper
        {
            HttpWebRequest _request = null!;

            public string Fetch(string url) => Fetch(new HttpItem { URL = url }).Html;

            public HttpResult Fetch(HttpItem item)
            {
                Prepare(item);
                using var response = _request.GetResponse();
                return new HttpResult { Html = new StreamReader(response.GetResponseStream()).ReadToEnd() };
            }

            void Prepare(HttpItem item)
            {
                _request = (HttpWebRequest)WebRequest.Create(item.URL);
                _request.Method = item.Method;
            }
        }

        """;
}
