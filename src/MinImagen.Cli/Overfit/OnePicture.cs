using MinImagen.Lib.Data;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Overfit;

/// <summary>The same picture as often as a batch is large, so that every batch holds nothing else.</summary>
internal sealed class OnePicture : ICaptionedImages, IDisposable
{
    private readonly Tensor image;
    private readonly string caption;

    /// <param name="path">The file, of any size and format that is decoded; the largest square in its centre is taken.</param>
    /// <param name="side">The side to bring it to.</param>
    /// <param name="caption">Its caption.</param>
    /// <param name="count">How often it is there.</param>
    public OnePicture(string path, int side, string caption, int count)
    {
        using var scope = NewDisposeScope();
        image = Resize.To(Decode(path).CropToSquare().ToTensor(), side, side, clamp: (0, 1)).DetachFromDisposeScope();
        this.caption = caption;
        Side = side;
        Count = count;
    }

    public int Count { get; }

    public int Side { get; }

    public string GetCaption(int index) => caption;

    public Tensor GetImage(int index) => image.alias();

    public void Dispose() => image.Dispose();

    private static Pixels Decode(string path)
    {
        try
        {
            return ImageDecoder.Decode(path);
        }
        catch (InvalidDataException unusable)
        {
            throw new InvalidDataException($"{path}: {unusable.Message}", unusable);
        }
    }
}
