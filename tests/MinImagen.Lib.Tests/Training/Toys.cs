using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Training;

/// <summary>The smallest things that can be trained.</summary>
internal static class Toys
{
    public const int TextDim = 16;

    public static ImagenOptions OneUnet { get; } = new() { ImageSizes = 4, TextEmbedDim = TextDim, Timesteps = 25, TextEncoderName = "words" };

    public static ImagenOptions TwoUnets { get; } = OneUnet with { ImageSizes = [4, 8] };

    private static UnetOptions Tiny { get; } = new() { Dim = 8, DimMults = [1], LayerAttns = false, LayerCrossAttns = false };

    public static Imagen Cascade(ImagenOptions options, long seed = 1)
    {
        torch.manual_seed(seed);
        return Imagen.Create([.. Enumerable.Range(0, options.ImageSizes.Count).Select(index => Tiny with { MemoryEfficient = index > 0 })], options);
    }

    public static Dictionary<string, float[]> Weights(Imagen imagen) =>
        imagen.state_dict().ToDictionary(weight => weight.Key, weight => weight.Value.data<float>().ToArray());
}

/// <summary>Pictures of one colour each, named by a number; one that is taken may be made to fail.</summary>
internal sealed class ColourPictures(int count, int side = 8, int failsAt = 0) : ICaptionedImages
{
    private int taken;

    public int Count => count;

    public int Side => side;

    public string GetCaption(int index) => $"colour {index}";

    public Tensor GetImage(int index) =>
        ++taken == failsAt ? throw new IOException("the disk is gone") : torch.full([3, side, side], (index + 0.5f) / count);
}

/// <summary>A text encoder without a network: each word is a fixed random vector.</summary>
internal sealed class WordEncoder(string digest = "d1") : ITextEncoder
{
    public string Name => "words";

    public int EncodedDim => Toys.TextDim;

    public string Digest => digest;

    public int Encoded { get; private set; }

    public TextEncoding Encode(IReadOnlyList<string> texts, int maxLength = TextEncoders.DefaultMaxLength)
    {
        Encoded += texts.Count;
        string[][] words = [.. texts.Select(text => text.Split(' ').Take(maxLength).ToArray())];
        Tensor embeds = torch.zeros(texts.Count, words.Max(text => text.Length), Toys.TextDim);
        Tensor mask = torch.zeros(texts.Count, embeds.shape[1], dtype: ScalarType.Bool);
        for (int i = 0; i < words.Length; i++)
        {
            for (int j = 0; j < words[i].Length; j++)
            {
                Random random = new(words[i][j].Aggregate(17, (hash, letter) => hash * 31 + letter));
                embeds[i, j] = torch.tensor([.. Enumerable.Range(0, Toys.TextDim).Select(_ => (float)random.NextDouble() * 2 - 1)]);
                mask[i, j] = torch.tensor(true);
            }
        }
        return new TextEncoding(embeds, mask);
    }

    public void Dispose()
    {
    }
}

/// <summary>Draws that do not depend on how pictures are put into batches.</summary>
internal class SameForEveryPicture : RandomDraws
{
    public override Tensor Times(int timesteps, long count, Device? device = null) => torch.full([count], timesteps / 2, dtype: ScalarType.Int64);

    public override Tensor Normal(long[] shape, ScalarType dtype = ScalarType.Float32, Device? device = null)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Tensor one = torch.arange(shape[1] * shape[2] * shape[3], dtype: dtype).mul(1.7f).sin().view(1, shape[1], shape[2], shape[3]);
        return one.expand(shape).contiguous().MoveToOuterDisposeScope();
    }

    public override Tensor NormalLike(Tensor x) => Normal(x.shape, x.dtype, x.device);

    public override Tensor KeepMask(long count, double probability, Device? device = null) => torch.ones(count, dtype: ScalarType.Bool);
}

/// <summary>The same, but the second batch's noise is no number.</summary>
internal sealed class SecondNoiseIsNoNumber : SameForEveryPicture
{
    private int drawn;

    public override Tensor NormalLike(Tensor x) => ++drawn == 2 ? torch.full_like(x, float.NaN) : base.NormalLike(x);
}
