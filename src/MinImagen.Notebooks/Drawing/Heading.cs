using SixLabors.ImageSharp;

namespace MinImagen.Notebooks.Drawing;

/// <summary>What stands above a drawing: its title, and in small what else there is to say.</summary>
internal sealed record Heading(IReadOnlyList<string> Title, IReadOnlyList<string> Note)
{
    private const int NarrowestTitle = 240;
    private const int Below = 8;

    internal int Height => Title.Count + Note.Count == 0 ? 0 : (Title.Count * Typeface.TitleHeight) + (Note.Count * Typeface.LineHeight) + Below;

    internal int Width => Title.Select(line => Typeface.Measure(line, Weight.Title)).Concat(Note.Select(line => Typeface.Measure(line))).DefaultIfEmpty(0).Max();

    internal static Heading Of(string? title, string? note, int width) => new(
        Typeface.Wrap(title ?? "", Math.Max(NarrowestTitle, width), 3, Weight.Title),
        Typeface.Wrap(note ?? "", Math.Max(NarrowestTitle, width), 3));

    internal void Draw(Canvas canvas, Point corner)
    {
        for (var line = 0; line < Title.Count; line++)
        {
            canvas.Write(Title[line], new Point(corner.X, corner.Y + (line * Typeface.TitleHeight)), Ink.Text, weight: Weight.Title);
        }

        for (var line = 0; line < Note.Count; line++)
        {
            canvas.Write(Note[line], new Point(corner.X, corner.Y + (Title.Count * Typeface.TitleHeight) + (line * Typeface.LineHeight)), Ink.Faint);
        }
    }
}
