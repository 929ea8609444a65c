using MinImagen.Lib.Files;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Generation;

/// <summary>From a tensor to a picture: clamped, then rounded, so that no value wraps around and none is always too dark.</summary>
public static class PictureFile
{
    /// <summary>Makes a picture.</summary>
    /// <param name="picture">Any floating-point type, shape (3, h, w) or (1, h, w) for grey, meant to be in [0, 1].</param>
    /// <returns>The picture, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    public static Image<Rgb24> ToImage(Tensor picture)
    {
        if (picture.ndim != 3 || picture.shape[0] is not (1 or 3))
            throw new ArgumentException($"A picture has the shape (3, h, w) or (1, h, w), not ({string.Join(", ", picture.shape)}).", nameof(picture));

        using var scope = torch.NewDisposeScope();
        var (height, width) = ((int)picture.shape[1], (int)picture.shape[2]);

        // byte = round(255 · clamp(x, 0, 1))
        var bytes = (picture.detach().cpu().to(ScalarType.Float32).clamp(0, 1) * 255f).round().to(ScalarType.Byte);
        var pixels = bytes.expand(3, height, width).permute(1, 2, 0).contiguous();
        return Image.LoadPixelData<Rgb24>(pixels.data<byte>().ToArray(), width, height);
    }

    /// <summary>Writes a picture as PNG, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="picture">As in <see cref="ToImage"/>.</param>
    public static void Save(string path, Tensor picture)
    {
        using var image = ToImage(picture);
        AtomicFile.Write(path, stream => image.SaveAsPng(stream, new PngEncoder { ColorType = PngColorType.Rgb }));
    }
}
