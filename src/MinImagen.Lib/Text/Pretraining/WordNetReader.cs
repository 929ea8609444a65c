using System.Globalization;
using System.Text;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>
/// Reads the data files of WordNet 3.0 (their format: wndb(5WN)): a line a meaning,
/// <c>offset lexicographer_file type word_count word lex_id [word lex_id …] … | gloss</c>.
/// </summary>
public static class WordNetReader
{
    /// <summary>Where Debian's package wordnet-base puts the files.</summary>
    public const string DefaultFolder = "/usr/share/wordnet";

    /// <summary>A longer line is no meaning; the longest that WordNet has is about 16 000 characters.</summary>
    public const int MaxLineLength = 1 << 16;

    private const int MaxFileBytes = 64 << 20;
    private const string HeaderMark = "  ";
    private const string GlossMark = " | ";

    private static readonly string[] FileNames = ["data.noun", "data.verb", "data.adj", "data.adv"];
    private static readonly string[] AdjectiveMarks = ["(a)", "(p)", "(ip)"];

    /// <summary>Reads the four data files of a folder; lines that are no meaning are counted, and the rest goes on.</summary>
    /// <param name="folder">Such as <see cref="DefaultFolder"/>.</param>
    /// <returns>All meanings: of nouns, verbs, adjectives, adverbs.</returns>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is larger than 64 MB, or holds no meaning at all.</exception>
    public static WordNetEntries ReadFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var entries = new List<WordNetEntry>();
        var malformed = 0;
        var notice = "";
        foreach (var path in FileNames.Select(name => Path.Combine(folder, name)))
        {
            if (!File.Exists(path))
                throw new FileNotFoundException($"{path}: not found. Install WordNet (Debian: apt-get install wordnet-base), or name the folder with its data files.", path);

            var read = Read(path);
            entries.AddRange(read.Entries);
            malformed += read.Malformed;
            notice = notice.Length > 0 ? notice : read.Notice;
        }

        return new WordNetEntries(entries, notice, malformed);
    }

    /// <summary>Reads one data file.</summary>
    /// <param name="path">The file, at most 64 MB.</param>
    /// <returns>Its meanings.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is larger, or holds no meaning at all.</exception>
    public static WordNetEntries Read(string path)
    {
        var text = Encoding.UTF8.GetString(BoundedFile.ReadAllBytes(path, MaxFileBytes));
        var entries = new List<WordNetEntry>();
        var notice = new StringBuilder();
        var malformed = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).TrimEnd();
            if (line.StartsWith(HeaderMark))
                notice.Append(WithoutNumber(line)).Append('\n');
            else if (Parse(line) is { } entry)
                entries.Add(entry);
            else if (!line.IsEmpty)
                malformed++;
        }

        return entries.Count > 0
            ? new WordNetEntries(entries, notice.ToString(), malformed)
            : throw new InvalidDataException($"{path}: not a data file of WordNet: none of its lines is a meaning with a gloss.");
    }

    private static WordNetEntry? Parse(ReadOnlySpan<char> line)
    {
        var bar = line.IndexOf(GlossMark);
        if (line.Length > MaxLineLength || bar < 0)
            return null;

        var gloss = line[(bar + GlossMark.Length)..].Trim().ToString();
        var fields = line[..bar].ToString().Split(' ');
        if (gloss.Length == 0 || gloss.Any(IsNoText) || fields.Length < 6 || !IsHead(fields, out var count))
            return null;

        // Each word is followed by its number in the lexicographers' files.
        if (fields.Length < 4 + 2 * count)
            return null;
        var words = Enumerable.Range(0, count).Select(i => Spell(fields[4 + 2 * i])).ToList();
        return words.All(word => word.Length > 0 && !word.Any(IsNoText)) ? new WordNetEntry(words, gloss) : null;
    }

    private static bool IsHead(string[] fields, out int count) =>
        int.TryParse(fields[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out count)
        && count is >= 1 and <= 255
        && fields[0].Length == 8 && fields[0].All(char.IsAsciiDigit)
        && fields[2] is "n" or "v" or "a" or "s" or "r";

    /// <summary>The lines at the head are numbered.</summary>
    private static ReadOnlySpan<char> WithoutNumber(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart().TrimStart("0123456789");
        return text.StartsWith(' ') ? text[1..] : text;
    }

    private static string Spell(string word)
    {
        var mark = AdjectiveMarks.FirstOrDefault(mark => word.EndsWith(mark, StringComparison.Ordinal)) ?? "";
        return word[..^mark.Length].Replace('_', ' ').Trim();
    }

    private static bool IsNoText(char c) => char.IsControl(c) || c == '\uFFFD';
}
