using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Notebooks.Drawing;

/// <summary>The few colours that everything is drawn in, on white.</summary>
internal static class Ink
{
    internal static Rgb24 Ground { get; } = new(255, 255, 255);

    internal static Rgb24 Text { get; } = new(32, 36, 46);

    internal static Rgb24 Faint { get; } = new(104, 110, 124);

    internal static Rgb24 Frame { get; } = new(214, 217, 224);

    internal static Rgb24 Accent { get; } = new(31, 95, 168);

    internal static Rgb24 Warm { get; } = new(200, 80, 32);

    /// <summary>White on dark grounds, dark on light ones.</summary>
    internal static Rgb24 On(Rgb24 ground) =>
        (0.299 * ground.R) + (0.587 * ground.G) + (0.114 * ground.B) > 140 ? Text : Ground;
}
