using MinImagen.Lib.Text;

namespace MinImagen.Lib.Training;

/// <summary>
/// Which text encoder a model was trained with. Another one says the same words in another language: the model would
/// not fail, it would only stop listening.
/// </summary>
/// <param name="Name">The encoder's name.</param>
/// <param name="Digest">The digest of its weights and vocabulary.</param>
public sealed record TextEncoderStamp(string Name, string Digest)
{
    private const string NameKey = "text_encoder";
    private const string DigestKey = "text_encoder_digest";

    /// <summary>The stamp of an encoder.</summary>
    public static TextEncoderStamp Of(ITextEncoder encoder) => new(encoder.Name, encoder.Digest);

    /// <summary>Reads what <see cref="WriteTo"/> wrote; null where there is none, as in the original's files.</summary>
    public static TextEncoderStamp? Read(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(NameKey, out string? name) && metadata.TryGetValue(DigestKey, out string? digest) ? new TextEncoderStamp(name, digest) : null;

    /// <summary>Adds the stamp to the metadata of a weights file.</summary>
    public void WriteTo(IDictionary<string, string> metadata)
    {
        metadata[NameKey] = Name;
        metadata[DigestKey] = Digest;
    }

    /// <summary>Refuses any encoder but the one that left this stamp.</summary>
    /// <param name="encoder">The encoder at hand.</param>
    /// <param name="file">The weights file, for the message.</param>
    /// <exception cref="InvalidDataException">It is another one.</exception>
    public void Require(ITextEncoder encoder, string file)
    {
        if (encoder.Digest != Digest)
        {
            throw new InvalidDataException(
                $"{file}: trained with the text encoder {Name} ({Shorten(Digest)}), not with {encoder.Name} ({Shorten(encoder.Digest)}); "
                + "use that encoder, or train again with this one");
        }
    }

    private static string Shorten(string digest) => digest.Length > 12 ? digest[..12] : digest;
}
