using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// The file of caption encodings: safetensors with the captions, how long each is, how many tokens each has, and their
/// vectors one behind the other. Its metadata name the encoder, its digest and the most tokens a caption, and the SHA-256
/// of the rest: a file that says otherwise is not used.
/// </summary>
internal static class EncodingFile
{
    private const string Format = "caption encodings 1";
    private const long MaxBytes = 4L << 30;
    private const string Captions = "captions";
    private const string CaptionBytes = "caption_bytes";
    private const string TokenCounts = "token_counts";
    private const string Vectors = "vectors";

    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The name of the file for an encoder.</summary>
    internal static string NameFor(ITextEncoder encoder, int maxWords)
    {
        var name = new string([.. Path.GetFileName(Path.TrimEndingDirectorySeparator(encoder.Name)).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')]);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(encoder.Digest)));
        return string.Create(CultureInfo.InvariantCulture, $"encodings-{name}-{digest[..12]}-{maxWords}.safetensors");
    }

    /// <summary>Reads a file.</summary>
    /// <returns>For each caption its vectors (n, d), which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or of another encoder.</exception>
    internal static IReadOnlyList<KeyValuePair<string, Tensor>> Load(string path, ITextEncoder encoder, int maxWords)
    {
        if (new FileInfo(path).Length > MaxBytes)
            throw new InvalidDataException($"{path}: more than {MaxBytes >> 30} GB");

        using var scope = torch.NewDisposeScope();
        using var file = SafeTensorsFile.Open(path);
        foreach (var (key, value) in Identify(encoder, maxWords))
        {
            if (file.Metadata.GetValueOrDefault(key) != value)
                throw new InvalidDataException($"{path}: its {key} is not \"{value}\"");
        }

        var (captions, captionBytes, tokenCounts, vectors) = (
            Read(file, path, Captions, ScalarType.Byte, 1), Read(file, path, CaptionBytes, ScalarType.Int64, 1),
            Read(file, path, TokenCounts, ScalarType.Int64, 1), Read(file, path, Vectors, ScalarType.Float32, 2));
        if (file.Metadata.GetValueOrDefault("sha256") != Digest([captions, captionBytes, tokenCounts, vectors]))
            throw new InvalidDataException($"{path}: its contents do not have the digest that it notes");
        return Split(path, captions, captionBytes.data<long>().ToArray(), tokenCounts.data<long>().ToArray(), vectors, encoder.EncodedDim);
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    internal static void Save(string path, ITextEncoder encoder, int maxWords, IReadOnlyCollection<KeyValuePair<string, Tensor>> encodings)
    {
        using var scope = torch.NewDisposeScope();
        var texts = encodings.Select(pair => strict.GetBytes(pair.Key)).ToArray();
        var tensors = new Dictionary<string, Tensor>
        {
            [Captions] = torch.tensor(texts.SelectMany(text => text).ToArray(), dtype: ScalarType.Byte),
            [CaptionBytes] = torch.tensor(texts.Select(text => (long)text.Length).ToArray()),
            [TokenCounts] = torch.tensor(encodings.Select(pair => pair.Value.shape[0]).ToArray()),
            [Vectors] = torch.cat(encodings.Select(pair => pair.Value).ToArray(), 0),
        };
        var metadata = Identify(encoder, maxWords);
        metadata["sha256"] = Digest([tensors[Captions], tensors[CaptionBytes], tensors[TokenCounts], tensors[Vectors]]);
        SafeTensors.Save(path, tensors, metadata);
    }

    private static Dictionary<string, string> Identify(ITextEncoder encoder, int maxWords) => new()
    {
        ["format"] = Format,
        ["text_encoder"] = encoder.Name,
        ["text_encoder_digest"] = encoder.Digest,
        ["max_words"] = maxWords.ToString(CultureInfo.InvariantCulture),
    };

    private static Tensor Read(SafeTensorsFile file, string path, string name, ScalarType type, int dimensions) =>
        file.Entries.FirstOrDefault(entry => entry.Name == name) is { } entry && entry.Type == type && entry.Shape.Count == dimensions
            ? file.Read(name)
            : throw new InvalidDataException($"{path}: no {name} of the kind expected");

    private static string Digest(IEnumerable<Tensor> tensors)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in tensors)
            digest.AppendData(tensor.bytes);
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static List<KeyValuePair<string, Tensor>> Split(string path, Tensor captions, long[] captionBytes, long[] tokenCounts, Tensor vectors, int dim)
    {
        using var scope = torch.NewDisposeScope();
        var text = captions.data<byte>().ToArray();
        var split = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        var (place, token) = (0L, 0L);
        try
        {
            if (captionBytes.Length != tokenCounts.Length || vectors.shape[1] != dim)
                throw new ArgumentException("they do not count the same captions, or are of another width");
            for (var i = 0; i < captionBytes.Length; i++)
            {
                var caption = strict.GetString(text, checked((int)place), checked((int)captionBytes[i]));
                split.Add(caption, vectors.narrow(0, token, tokenCounts[i]).clone());
                (place, token) = (place + captionBytes[i], token + tokenCounts[i]);
            }
        }
        catch (Exception wrong) when (wrong is ArgumentException or OverflowException or System.Runtime.InteropServices.ExternalException)
        {
            throw new InvalidDataException($"{path}: its parts do not fit together: {wrong.Message.ReplaceLineEndings(" ")}", wrong);
        }
        foreach (var tokens in split.Values)
            tokens.DetachFromDisposeScope();
        return [.. split];
    }
}
