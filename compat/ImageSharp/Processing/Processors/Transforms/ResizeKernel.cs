namespace SixLabors.ImageSharp.Processing.Processors.Transforms;

/// <summary>Which pixels of a row make one pixel of the resized row, and how much each weighs; the weights add up to 1.</summary>
internal readonly record struct ResizeKernel(int Start, float[] Weights)
{
    /// <summary>One kernel for each pixel of a row of another length.</summary>
    internal static ResizeKernel[] Compute(int sourceLength, int length, IResampler sampler)
    {
        double ratio = (double)sourceLength / length;
        if (sampler == KnownResamplers.NearestNeighbor)
            return Enumerable.Range(0, length).Select(i => new ResizeKernel((int)(i * ratio), [1f])).ToArray();

        // Where the row shrinks, the function widens, so that every pixel counts.
        double scale = Math.Max(ratio, 1);
        double radius = Math.Ceiling(scale * sampler.Radius);
        var kernels = new ResizeKernel[length];
        for (int i = 0; i < length; i++)
        {
            double center = ((i + 0.5) * ratio) - 0.5;
            int start = (int)Math.Max(0, Math.Ceiling(center - radius));
            int end = (int)Math.Min(sourceLength - 1, Math.Floor(center + radius));
            float[] weights = Enumerable.Range(start, end - start + 1).Select(j => sampler.GetValue((float)((j - center) / scale))).ToArray();
            float sum = weights.Sum();
            kernels[i] = new ResizeKernel(start, weights.Select(weight => weight / sum).ToArray());
        }

        return kernels;
    }
}
