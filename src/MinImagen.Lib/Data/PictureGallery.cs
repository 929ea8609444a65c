using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// Recognizes pictures: tells how far a picture is from each of a fixed set. The distance of two pictures is the root mean
/// square difference of their colours in Oklab (Ottosson 2020), where equal distances look about equally large, averaged over
/// 16 × 16 squares: what is drawn where, in which colour, and not how sharp it is or how much noise there is on it.
/// </summary>
public sealed class PictureGallery : IDisposable
{
    /// <summary>Squares a side over which colours are averaged.</summary>
    public const int Grid = 16;

    /// <summary>Pictures are brought to this side first.</summary>
    private const int Side = 64;

    private const int AtATime = 64;

    // Björn Ottosson, "A perceptual color space for image processing": from linear sRGB to the cones' responses, and from
    // their cube roots to lightness, green–red and blue–yellow.
    private static readonly float[,] ToCones =
    {
        { 0.4122214708f, 0.5363325363f, 0.0514459929f },
        { 0.2119034982f, 0.6806995451f, 0.1073969566f },
        { 0.0883024619f, 0.2817188376f, 0.6299787005f },
    };

    private static readonly float[,] ToLab =
    {
        { 0.2104542553f, 0.7936177850f, -0.0040720468f },
        { 1.9779984951f, -2.4285922050f, 0.4505937099f },
        { 0.0259040371f, 0.7827717662f, -0.8086757660f },
    };

    private readonly Tensor features;

    /// <summary>Looks at every picture once.</summary>
    /// <param name="pictures">The set, at least one.</param>
    /// <param name="cancellation">Stops between some pictures.</param>
    public PictureGallery(ICaptionedImages pictures, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        using var scope = NewDisposeScope();
        Captions = [.. Enumerable.Range(0, pictures.Count).Select(pictures.GetCaption)];
        List<Tensor> parts = [];
        foreach (var indices in Enumerable.Range(0, pictures.Count).Chunk(AtATime))
        {
            cancellation.ThrowIfCancellationRequested();
            using var part = NewDisposeScope();
            parts.Add(Features(stack(indices.Select(pictures.GetImage).ToArray())).MoveToOuterDisposeScope());
        }

        features = cat(parts, 0).DetachFromDisposeScope();
    }

    /// <summary>The captions of the set, in its order.</summary>
    public IReadOnlyList<string> Captions { get; }

    /// <summary>How far pictures are from each of the set.</summary>
    /// <param name="pictures">Shape (n, 3, h, h), in [0, 1]; what lies outside is clamped.</param>
    /// <returns>A row a picture with a distance for each of the set: 0 for the same, 1 from black to white.</returns>
    public IReadOnlyList<float[]> Distances(Tensor pictures)
    {
        Require.Shape(pictures, nameof(pictures), "n", 3, "h", "h");
        using var scope = NewDisposeScope();
        var own = cat(pictures.split(AtATime).Select(Features).ToArray(), 0);
        return Between(own);
    }

    /// <summary>Which pictures of the set have another that is at most so far from them.</summary>
    /// <param name="distance">The distance, see <see cref="Distances"/>.</param>
    /// <returns>For each of the set the others so near, mostly none.</returns>
    public IReadOnlyList<IReadOnlyList<int>> NearDuplicates(double distance) =>
    [
        .. Between(features).Select((row, i) =>
            Enumerable.Range(0, row.Length).Where(other => other != i && row[other] <= distance).ToArray()),
    ];

    /// <summary>Frees what is known of the pictures.</summary>
    public void Dispose() => features.Dispose();

    private float[][] Between(Tensor own)
    {
        using var scope = NewDisposeScope();

        // d² = |a − b|² = |a|² + |b|² − 2 a·b
        var squares = own.square().sum(1, keepdim: true) + features.square().sum(1) - (2 * matmul(own, features.t()));
        return [.. squares.clamp(0).sqrt().contiguous().data<float>().ToArray().Chunk(Captions.Count)];
    }

    /// <summary>Vectors of which the distance is that of the pictures.</summary>
    private static Tensor Features(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var sized = Resize.To(pictures.detach().cpu().to(ScalarType.Float32).clamp(0, 1), Side, Side, clamp: (0, 1)).permute(0, 2, 3, 1);

        // sRGB's transfer function, undone
        var linear = where(sized.le(0.04045), sized / 12.92, ((sized + 0.055) / 1.055).pow(2.4));
        var cones = matmul(linear, tensor(ToCones).t()).clamp(0).pow(1.0 / 3);
        var lab = matmul(cones, tensor(ToLab).t());

        const int square = Side / Grid;
        var averages = lab.reshape(lab.shape[0], Grid, square, Grid, square, 3).mean([2, 4]).flatten(1);
        return (averages / Math.Sqrt(Grid * Grid)).MoveToOuterDisposeScope();
    }
}
