using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Text.T5;

/// <summary>
/// How far apart two tokens are, coarsely: each near distance has a bucket of its own, farther ones share buckets whose width
/// grows with their logarithm, and all beyond a limit share the last (Raffel et al. 2020, §2.1).
/// </summary>
public static class RelativePosition
{
    /// <summary>Buckets for an encoder, in which tokens look both ways: the first half for keys before the query, the second for keys after it.</summary>
    /// <param name="distance">Position of the key less position of the query, int64, any shape.</param>
    /// <param name="buckets">Number of buckets, even, at least 4.</param>
    /// <param name="maxDistance">The distance from which on all share the last bucket of their half.</param>
    /// <returns>0 ≤ bucket &lt; <paramref name="buckets"/>, int64, shape of <paramref name="distance"/>.</returns>
    public static Tensor Bucket(Tensor distance, int buckets = 32, int maxDistance = 128)
    {
        ArgumentNullException.ThrowIfNull(distance);
        Require.Type(distance, nameof(distance), ScalarType.Int64);
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 4);
        ArgumentOutOfRangeException.ThrowIfNotEqual(buckets % 2, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxDistance, buckets / 4);

        using var scope = NewDisposeScope();
        var half = buckets / 2;
        var near = half / 2;
        var away = distance.abs();

        // near + ⌊(half − near) · ln(|d| / near) / ln(max / near)⌋
        var grown = log(away.to(ScalarType.Float32) / near) / Math.Log((double)maxDistance / near) * (half - near);
        var far = (near + grown.to(ScalarType.Int64)).clamp_max(half - 1);

        var bucket = (distance > 0).to(ScalarType.Int64) * half + where(away < near, away, far);
        return bucket.MoveToOuterDisposeScope();
    }
}
