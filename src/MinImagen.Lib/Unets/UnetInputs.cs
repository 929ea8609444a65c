using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>Checks what a U-Net is called with, so that an error names the argument rather than a layer deep inside.</summary>
internal static class UnetInputs
{
    /// <summary>Checks images and times.</summary>
    public static void CheckImages(Unet unet, Tensor x, Tensor time, Tensor? lowresCondImg, Tensor? lowresNoiseTimes)
    {
        var options = unet.Options;
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(time);
        Check(
            x.ndim == 4 && x.shape[0] > 0 && x.shape[1] == options.Channels,
            nameof(x),
            $"This U-Net takes images of shape (b, {options.Channels}, h, w), got {Require.Shown(x)}.");

        var (b, height, width) = (x.shape[0], x.shape[2], x.shape[3]);
        Check(
            height % options.SideDivisor == 0 && width % options.SideDivisor == 0,
            nameof(x),
            $"This U-Net halves the sides of an image {Math.ILogB(options.SideDivisor)} times, so both must be divisible by "
            + $"{options.SideDivisor}; got {height}×{width}.");
        CheckType(unet, x, nameof(x));
        Check(time.ndim == 1 && time.shape[0] == b, nameof(time), $"One timestep an image is needed, shape ({b}), got {Require.Shown(time)}.");

        if (!options.LowresCond)
        {
            Check(
                lowresCondImg is null && lowresNoiseTimes is null,
                nameof(lowresCondImg),
                "This U-Net was built without lowres_cond and takes no low-resolution picture.");
            return;
        }

        Check(
            lowresCondImg is not null && lowresNoiseTimes is not null,
            nameof(lowresCondImg),
            "This U-Net was built with lowres_cond: it needs a low-resolution picture and the timestep that it was noised to.");
        Check(
            lowresCondImg!.shape.SequenceEqual(x.shape),
            nameof(lowresCondImg),
            $"The low-resolution picture must have been brought to the shape of x, {Require.Shown(x)}; got {Require.Shown(lowresCondImg)}.");
        CheckType(unet, lowresCondImg, nameof(lowresCondImg));
        Check(
            lowresNoiseTimes!.ndim == 1 && lowresNoiseTimes.shape[0] == b,
            nameof(lowresNoiseTimes),
            $"One low-resolution timestep an image is needed, shape ({b}), got {Require.Shown(lowresNoiseTimes)}.");
    }

    /// <summary>Checks embeddings and mask.</summary>
    public static void CheckText(UnetOptions options, Tensor textEmbeds, Tensor? textMask)
    {
        ArgumentNullException.ThrowIfNull(textEmbeds);
        Check(
            textEmbeds.ndim == 3 && textEmbeds.shape[2] == options.TextEmbedDim,
            nameof(textEmbeds),
            $"This U-Net takes text embeddings of shape (b, n, {options.TextEmbedDim}), got {Require.Shown(textEmbeds)}.");
        Check(
            textMask is null || textMask.shape.SequenceEqual(textEmbeds.shape.Take(2)),
            nameof(textMask),
            $"The text mask must have the shape (b, n) of the embeddings {Require.Shown(textEmbeds)}, got {(textMask is null ? "" : Require.Shown(textMask))}.");
    }

    /// <summary>Checks that captions were prepared for so many images; one stands for all of them.</summary>
    public static void CheckPrepared(PreparedText text, long images) => Check(
        text.Hidden.shape[0] == images || text.Hidden.shape[0] == 1,
        nameof(text),
        $"{text.Hidden.shape[0]} captions were prepared, and there are {images} images.");

    /// <summary>A copy whose products are in bfloat16 takes float32, and the types between are its own affair.</summary>
    private static void CheckType(Unet unet, Tensor images, string argument)
    {
        if (unet.Dtype is ScalarType.BFloat16)
        {
            Require.FloatingPoint(images, argument);
        }
        else
        {
            Require.Type(images, argument, unet.Dtype);
        }
    }

    private static void Check(bool holds, string argument, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise, argument);
        }
    }
}
