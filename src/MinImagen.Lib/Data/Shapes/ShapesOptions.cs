namespace MinImagen.Lib.Data.Shapes;

/// <summary>Which pictures a <see cref="ShapesDataset"/> draws.</summary>
public sealed record ShapesOptions
{
    /// <summary>Pixels a side, above 0.</summary>
    public int Side { get; init; } = 64;

    /// <summary>How many pictures are drawn before they begin again, above 0. They cost nothing until they are asked for.</summary>
    public int Count { get; init; } = 1_000_000;

    /// <summary>Decides every picture; another seed, other pictures.</summary>
    public long Seed { get; init; }

    /// <summary>Validation draws the combinations of <see cref="HeldOutScenes"/> and no others, training none of them.</summary>
    public DataSplit Split { get; init; } = DataSplit.Train;

    /// <summary>The share of pictures with one object, from 0 to 1; the others have two.</summary>
    public double OneObjectShare { get; init; } = 1.0 / 3;
}
