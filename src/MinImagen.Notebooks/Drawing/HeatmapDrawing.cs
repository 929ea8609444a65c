using static TorchSharp.torch;

namespace MinImagen.Notebooks.Drawing;

/// <summary>A matrix as coloured cells.</summary>
internal sealed record HeatmapDrawing
{
    internal IReadOnlyList<string>? Rows { get; init; }

    internal IReadOnlyList<string>? Columns { get; init; }

    internal bool? Values { get; init; }

    internal string? Title { get; init; }

    internal ValueRange? Range { get; init; }

    internal string NumberFormat { get; init; } = "0.00";

    internal Picture Draw(Tensor matrix) => throw new NotImplementedException();
}
