using static TorchSharp.torch;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>Which captions an encoder takes to mean something similar: by the angle between their mean vectors.</summary>
public sealed class NearestCaptions
{
    private const int BatchSize = 64;

    private readonly ITextEncoder encoder;
    private readonly IReadOnlyList<string> captions;
    private readonly float[] center;
    private readonly float[][] directions;

    /// <summary>Encodes captions.</summary>
    /// <param name="encoder">The encoder; it stays the caller's.</param>
    /// <param name="captions">Captions to be found, at least one.</param>
    public NearestCaptions(ITextEncoder encoder, IReadOnlyList<string> captions)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(captions);
        this.encoder = encoder;
        this.captions = captions;
        var pooled = captions.Chunk(BatchSize).SelectMany(Pool).ToList();

        // What all captions have in common tells none from another.
        center = [.. Enumerable.Range(0, encoder.EncodedDim).Select(i => pooled.Average(vector => vector[i]))];
        directions = [.. pooled.Select(Direction)];
    }

    /// <summary>The captions nearest to a text, itself left out.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="count">How many.</param>
    /// <returns>Captions with their cosines, nearest first.</returns>
    public IReadOnlyList<(string Caption, double Cosine)> Find(string text, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var direction = Direction(Pool([text]).Single());
        return
        [
            .. captions.Zip(directions, (caption, other) => (Caption: caption, Cosine: Dot(direction, other)))
                .Where(candidate => candidate.Caption != text)
                .OrderByDescending(candidate => candidate.Cosine)
                .Take(count),
        ];
    }

    /// <summary>The mean over each caption's own tokens.</summary>
    private IEnumerable<float[]> Pool(string[] texts)
    {
        using var scope = NewDisposeScope();
        using var encoding = encoder.Encode(texts);
        var pooled = encoding.Embeds.sum(1) / encoding.Mask.sum(1, keepdim: true);
        return pooled.data<float>().ToArray().Chunk(encoder.EncodedDim);
    }

    private float[] Direction(float[] vector)
    {
        var centered = vector.Zip(center, (x, mean) => x - mean).ToArray();
        var length = Math.Sqrt(Dot(centered, centered));
        return [.. centered.Select(x => (float)(x / Math.Max(length, 1e-12)))];
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();
}
