using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Notebooks.Tests;

/// <summary>What a picture's PNG holds, read back.</summary>
internal static class PixelPicture
{
    internal static Rgb24 White { get; } = new(255, 255, 255);

    internal static Image<Rgb24> Read(this Picture picture)
    {
        var image = Image.Load<Rgb24>(picture.Png.ToArray());
        Assert.Equal((picture.Width, picture.Height), (image.Width, image.Height));
        return image;
    }

    internal static int Count(this Image<Rgb24> image, Rgb24 color)
    {
        var count = 0;
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                count += image[x, y] == color ? 1 : 0;
            }
        }

        return count;
    }
}
