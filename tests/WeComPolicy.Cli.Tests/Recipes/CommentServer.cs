using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WeComPolicy.Cli.Tests.Recipes;

/// <summary>As much of the servers' interface as a comment needs, with comments in pages of a hundred.</summary>
internal sealed class CommentServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;
    private int _nextId = 1000;

    public CommentServer()
    {
        (_listener, Address) = Started();
        _loop = Task.Run(Serve);
    }

    public sealed record Comment(int Id, string Body, bool IsBot);

    public string Address { get; }

    public List<Comment> Comments { get; } = [];

    /// <summary>Whether every write is refused, as for a pull request from a fork.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>The method of the last request.</summary>
    public string Last { get; private set; } = "";

    public string Authorization { get; private set; } = "";

    public void Dispose()
    {
        // Not stopped before: to close one that is stopped binds its port once more, which another may have by then.
        _listener.Close();
        _loop.Wait();
    }

    // Another process may take a port between its choice and its use; a listener that could not start is of no use afterwards.
    private static (HttpListener Listener, string Address) Started()
    {
        for (var attempt = 0; ; attempt++)
        {
            var address = $"http://127.0.0.1:{FreePort()}";
            var listener = new HttpListener();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = _listener.GetContext();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            Answer(context);
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var request = context.Request;
        Last = request.HttpMethod;
        Authorization = request.Headers["Authorization"] ?? request.Headers["PRIVATE-TOKEN"] ?? "";
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var body = reader.ReadToEnd();
        var answer = "";
        if (request.HttpMethod == "GET")
        {
            var page = int.Parse(request.QueryString["page"]!);
            answer = new JsonArray([.. Comments.Skip((page - 1) * 100).Take(100).Select(c => (JsonNode)new JsonObject
            {
                ["id"] = c.Id,
                ["body"] = c.Body,
                ["user"] = new JsonObject { ["type"] = c.IsBot ? "Bot" : "User" },
                ["author"] = new JsonObject { ["username"] = c.IsBot ? "project_12_bot_ab" : "li.na", ["bot"] = c.IsBot },
            })]).ToJsonString();
        }
        else if (IsReadOnly)
        {
            context.Response.StatusCode = 403;
        }
        else
        {
            var text = JsonDocument.Parse(body).RootElement.GetProperty("body").GetString()!;
            if (request.HttpMethod == "POST")
            {
                Comments.Add(new Comment(_nextId++, text, IsBot: true));
                context.Response.StatusCode = 201;
            }
            else
            {
                var id = int.Parse(request.Url!.Segments[^1]);
                var at = Comments.FindIndex(c => c.Id == id);
                Comments[at] = Comments[at] with { Body = text };
            }

            answer = "{}";
        }

        context.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: true);
    }
}
