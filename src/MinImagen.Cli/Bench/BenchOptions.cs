using MinImagen.Lib.Tensors;

namespace MinImagen.Cli.Bench;

/// <summary>What <c>minimagen bench</c> measures.</summary>
internal sealed record BenchOptions
{
    /// <summary>The models.</summary>
    public required IReadOnlyList<BenchModel> Models { get; init; }

    /// <summary>The works.</summary>
    public required IReadOnlyList<BenchWork> Works { get; init; }

    /// <summary>What to compute with.</summary>
    public required IReadOnlyList<Precision> Precisions { get; init; }

    /// <summary>The numbers of threads; empty for the engine's own choice.</summary>
    public required IReadOnlyList<int> Threads { get; init; }

    /// <summary>How many measurements of each.</summary>
    public required int Rounds { get; init; }

    /// <summary>The Python to run the original with.</summary>
    public required string Python { get; init; }

    /// <summary>The folder of the original's source; null to measure ours alone.</summary>
    public required DirectoryInfo? Original { get; init; }

    /// <summary>Whether the original gets the settings that we chose for LibTorch.</summary>
    public required bool SameSettings { get; init; }
}
