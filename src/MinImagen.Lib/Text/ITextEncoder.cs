namespace MinImagen.Lib.Text;

/// <summary>Turns captions into the vectors that condition a U-Net. Frozen: it is never trained with the U-Nets.</summary>
public interface ITextEncoder : IDisposable
{
    /// <summary>The name or folder that it was asked for by.</summary>
    string Name { get; }

    /// <summary>Width d of its vectors.</summary>
    int EncodedDim { get; }

    /// <summary>
    /// What a checkpoint records to know its encoder again: the SHA-256, in hexadecimal, of everything that its vectors depend
    /// on.
    /// </summary>
    string Digest { get; }

    /// <summary>Encodes several texts, without gradients.</summary>
    /// <param name="texts">At least one text.</param>
    /// <param name="maxLength">Most tokens a text; longer ones are cut.</param>
    /// <returns>Vectors and mask; dispose of them.</returns>
    TextEncoding Encode(IReadOnlyList<string> texts, int maxLength = TextEncoders.DefaultMaxLength);
}
