using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>The places whose text must not be quoted, found quickly by file and offset.</summary>
internal sealed class SecretMask
{
    /// <summary>Shown in place of a secret of any length.</summary>
    public const string Shown = "********";

    private readonly Dictionary<SourceFile, List<TextSpan>> _byFile = [];

    public SecretMask(IReadOnlyList<SourceRange> secrets)
    {
        // By number: no framework has the enumerator of such a list compiled ahead.
        for (var i = 0; i < secrets.Count; i++)
        {
            var place = Place.Of(secrets[i]);
            if (place.Span.Length == 0)
                continue;
            if (!_byFile.TryGetValue(place.File, out var spans))
                _byFile.Add(place.File, spans = []);
            spans.Add(place.Span);
        }

        foreach (var file in _byFile.Keys.ToList())
            _byFile[file] = TextSpan.Merge(_byFile[file]);
    }

    /// <summary>Where the secret ends that covers an offset; −1 where none does.</summary>
    public int EndOfSecretAt(SourceFile file, int offset)
    {
        if (_byFile.Count == 0 || !_byFile.TryGetValue(file, out var spans))
            return -1;
        var low = 0;
        var high = spans.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (offset < spans[middle].Start)
                high = middle - 1;
            else if (offset >= spans[middle].End)
                low = middle + 1;
            else
                return spans[middle].End;
        }

        return -1;
    }
}
