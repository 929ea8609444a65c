using System.Globalization;
using System.Text;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Notebooks.Drawing;

/// <summary>
/// Letters with soft edges, Greek and mathematical signs among them, at three sizes: DejaVu Sans, drawn beforehand
/// (<c>typeface.sh</c>), because ImageSharp itself draws no text.
/// </summary>
internal static class Typeface
{
    /// <summary>From the top of a line to the top of the next.</summary>
    internal const int LineHeight = 18;

    /// <summary>The same, of titles.</summary>
    internal const int TitleHeight = 22;

    private const int Cell = 24;
    private const int Baseline = 18;
    private const int Bearing = 3;
    private const int Box = 0x25a1;
    private const string Ellipsis = "…";

    // Marks that stand over the letter before them, x̂ and ᾱ, and the letters that they are drawn as.
    private static readonly Dictionary<int, int> Marks = new() { [0x302] = 0x2c6, [0x303] = 0x2dc, [0x304] = 0xaf, [0x305] = 0xaf };

    private static readonly Lazy<(Dictionary<(Weight, int), Glyph> Glyphs, byte[] Coverage, int Width)> Drawn = new(Read);

    /// <summary>Where the letters of a line stand, above and below.</summary>
    internal static int HeightOf(Weight weight) => weight switch { Weight.Title => TitleHeight, Weight.Small => 15, _ => LineHeight };

    internal static int Measure(string text, Weight weight = Weight.Plain) =>
        (int)Math.Ceiling(text.EnumerateRunes().Where(IsDrawn).Sum(rune => GlyphOf(rune, weight).Advance));

    /// <summary>Lines broken at spaces, or within a word that is wider than a line; the last one ends in an ellipsis where more was said.</summary>
    internal static IReadOnlyList<string> Wrap(string text, int width, int most, Weight weight = Weight.Plain)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (Measure(longer, weight) <= width)
                {
                    line = longer;
                    continue;
                }

                if (line.Length > 0)
                    lines.Add(line);
                for (line = word; Measure(line, weight) > width && lines.Count <= most; line = line[lines[^1].Length..])
                {
                    lines.Add(Start(line, width, weight));
                }
            }

            lines.Add(line);
        }

        return lines.Count <= most ? lines : [.. lines.Take(most - 1), Start(lines[most - 1], width - Measure(Ellipsis, weight), weight).TrimEnd() + Ellipsis];
    }

    /// <summary>The line itself where it fits, else its beginning and an ellipsis.</summary>
    internal static string Cut(string text, int width, Weight weight) =>
        Measure(text, weight) <= width ? text : Start(text, width - Measure(Ellipsis, weight), weight) + Ellipsis;

    /// <summary>Every pixel of a line of text that has ink, and how much of it, 1 … 255.</summary>
    internal static IEnumerable<(int X, int Y, byte Ink)> Pixels(string text, Weight weight)
    {
        var (_, coverage, width) = Drawn.Value;
        var top = HeightOf(weight) - Baseline - (weight == Weight.Title ? 5 : 4);
        var (pen, last) = (0.0, 0.0);
        foreach (var rune in text.EnumerateRunes())
        {
            var isMark = Marks.TryGetValue(rune.Value, out var mark);
            if (!isMark && !IsDrawn(rune))
                continue;

            var glyph = GlyphOf(isMark ? new Rune(mark) : rune, weight);
            var left = (int)Math.Round(isMark ? pen - ((last + glyph.Advance) / 2) : pen) - Bearing;
            for (var y = 0; y < Cell; y++)
            {
                for (var x = 0; x < Cell; x++)
                {
                    var ink = coverage[((glyph.Y + y) * width) + glyph.X + x];
                    if (ink > 0)
                        yield return (left + x, top + y, ink);
                }
            }

            if (!isMark)
                (pen, last) = (pen + glyph.Advance, glyph.Advance);
        }
    }

    private static string Start(string text, int width, Weight weight)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length > 0 && Measure(text[..(length + rune.Utf16SequenceLength)], weight) > width)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    // Marks over letters, joiners and controls have no place of their own.
    private static bool IsDrawn(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control);

    private static Glyph GlyphOf(Rune rune, Weight weight)
    {
        var glyphs = Drawn.Value.Glyphs;
        return glyphs.TryGetValue((weight, rune.Value), out var glyph) ? glyph : glyphs[(weight, Box)];
    }

    private static (Dictionary<(Weight, int), Glyph> Glyphs, byte[] Coverage, int Width) Read()
    {
        using var picture = Image.Load<Rgb24>(Resource("typeface.png"));
        var coverage = new byte[picture.Width * picture.Height];
        for (var i = 0; i < coverage.Length; i++)
        {
            coverage[i] = (byte)(255 - picture[i % picture.Width, i / picture.Width].G);
        }

        using var reader = new StreamReader(Resource("typeface.tsv"));
        var glyphs = new Dictionary<(Weight, int), Glyph>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            var (letter, x, y) = (Number(cells[1]), Number(cells[2]), Number(cells[3]));
            glyphs[(Enum.Parse<Weight>(cells[0]), letter)] = new Glyph(x, y, double.Parse(cells[4], CultureInfo.InvariantCulture));
        }

        return (glyphs, coverage, picture.Width);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static Stream Resource(string name) => typeof(Typeface).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The resource {name} is missing.");

    private readonly record struct Glyph(int X, int Y, double Advance);
}
