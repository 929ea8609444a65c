using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Lib.Tests.Data.Web;

/// <summary>Small pictures that are all different.</summary>
internal static class TestPictures
{
    internal static byte[] Png(int width, int height, int number)
    {
        using var image = new Image<Rgb24>(width, height, new Rgb24((byte)number, (byte)(number * 7), (byte)(number * 31)));
        image[0, 0] = new Rgb24(255, 255, 255);
        using var stream = new MemoryStream();
        image.SaveAsPng(stream);
        return stream.ToArray();
    }
}
