using System.Globalization;
using System.Text;

namespace WeComPolicy.Engine.Waivers;

/// <summary>Names of people as a reader sees them: who approves is somebody else only where it looks like somebody else.</summary>
internal static class PersonName
{
    // Capital letters of Cyrillic and Greek that look like Latin ones, and these, in the same order.
    private const string Others = "АВЕЅІЈКМНОРСТУХҺԀԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    private const string Latin = "ABESIJKMHOPCTYXHDQWABEZHIKMNOPTYX";

    /// <summary>Whether two names look the same: case, width, spaces and letters that cannot be seen play no part.</summary>
    public static bool LooksLike(string name, string other) => Folded(name) == Folded(other);

    private static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark)
                continue;
            // The full-width forms are those of ASCII, in its order.
            var narrow = rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;
            var upper = Rune.ToUpperInvariant(narrow);
            var at = upper.IsBmp ? Others.IndexOf((char)upper.Value, StringComparison.Ordinal) : -1;
            folded.Append(at < 0 ? upper.ToString() : Latin[at].ToString());
        }

        return folded.ToString();
    }
}
