using System.Text;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Generation;

/// <summary>
/// The project's one typeface: the printable characters of ASCII, five pixels wide or less and nine high, drawn for captions
/// under pictures. Accents and typographer's marks fall back to their plain letters, anything else to an empty box.
/// </summary>
public static class BitmapFont
{
    /// <summary>Rows of a character: seven down to the baseline, two below it.</summary>
    public const int Height = 9;

    /// <summary>From the top of a line of text to the top of the next, in rows of a character.</summary>
    public const int LineHeight = 11;

    private const char Ink = '#';
    private const char FirstCharacter = ' ';
    private const char LastCharacter = '~';
    private const string Ellipsis = "...";

    // Each pair is a character that is not drawn, and the one drawn in its place.
    private const string Plain =
        "\u2018'\u2019'\u201C\"\u201D\"\u2010-\u2011-\u2012-\u2013-\u2014-\u00A0 " +
        "àaáaâaãaäaåaçcèeéeêeëeìiíiîiïiñnòoóoôoõoöoøoùuúuûuüuýyÿy" +
        "ÀAÁAÂAÃAÄAÅAÇCÈEÉEÊEËEÌIÍIÎIÏIÑNÒOÓOÔOÕOÖOØOÙUÚUÛUÜUÝY";

    private const string Drawing = """
        ... # #.# .#.#. ..#.. ##..# .##.. # ..# #.. ..... .....
        ... # #.# .#.#. .#### ##..# #..#. # .#. .#. ..#.. ..#..
        ... # #.# ##### #.#.. ...#. #.#.. # #.. ..# #.#.# ..#..
        ... # ... .#.#. .###. ..#.. .#... . #.. ..# .###. #####
        ... # ... ##### ..#.# .#... #.#.# . #.. ..# #.#.# ..#..
        ... . ... .#.#. ####. #..## #..#. . .#. .#. ..#.. ..#..
        ... # ... .#.#. ..#.. #..## .##.# . ..# #.. ..... .....
        ... . ... ..... ..... ..... ..... . ... ... ..... .....
        ... . ... ..... ..... ..... ..... . ... ... ..... .....

        .. .... . ....# .###. .#. .###. .###. ...#. ##### ..##. #####
        .. .... . ....# #...# ##. #...# #...# ..##. #.... .#... ....#
        .. .... . ...#. #..## .#. ....# ....# .#.#. ####. #.... ...#.
        .. #### . ..#.. #.#.# .#. ...#. ..##. #..#. ....# ####. ..#..
        .. .... . .#... ##..# .#. ..#.. ....# ##### ....# #...# ..#..
        .# .... # #.... #...# .#. .#... #...# ...#. #...# #...# .#...
        .# .... # #.... .###. ### ##### .###. ...#. .###. .###. .#...
        #. .... . ..... ..... ... ..... ..... ..... ..... ..... .....
        .. .... . ..... ..... ... ..... ..... ..... ..... ..... .....

        .###. .###. . .. ...# ..... #... .###. .###. .###. ####. .###.
        #...# #...# # .# ..#. ..... .#.. #...# #...# #...# #...# #...#
        #...# #...# # .# .#.. ##### ..#. ....# #.### #...# #...# #....
        .###. .#### . .. #... ..... ...# ...#. #.#.# #...# ####. #....
        #...# ....# . .. .#.. ##### ..#. ..#.. #.### ##### #...# #....
        #...# ...#. # .# ..#. ..... .#.. ..... #.... #...# #...# #...#
        .###. .##.. # .# ...# ..... #... ..#.. .###. #...# ####. .###.
        ..... ..... . #. .... ..... .... ..... ..... ..... ..... .....
        ..... ..... . .. .... ..... .... ..... ..... ..... ..... .....

        ####. ##### ##### .###. #...# ### ..### #...# #.... #...# #...# .###.
        #...# #.... #.... #...# #...# .#. ...#. #..#. #.... ##.## ##..# #...#
        #...# #.... #.... #.... #...# .#. ...#. #.#.. #.... #.#.# ##..# #...#
        #...# ####. ####. #.### ##### .#. ...#. ##... #.... #.#.# #.#.# #...#
        #...# #.... #.... #...# #...# .#. ...#. #.#.. #.... #...# #..## #...#
        #...# #.... #.... #...# #...# .#. #..#. #..#. #.... #...# #..## #...#
        ####. ##### #.... .###. #...# ### .##.. #...# ##### #...# #...# .###.
        ..... ..... ..... ..... ..... ... ..... ..... ..... ..... ..... .....
        ..... ..... ..... ..... ..... ... ..... ..... ..... ..... ..... .....

        ####. .###. ####. .#### ##### #...# #...# #...# #...# #...# ##### ###
        #...# #...# #...# #.... ..#.. #...# #...# #...# #...# #...# ....# #..
        #...# #...# #...# #.... ..#.. #...# #...# #...# .#.#. .#.#. ...#. #..
        ####. #...# ####. .###. ..#.. #...# #...# #.#.# ..#.. ..#.. ..#.. #..
        #.... #.#.# #.#.. ....# ..#.. #...# .#.#. #.#.# .#.#. ..#.. .#... #..
        #.... #..#. #..#. ....# ..#.. #...# .#.#. ##.## #...# ..#.. #.... #..
        #.... .##.# #...# ####. ..#.. .###. ..#.. #...# #...# ..#.. ##### ###
        ..... ..... ..... ..... ..... ..... ..... ..... ..... ..... ..... ...
        ..... ..... ..... ..... ..... ..... ..... ..... ..... ..... ..... ...

        #.... ### ..#.. ..... #. .... #... .... ...# .... ..# ....
        #.... ..# .#.#. ..... .# .... #... .... ...# .... .#. ....
        .#... ..# #...# ..... .. .##. ###. .### .### .##. ### .###
        ..#.. ..# ..... ..... .. ...# #..# #... #..# #..# .#. #..#
        ...#. ..# ..... ..... .. .### #..# #... #..# #### .#. #..#
        ....# ..# ..... ..... .. #..# #..# #... #..# #... .#. #..#
        ....# ### ..... ..... .. .### ###. .### .### .### .#. .###
        ..... ... ..... ##### .. .... .... .... .... .... ... ...#
        ..... ... ..... ..... .. .... .... .... .... .... ... .##.

        #... # .# #... #. ..... .... .... .... .... ... ....
        #... . .. #... #. ..... .... .... .... .... ... ....
        ###. # .# #..# #. ####. ###. .##. ###. .### #.# .###
        #..# # .# #.#. #. #.#.# #..# #..# #..# #..# ##. #...
        #..# # .# ##.. #. #.#.# #..# #..# #..# #..# #.. .##.
        #..# # .# #.#. #. #.#.# #..# #..# #..# #..# #.. ...#
        #..# # .# #..# .# #.#.# #..# .##. ###. .### #.. ###.
        .... . .# .... .. ..... .... .... #... ...# ... ....
        .... . #. .... .. ..... .... .... #... ...# ... ....

        .#. .... ..... ..... ..... .... .... ..# # #.. ..... #####
        .#. .... ..... ..... ..... .... .... .#. # .#. ..... #...#
        ### #..# #...# #...# #...# #..# #### .#. # .#. .#... #...#
        .#. #..# #...# #.#.# .#.#. #..# ...# #.. # ..# #.#.# #...#
        .#. #..# .#.#. #.#.# ..#.. #..# .##. .#. # .#. ...#. #...#
        .#. #..# .#.#. #.#.# .#.#. #..# #... .#. # .#. ..... #...#
        ..# .### ..#.. .#.#. #...# .### #### ..# # #.. ..... #####
        ... .... ..... ..... ..... ...# .... ... # ... ..... .....
        ... .... ..... ..... ..... .##. .... ... . ... ..... .....
        """;

