using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>What every picture of a data set is brought to.</summary>
/// <param name="Side">Its side, in pixels.</param>
/// <param name="Fit">How it becomes square.</param>
/// <param name="MaxPixels">Width × height above which it is refused.</param>
internal sealed record PictureFitting(int Side, ImageFit Fit, long MaxPixels)
{
    /// <summary>Bytes of a picture in memory.</summary>
    internal long Bytes => 3L * Side * Side * sizeof(float);

    /// <summary>Reads a file and brings it to size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">Width and height that it had.</param>
    /// <returns>Float32, shape (3, side, side), in [0, 1].</returns>
    /// <exception cref="InvalidDataException">It is not a picture that can be used; the message says why.</exception>
    internal Tensor Load(string path, out (int Width, int Height) size)
    {
        var pixels = ImageDecoder.Decode(path, MaxPixels);
        size = (pixels.Width, pixels.Height);
        if (Fit == ImageFit.CentreCrop)
            pixels = pixels.CropToSquare();

        using var image = pixels.ToTensor();

        // cubic interpolation overshoots at edges: up to 0.09 outside [0, 1]
        return Resize.To(image, Side, Side, clamp: (0, 1));
    }
}
