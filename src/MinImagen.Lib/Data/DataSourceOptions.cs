using MinImagen.Lib.Data.Web;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>How a data set is opened, whichever it is.</summary>
public sealed record DataSourceOptions
{
    /// <summary>The side that every picture is brought to, in pixels.</summary>
    public required int Side { get; init; }

    /// <summary>How a picture that is not square becomes square.</summary>
    public ImageFit Fit { get; init; } = ImageFit.CentreCrop;

    /// <summary>The share, from 0 to 1, of pictures that are kept for validation where the data set does not say.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>
    /// The most pictures of each split, the first ones; null means all. The original's small data set, to try code on, is
    /// <see cref="SmallDataLimit"/>.
    /// </summary>
    public int? Limit { get; init; }

    /// <summary>Applied to every picture at its final size, see <see cref="TransformedImages"/>; nothing when null.</summary>
    public Func<Tensor, Tensor>? Transform { get; init; }

    /// <summary>Decides what a drawn data set draws.</summary>
    public long Seed { get; init; }

    /// <summary>Bytes of decoded pictures to keep in memory, see <see cref="ImageFolderOptions.MemoryLimit"/>.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>How pictures are fetched where the data set is a list of addresses.</summary>
    public PictureFetchOptions Fetching { get; init; } = new();

    /// <summary>Pictures of each split in the original's small data set.</summary>
    public const int SmallDataLimit = 16;
}
