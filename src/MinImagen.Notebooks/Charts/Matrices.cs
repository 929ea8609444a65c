using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks.Charts;

/// <summary>From tensors to rows of numbers, and the scale of their colours.</summary>
internal static class Matrices
{
    internal const int MostRows = 256;
    internal const int MostColumns = 512;

    internal static double[][] Read(Tensor matrix, IReadOnlyList<string>? rows, IReadOnlyList<string>? columns)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.ndim is not (1 or 2) || matrix.numel() == 0)
            throw new ArgumentException($"A matrix has the shape (rows, columns), not {TensorSummary.ShapeOf(matrix)}: take a slice, or .flatten(1).", nameof(matrix));

        using var scope = torch.NewDisposeScope();
        var table = matrix.ndim == 1 ? matrix.unsqueeze(0) : matrix.alias();
        Check("row", rows, table.shape[0]);
        Check("column", columns, table.shape[1]);
        var taken = table.narrow(0, 0, Math.Min(table.shape[0], MostRows)).narrow(1, 0, Math.Min(table.shape[1], MostColumns));
        var values = taken.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
        return [.. values.Chunk((int)taken.shape[1])];
    }

    /// <summary>From the smallest to the largest value; as far on both sides of nought where some are negative.</summary>
    internal static (ValueRange Range, bool IsDiverging) Scale(IEnumerable<double> values, ValueRange? range)
    {
        if (range is { } given)
            return (given, given.Min < 0);
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (min, max) = (finite.Min(), finite.Max());
        if (min >= 0)
            return (new(min, max > min ? max : min + 1), false);
        var far = Math.Max(-min, Math.Abs(max));
        return (new(-far, far), true);
    }

    private static void Check(string what, IReadOnlyList<string>? labels, long count)
    {
        if (labels is not null && labels.Count != count)
            throw new ArgumentException($"There are {labels.Count} {what} labels for {count} {what}s.");
    }
}
