using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace WeComPolicy.Engine.Findings;

/// <summary>
/// The words of a closed set, in their order. A handful is looked through; and a type of our own is compiled ahead, where the
/// framework's dictionaries of our values would be compiled at each start.
/// </summary>
/// <typeparam name="T">What the words stand for.</typeparam>
/// <param name="words">The words.</param>
/// <param name="values">What each stands for.</param>
internal sealed class WordTable<T>(string[] words, T[] values) : IReadOnlyDictionary<string, T>
{
    /// <inheritdoc/>
    public IEnumerable<string> Keys => words;

    /// <inheritdoc/>
    public IEnumerable<T> Values => values;

    /// <inheritdoc/>
    public int Count => words.Length;

    /// <inheritdoc/>
    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no word '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? values[index] : default;
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (var i = 0; i < words.Length; i++)
            yield return new(words[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string key)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (string.Equals(words[i], key, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}
