using MinImagen.Lib.Data;
using MinImagen.Lib.Files;
using MinImagen.Lib.Generation;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace MinImagen.Lib.Training;

/// <summary>The film of learning: the pictures that were drawn at each step, from left to right, a row a caption.</summary>
internal static class FilmStrip
{
    /// <summary>Pixels between the pictures of one step's file.</summary>
    public const int SampleGap = 8;

    /// <summary>More would be too small to see; of more, some evenly in between are left out.</summary>
    private const int MostFrames = 12;

    private const int Margin = 16;
    private const int Gap = 6;
    private const int LabelHeight = 2 * BitmapFont.LineHeight;
    private const int FrameSide = 96;

    private static readonly Rgb24 Ground = new(255, 255, 255);
    private static readonly Rgb24 Ink = new(48, 48, 56);

    /// <summary>Draws the film and writes it as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="frames">For each step the file of its pictures, one beside the other, as many as there are captions.</param>
    /// <param name="captions">What was asked for, a row each.</param>
    public static void Save(string path, IReadOnlyList<(long Step, string File)> frames, IReadOnlyList<string> captions)
    {
        var shown = Thin(frames);
        var rowHeight = LabelHeight + FrameSide + Gap;
        using var film = new Image<Rgb24>(
            (2 * Margin) + (shown.Count * (FrameSide + Gap)) - Gap,
            (2 * Margin) + LabelHeight + (captions.Count * rowHeight),
            Ground);
        for (var column = 0; column < shown.Count; column++)
        {
            var x = Margin + (column * (FrameSide + Gap));
            var label = column == 0 ? $"step {shown[column].Step}" : $"{shown[column].Step}";
            BitmapFont.Draw(film, label, new Point(x, Margin), Ink, 1);
            var drawn = ImageDecoder.Decode(shown[column].File);
            using var strip = Image.LoadPixelData<Rgb24>(drawn.Rgb, drawn.Width, drawn.Height);
            for (var row = 0; row < captions.Count; row++)
            {
                Paste(film, strip, row, new Point(x, Margin + LabelHeight + (row * rowHeight) + LabelHeight));
            }
        }
        for (var row = 0; row < captions.Count; row++)
        {
            var lines = BitmapFont.Wrap(captions[row], film.Width - (2 * Margin), 1, 1);
            BitmapFont.Draw(film, lines[0], new Point(Margin, Margin + LabelHeight + (row * rowHeight) + (LabelHeight / 3)), Ink, 1);
        }
        AtomicFile.Write(path, stream => film.SaveAsPng(stream));
    }

    /// <summary>The first, the last, and as many evenly in between as can be seen.</summary>
    public static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> frames) => frames.Count <= MostFrames
        ? frames
        : [.. Enumerable.Range(0, MostFrames).Select(i => frames[(int)Math.Round((double)i * (frames.Count - 1) / (MostFrames - 1))])];

    private static void Paste(Image<Rgb24> film, Image<Rgb24> strip, int index, Point corner)
    {
        var side = strip.Height;
        using var picture = strip.Clone(image => image.Crop(new Rectangle(index * (side + SampleGap), 0, side, side)).Resize(FrameSide, FrameSide, KnownResamplers.NearestNeighbor));
        for (var y = 0; y < FrameSide; y++)
        {
            for (var x = 0; x < FrameSide; x++)
            {
                film[corner.X + x, corner.Y + y] = picture[x, y];
            }
        }
    }
}
