namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Resizes the spatial dimensions of (b, c, …) to a size or by factors, one number a dimension. A factor is
            /// also what positions are computed with, unless it is recomputed from the size that it led to.
            /// </summary>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                ArgumentNullException.ThrowIfNull(x);
                var dimensions = (int)x.ndim - 2;
                ThrowIfNotInterpolable(dimensions, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias);

                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    size = [.. x.shape.Skip(2).Zip(scale_factor, (side, factor) => (long)Math.Floor(side * factor))];
                    scale_factor = null;
                }

                var resize = (mode, dimensions, antialias) switch
                {
                    (InterpolationMode.Nearest, 1, false) => Op.upsample_nearest1d,
                    (InterpolationMode.Nearest, 2, false) => Op.upsample_nearest2d,
                    (InterpolationMode.Nearest, 3, false) => Op.upsample_nearest3d,
                    (InterpolationMode.NearestExact, 1, false) => Op.upsample_nearest_exact1d,
                    (InterpolationMode.NearestExact, 2, false) => Op.upsample_nearest_exact2d,
                    (InterpolationMode.NearestExact, 3, false) => Op.upsample_nearest_exact3d,
                    (InterpolationMode.Area, 1, false) => Op.adaptive_avg_pool1d,
                    (InterpolationMode.Area, 2, false) => Op.adaptive_avg_pool2d,
                    (InterpolationMode.Area, 3, false) => Op.adaptive_avg_pool3d,
                    (InterpolationMode.Linear, 1, false) => Op.upsample_linear1d,
                    (InterpolationMode.Bilinear, 2, false) => Op.upsample_bilinear2d,
                    (InterpolationMode.Bilinear, 2, true) => Op.upsample_bilinear2d_aa,
                    (InterpolationMode.Bicubic, 2, false) => Op.upsample_bicubic2d,
                    (InterpolationMode.Bicubic, 2, true) => Op.upsample_bicubic2d_aa,
                    (InterpolationMode.Trilinear, 3, false) => Op.upsample_trilinear3d,
                    _ => throw new ArgumentException($"{mode} interpolation (antialias: {antialias}) does not apply to an input of {x.ndim} dimensions.", nameof(mode)),
                };

                return mode switch
                {
                    InterpolationMode.Area => resize.Call(x, size),
                    InterpolationMode.Nearest or InterpolationMode.NearestExact => resize.Call(x, size, scale_factor),
                    _ => resize.Call(x, size, align_corners ?? false, scale_factor),
                };
            }

            private static void ThrowIfNotInterpolable(
                int dimensions, long[]? size, double[]? factors, InterpolationMode mode, bool? alignCorners, bool recompute, bool antialias)
            {
                if (size is null == factors is null)
                    throw new ArgumentException("Interpolation takes either a size or scale factors.");
                if ((size?.Length ?? factors!.Length) != dimensions)
                    throw new ArgumentException($"An input of {dimensions} spatial dimensions takes as many sizes or factors, got {size?.Length ?? factors!.Length}.");
                if (recompute && factors is null)
                    throw new ArgumentException("recompute_scale_factor is not meaningful with an explicit size.");
                if (alignCorners is not null && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                    throw new ArgumentException($"align_corners does not apply to {mode} interpolation.");
                if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                    throw new ArgumentException("Antialiasing applies to bilinear and bicubic interpolation only.");
            }
        }
    }
}
