namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What is known of a URL where it is used.</summary>
internal sealed class UrlText
{
    public static readonly UrlText Nothing = new("", "", "", false);

    public UrlText(string text, string names, string parameters, bool usesParameter, bool usesObject = false)
    {
        Text = text;
        Names = names;
        Parameters = parameters;
        UsesParameter = usesParameter;
        UsesObject = usesObject;
    }

    /// <summary>The constant parts, with <see cref="StringText.Hole"/> for the rest; parts of different arguments stand on lines of their own.</summary>
    public string Text { get; }

    /// <summary>The names of the parts that are not constant, normalized and separated by blanks.</summary>
    public string Names { get; }

    /// <summary>The names of the parameters of the method around that flow in, in the same form.</summary>
    public string Parameters { get; }

    /// <summary>A parameter of the method around, or what its object carries, flows in: its callers know more.</summary>
    public bool UsesParameter { get; }

    /// <summary>What the object carries that the method around is called on flows in: whoever made or filled it knows more.</summary>
    public bool UsesObject { get; }

    /// <summary>Nothing of the text is constant.</summary>
    public bool IsUnknown
    {
        get
        {
            foreach (var c in Text)
            {
                if (c != StringText.Hole && !char.IsWhiteSpace(c))
                    return false;
            }

            return true;
        }
    }
}
