namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>Gaussian blur of a grid of numbers, whose edges go on outside.</summary>
internal static class Blur
{
    /// <summary>Blurs in place.</summary>
    /// <param name="values">The grid, row by row.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="deviation">The standard deviation in pixels; 0 changes nothing.</param>
    public static void Apply(float[] values, int width, int height, double deviation)
    {
        if (deviation <= 0)
        {
            return;
        }

        var kernel = Kernel(deviation);
        var line = new float[Math.Max(width, height)];
        for (var row = 0; row < height; row++)
        {
            Convolve(values, row * width, 1, width, kernel, line);
        }

        for (var column = 0; column < width; column++)
        {
            Convolve(values, column, width, height, kernel, line);
        }
    }

    /// <summary>The weights of the middle and of the pixels to one side of it.</summary>
    private static float[] Kernel(double deviation)
    {
        var reach = (int)Math.Ceiling(2.5 * deviation);

        // w(i) ∝ exp(−i² / 2σ²)
        var weights = Enumerable.Range(0, reach + 1).Select(i => Math.Exp(-i * i / (2 * deviation * deviation))).ToArray();
        var sum = weights[0] + (2 * weights.Skip(1).Sum());
        return [.. weights.Select(weight => (float)(weight / sum))];
    }

    private static void Convolve(float[] values, int start, int stride, int length, float[] kernel, float[] line)
    {
        for (var i = 0; i < length; i++)
        {
            line[i] = values[start + (i * stride)];
        }

        for (var i = 0; i < length; i++)
        {
            var sum = kernel[0] * line[i];
            for (var k = 1; k < kernel.Length; k++)
            {
                sum += kernel[k] * (line[Math.Max(i - k, 0)] + line[Math.Min(i + k, length - 1)]);
            }

            values[start + (i * stride)] = sum;
        }
    }
}
