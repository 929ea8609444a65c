using MinImagen.Lib.Tensors;

namespace MinImagen.Cli.Bench;

/// <summary>What one piece of work took.</summary>
public sealed record BenchResult
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The work.</summary>
    public required BenchWork Work { get; init; }

    /// <summary>What it computed with.</summary>
    public required Precision Precision { get; init; }

    /// <summary>The threads that LibTorch computed on.</summary>
    public required int Threads { get; init; }

    /// <summary>Milliseconds.</summary>
    public required Spread Milliseconds { get; init; }

    /// <summary>The original's milliseconds; null where it was not measured.</summary>
    public Spread? OriginalMilliseconds { get; init; }

    /// <summary>Ours divided by the original's, round by round; null where it was not measured.</summary>
    public Spread? Ratio { get; init; }

    /// <summary>The largest difference to what the original computed from the same weights and inputs; null where it was not measured.</summary>
    public double? Difference { get; init; }

    /// <summary>The most memory that a process held which did only this, in MB (2²⁰ bytes).</summary>
    public required double PeakMegabytes { get; init; }

    /// <summary>The original's.</summary>
    public double? OriginalPeakMegabytes { get; init; }
}
