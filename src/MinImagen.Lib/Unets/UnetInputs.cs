using static TorchSharp.torch;

namespace MinImagen.Lib.Unets;

/// <summary>Checks what a U-Net is called with, so that an error names the argument rather than a layer deep inside.</summary>
internal static class UnetInputs
{
    /// <summary>Checks images and times.</summary>
    public static void CheckImages(UnetOptions options, Tensor x, Tensor time, Tensor? lowresCondImg, Tensor? lowresNoiseTimes)
    {
        Require(
            x.ndim == 4 && x.shape[1] == options.Channels,
            nameof(x),
            $"This U-Net takes images of shape (b, {options.Channels}, h, w), got {Shape(x)}.");

        var (b, height, width) = (x.shape[0], x.shape[2], x.shape[3]);
        Require(
            height % options.SideDivisor == 0 && width % options.SideDivisor == 0,
            nameof(x),
            $"This U-Net halves the sides of an image {Math.ILogB(options.SideDivisor)} times, so both must be divisible by "
            + $"{options.SideDivisor}; got {height}×{width}.");
        Require(time.ndim == 1 && time.shape[0] == b, nameof(time), $"One timestep an image is needed, shape ({b}), got {Shape(time)}.");

        if (!options.LowresCond)
        {
            Require(
                lowresCondImg is null && lowresNoiseTimes is null,
                nameof(lowresCondImg),
                "This U-Net was built without lowres_cond and takes no low-resolution picture.");
            return;
        }

        Require(
            lowresCondImg is not null && lowresNoiseTimes is not null,
            nameof(lowresCondImg),
            "This U-Net was built with lowres_cond: it needs a low-resolution picture and the timestep that it was noised to.");
        Require(
            lowresCondImg!.shape.SequenceEqual(x.shape),
            nameof(lowresCondImg),
            $"The low-resolution picture must have been brought to the shape of x, {Shape(x)}; got {Shape(lowresCondImg)}.");
        Require(
            lowresNoiseTimes!.ndim == 1 && lowresNoiseTimes.shape[0] == b,
            nameof(lowresNoiseTimes),
            $"One low-resolution timestep an image is needed, shape ({b}), got {Shape(lowresNoiseTimes)}.");
    }

    /// <summary>Checks embeddings and mask.</summary>
    public static void CheckText(UnetOptions options, Tensor textEmbeds, Tensor? textMask)
    {
        Require(
            textEmbeds.ndim == 3 && textEmbeds.shape[2] == options.TextEmbedDim,
            nameof(textEmbeds),
            $"This U-Net takes text embeddings of shape (b, n, {options.TextEmbedDim}), got {Shape(textEmbeds)}.");
        Require(
            textMask is null || textMask.shape.SequenceEqual(textEmbeds.shape.Take(2)),
            nameof(textMask),
            $"The text mask must have the shape (b, n) of the embeddings {Shape(textEmbeds)}, got {(textMask is null ? "" : Shape(textMask))}.");
    }

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";

    private static void Require(bool holds, string argument, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise, argument);
        }
    }
}
