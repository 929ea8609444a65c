using MinImagen.Lib.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>The text encodings of a data set's captions, each computed once and kept in memory.</summary>
public sealed class CaptionEncodings : IDisposable
{
    private const int ChunkSize = 32;

    private readonly Dictionary<string, Tensor> _byCaption = [];
    private readonly int _dim;

    /// <summary>Encodes every caption of <paramref name="captions"/> that was not seen before.</summary>
    /// <param name="encoder">The text encoder; it is not needed afterwards.</param>
    /// <param name="captions">Any number of captions.</param>
    /// <param name="maxWords">Tokens a caption is cut to.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    public CaptionEncodings(ITextEncoder encoder, IEnumerable<string> captions, int maxWords = 64, CancellationToken cancellation = default)
    {
        _dim = encoder.EncodedDim;
        foreach (string[] chunk in captions.Distinct().Chunk(ChunkSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            using IDisposable noGrad = torch.no_grad();
            TextEncoding encoding = encoder.Encode(chunk, maxWords);
            for (int i = 0; i < chunk.Length; i++)
            {
                long length = encoding.Mask[i].sum().item<long>();
                _byCaption[chunk[i]] = encoding.Embeds[i].narrow(0, 0, length).clone().DetachFromDisposeScope();
            }
        }
    }

    /// <summary>The encodings of some captions, side by side.</summary>
    /// <param name="captions">Captions that were given to the constructor.</param>
    /// <returns>Embeds (b, n, d) and mask (b, n), n the length of the longest of them.</returns>
    public TextEncoding Gather(IReadOnlyList<string> captions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long length = captions.Max(caption => _byCaption[caption].shape[0]);
        Tensor embeds = torch.zeros(captions.Count, length, _dim);
        Tensor mask = torch.zeros(captions.Count, length, dtype: ScalarType.Bool);
        for (int i = 0; i < captions.Count; i++)
        {
            Tensor tokens = _byCaption[captions[i]];
            embeds[i].narrow(0, 0, tokens.shape[0]).copy_(tokens);
            mask[i].narrow(0, 0, tokens.shape[0]).fill_(true);
        }
        return new TextEncoding(embeds.MoveToOuterDisposeScope(), mask.MoveToOuterDisposeScope());
    }

    /// <summary>Frees the encodings.</summary>
    public void Dispose()
    {
        foreach (Tensor tokens in _byCaption.Values)
            tokens.Dispose();
    }
}
