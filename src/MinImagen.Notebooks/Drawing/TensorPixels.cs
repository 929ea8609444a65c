using SixLabors.ImageSharp.PixelFormats;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks.Drawing;

/// <summary>From tensors to pixels in managed memory.</summary>
internal static class TensorPixels
{
    // A white that was computed is 1 or a hair beyond, as the processor rounds, and what scales it up scales that too: it is not outside.
    private const double Rounding = 1e-4;

    /// <summary>The pictures of a tensor, and what became of their values.</summary>
    /// <param name="tensor">Shape (h, w), (c, h, w) or (b, c, h, w) with one channel or three.</param>
    /// <param name="range">Drawn as black and white; [0, 1] or [−1, 1], as the values have it, when null.</param>
    /// <param name="most">Pictures beyond so many are left out.</param>
    internal static Pictures Read(Tensor tensor, ValueRange? range, int most = int.MaxValue)
    {
        using var guard = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var batch = AsBatch(tensor);
        Canvas.Check(Math.Min(batch.shape[0], most), batch.shape[3], batch.shape[2]);
        var taken = batch.narrow(0, 0, Math.Min(batch.shape[0], most)).detach().cpu().to(ScalarType.Float32);
        var (channels, height, width) = ((int)taken.shape[1], (int)taken.shape[2], (int)taken.shape[3]);
        var values = taken.contiguous().data<float>().ToArray();
        var drawn = range ?? RangeOf(values);
        var grids = values.Chunk(channels * height * width).Select(picture => Draw(picture, channels, height, width, drawn)).ToArray();
        var slack = Rounding * (drawn.Max - drawn.Min);
        var outside = values.LongCount(value => !(value >= drawn.Min - slack && value <= drawn.Max + slack));
        return new(grids, drawn, values.Length == 0 ? 0 : (double)outside / values.Length, (int)batch.shape[0]);
    }

    /// <summary>Values below nought are diffusion's; none, a picture's.</summary>
    private static ValueRange RangeOf(float[] values) => values.Any(value => value < 0) ? ValueRange.MinusOneToOne : ValueRange.ZeroToOne;

    private static Tensor AsBatch(Tensor tensor)
    {
        var batch = tensor.ndim switch
        {
            2 => tensor.unsqueeze(0).unsqueeze(0),
            3 => tensor.unsqueeze(0),
            4 => tensor.alias(),
            _ => null,
        };
        return batch is not null && batch.shape[1] is 1 or 3 && batch.numel() > 0
            ? batch
            : throw new ArgumentException(
                $"A tensor {TensorSummary.ShapeOf(tensor)} is no picture: show (h, w), (1, h, w), (3, h, w) or a batch (b, 3, h, w). For numbers there are ShowHeatmap and ShowHistogram.", nameof(tensor));
    }

    private static PixelGrid Draw(float[] values, int channels, int height, int width, ValueRange range)
    {
        var pixels = new Rgb24[height * width];
        var plane = height * width;
        for (var i = 0; i < plane; i++)
        {
            pixels[i] = channels == 1
                ? Grey(Level(values[i], range))
                : new Rgb24(Level(values[i], range), Level(values[plane + i], range), Level(values[(2 * plane) + i], range));
        }
        return new PixelGrid(width, height, pixels);
    }

    private static Rgb24 Grey(byte level) => new(level, level, level);

    private static byte Level(float value, ValueRange range)
    {
        // byte = round(255 · clamp((x − min) / (max − min), 0, 1)); what is no number is black.
        var share = (value - range.Min) / (range.Max - range.Min);
        return double.IsNaN(share) ? (byte)0 : (byte)Math.Round(255 * Math.Clamp(share, 0, 1));
    }

    /// <param name="Grids">The pictures that were taken.</param>
    /// <param name="Range">What is black and white.</param>
    /// <param name="Outside">The share of values outside of it, 0 … 1.</param>
    /// <param name="Total">How many pictures there were.</param>
    internal sealed record Pictures(IReadOnlyList<PixelGrid> Grids, ValueRange Range, double Outside, int Total)
    {
        /// <summary>Such as <c>drawn on [-1, 1], 4.2 % of the values outside</c>.</summary>
        internal string Describe() => $"drawn on {Range}{(Outside > 0 ? $", {TensorSummary.Number(100 * Outside)} % of the values outside" : "")}";
    }
}
