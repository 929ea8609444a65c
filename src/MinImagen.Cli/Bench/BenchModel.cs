using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Bench;

/// <summary>A U-Net to measure.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Options">How it is built.</param>
/// <param name="Side">The side of its pictures.</param>
public sealed record BenchModel(string Name, UnetOptions Options, int Side)
{
    /// <summary>Pictures a batch.</summary>
    public const int BatchSize = 4;

    /// <summary>The weight of guidance while sampling.</summary>
    public const double Guidance = 3;

    /// <summary>
    /// The models of a small cascade, 32 × 32 to 64 × 64: both attend, to themselves and to the caption, at all levels but
    /// the highest. The second halves sides first, as super-resolution models do. And one that attends everywhere.
    /// </summary>
    public static IReadOnlyList<BenchModel> All { get; } =
    [
        new("base", Small, 32),
        new("super", Small with { LowresCond = true, MemoryEfficient = true }, 64),
        new("attentive", Small with { LayerAttns = true, LayerCrossAttns = true }, 32),
    ];

    private static UnetOptions Small => new()
    {
        Dim = 32,
        DimMults = [1, 2, 4],
        Channels = 3,
        ChannelsOut = 3,
        LayerAttns = [false, true, true],
        LayerCrossAttns = [false, true, true],
    };
}
