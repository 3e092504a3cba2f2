using Microsoft.CodeAnalysis;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class CallFacts
{
    private WeComCall? FindDirect(CallEdge edge, CancellationToken cancellation)
    {
        if (edge.Call is not { } call || edge.Address == UrlText.Nothing)
            return null;
        var on = WeComWords.Normalize(CallSyntax.NameOf(CallSyntax.Receiver(call)));
        if (WeComWords.ContainsAny(on, "cache", "redis", "memory", "session", "config", "setting", "repository", "logger", "dictionary", "database"))
            return null;
        if (ApiAddress.Find(edge.Address, call, cancellation) is var (endpoint, confidence))
        {
            if (edge.IsOnObject)
                return Bodies(edge, cancellation).Any(body => SendsForObject(body, cancellation)) ? Http(endpoint, confidence) : null;
            if (!edge.Targets.IsEmpty)
                return IsSender(edge, cancellation) ? Http(endpoint, confidence) : null;
            return HttpCall.IsSure(edge.Name) || HttpCall.IsPossible(edge.Name) || HttpCall.SoundsLikeRequest(WeComWords.Normalize(edge.Name))
                ? Http(endpoint, confidence) : null;
        }

        // No word of WeCom in the address, but WeCom's own class sends to it.
        if (((edge.Targets.Length == 1 ? ApiAddress.GuessSender(edge.Address, edge.Targets[0], call) : null) ?? ApiAddress.Guess(edge.Address, call) ?? ApiAddress.GuessRobot(edge.Address, call, cancellation)) is not var (guess, low))
            return null;
        if (!edge.Targets.IsEmpty)
            return HttpCall.IsSure(edge.Name) || IsSender(edge, cancellation) ? Http(guess, low) : null;
        return HttpCall.IsSure(edge.Name) || (HttpCall.IsPossible(edge.Name) && (HttpCall.IsClient(on) || BodyReader.IsNetwork(edge.Symbol))) ? Http(guess, low) : null;

        WeComCall Http(WeComEndpoint to, Confidence how) => new(call, to, LibraryCall.ThrowsByItself(call) ? CallStyle.ThrowingLibrary : CallStyle.Http, how);
    }

    private bool IsSender(CallEdge edge, CancellationToken cancellation)
    {
        foreach (var target in edge.Targets)
        {
            var hasBody = false;
            foreach (var body in Bodies(target, cancellation))
            {
                hasBody = true;
                if (IsSender(body, cancellation))
                    return true;
            }

            // An interface whose implementation is elsewhere.
            if (!hasBody && HttpCall.SoundsLikeRequest(WeComWords.Normalize(edge.Name)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a method sends a request to an address that its caller gives, by itself or further on.</summary>
    public bool IsSender(SyntaxNode start, CancellationToken cancellation)
    {
        if (_senders.TryGetValue(start, out var known))
            return known;
        var seen = new HashSet<SyntaxNode> { start };
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        queue.Enqueue((start, 0));
        var found = false;
        while (queue.Count > 0 && !found)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            found = facts.IsSender;
            if (found || depth >= MaxSenderDepth || seen.Count >= MaxBodies / 4)
                continue;
            foreach (var edge in facts.Edges)
            {
                if (!edge.Address.UsesParameter)
                    continue;
                foreach (var next in Bodies(edge, cancellation))
                {
                    if (seen.Add(next))
                        queue.Enqueue((next, depth + 1));
                }
            }
        }

        return _senders.GetOrAdd(start, found);
    }

    /// <summary>Whether a method sends a request to the address that its object carries, by itself or by other methods of the object.</summary>
    private bool SendsForObject(SyntaxNode start, CancellationToken cancellation)
    {
        var seen = new HashSet<SyntaxNode> { start };
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        queue.Enqueue((start, 0));
        while (queue.Count > 0)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            if (facts.SendsForObject)
                return true;
            if (depth >= MaxSenderDepth || seen.Count >= MaxBodies / 4)
                continue;
            foreach (var edge in facts.Edges)
            {
                if (edge.Address.UsesObject && IsSender(edge, cancellation))
                    return true;
                foreach (var next in AddressCarrier.IsOnSameObject(edge.Node) ? Bodies(edge, cancellation) : [])
                {
                    if (seen.Add(next))
                        queue.Enqueue((next, depth + 1));
                }
            }
        }

        return false;
    }

    /// <summary>The bodies that send a request to the address that a call gives, by themselves; found on the way that the address takes.</summary>
    public IEnumerable<SyntaxNode> Senders(CallEdge edge, CancellationToken cancellation)
    {
        var seen = new HashSet<SyntaxNode>();
        var queue = new Queue<(SyntaxNode Body, int Depth)>();
        foreach (var body in Bodies(edge, cancellation).Where(seen.Add))
            queue.Enqueue((body, 0));
        while (queue.Count > 0)
        {
            var (body, depth) = queue.Dequeue();
            var facts = Of(body, cancellation);
            if (facts.IsSender)
                yield return body;
            if (depth >= MaxSenderDepth || seen.Count >= MaxBodies / 4)
                continue;
            foreach (var next in facts.Edges.Where(further => further.Address.UsesParameter).SelectMany(further => Bodies(further, cancellation)).Where(seen.Add))
                queue.Enqueue((next, depth + 1));
        }
    }
}
