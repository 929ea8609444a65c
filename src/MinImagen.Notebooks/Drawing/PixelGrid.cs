using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Notebooks.Drawing;

/// <summary>A small picture in managed memory.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Row by row from the top.</param>
internal sealed record PixelGrid(int Width, int Height, Rgb24[] Pixels)
{
    internal Rgb24 this[int x, int y] => Pixels[(y * Width) + x];
}