    private static readonly string[][] Glyphs = ReadDrawing();

    /// <summary>How wide a line of text is.</summary>
    /// <param name="text">The text, without line breaks.</param>
    /// <param name="scale">Pixels a side that one pixel of the drawing becomes, at least 1.</param>
    /// <returns>Pixels, without the gap behind the last character.</returns>
    public static int Measure(string text, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        var columns = text.EnumerateRunes().Sum(rune => GlyphOf(rune)[0].Length + 1);
        return Math.Max(0, columns - 1) * scale;
    }

    /// <summary>Breaks text into lines at its spaces; a word wider than a line is broken where it must be.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">Pixels that a line may take.</param>
    /// <param name="maxLines">Where there is more text than fits, the last line ends in an ellipsis.</param>
    /// <param name="scale">Pixels a side that one pixel of the drawing becomes, at least 1.</param>
    /// <returns>At most <paramref name="maxLines"/> lines, none for blank text.</returns>
    public static IReadOnlyList<string> Wrap(string text, int width, int maxLines = int.MaxValue, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLines);

        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Measure(longer, scale) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
                lines.Add(line);
            line = word;
            while (Measure(line, scale) > width)
            {
                var fitting = LongestStart(line, width, scale);
                lines.Add(fitting);
                line = line[fitting.Length..];
            }
        }

        if (line.Length > 0)
            lines.Add(line);
        if (lines.Count <= maxLines)
            return lines;

        var last = LongestStart(lines[maxLines - 1], Math.Max(1, width - Measure(Ellipsis, scale) - scale), scale);
        return [.. lines.Take(maxLines - 1), last.TrimEnd() + Ellipsis];
    }

    /// <summary>Draws one line of text; what falls outside the picture is left out.</summary>
    /// <param name="image">The picture drawn on.</param>
    /// <param name="text">The text, without line breaks.</param>
    /// <param name="topLeft">Where the top left corner of the first character goes.</param>
    /// <param name="color">The colour of the ink.</param>
    /// <param name="scale">Pixels a side that one pixel of the drawing becomes, at least 1.</param>
    public static void Draw(Image<Rgb24> image, string text, Point topLeft, Rgb24 color, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);

        var left = topLeft.X;
        foreach (var rune in text.EnumerateRunes())
        {
            var glyph = GlyphOf(rune);
            for (var y = 0; y < Height * scale; y++)
            {
                for (var x = 0; x < glyph[0].Length * scale; x++)
                {
                    if (glyph[y / scale][x / scale] == Ink && IsInside(image, left + x, topLeft.Y + y))
                        image[left + x, topLeft.Y + y] = color;
                }
            }

            left += (glyph[0].Length + 1) * scale;
        }
    }

    private static bool IsInside(Image<Rgb24> image, int x, int y) => x >= 0 && x < image.Width && y >= 0 && y < image.Height;

    /// <summary>At least one character, so that every line gets on with the text.</summary>
    private static string LongestStart(string text, int width, int scale)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var longer = length + rune.Utf16SequenceLength;
            if (length > 0 && Measure(text[..longer], scale) > width)
                break;
            length = longer;
        }

        return text[..length];
    }

    private static string[] GlyphOf(Rune rune)
    {
        var character = rune.Value;
        if (rune.IsBmp && Plain.IndexOf((char)character) is >= 0 and var pair && pair % 2 == 0)
            character = Plain[pair + 1];
        return character is >= FirstCharacter and <= LastCharacter ? Glyphs[character - FirstCharacter] : Glyphs[^1];
    }

    /// <summary>The rows of each character, in the order of ASCII, the box last.</summary>
    private static string[][] ReadDrawing()
    {
        var lines = Drawing.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines
            .Chunk(Height)
            .Select(band => band.Select(row => row.Split(' ')).ToArray())
            .SelectMany(band => Enumerable.Range(0, band[0].Length).Select(column => band.Select(row => row[column]).ToArray()))
            .ToArray();
    }
}
