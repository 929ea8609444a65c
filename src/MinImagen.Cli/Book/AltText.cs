using System.Text.RegularExpressions;

namespace MinImagen.Cli.Book;

/// <summary>What a picture shows, for who does not see it: the words of its plain text, without a tensor's statistics.</summary>
internal static partial class AltText
{
    private const int Longest = 500;

    /// <summary>Makes it.</summary>
    /// <param name="plain">The output's plain text.</param>
    internal static string Of(string plain)
    {
        var lines = plain.Split('\n').Select(line => Statistics().Replace(line, "").Trim()).Where(line => line.Length > 0);
        var words = string.Join("; ", lines);
        if (words.Length == 0)
        {
            words = plain.Trim();
        }
        return words.Length <= Longest ? words : words[..Longest].TrimEnd() + " …";
    }

    [GeneratedRegex(@":?\s*\bTensor \(.*$")]
    private static partial Regex Statistics();
}
