using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Unets;

namespace MinImagen.Lib.Cascade;

/// <summary>How to sample.</summary>
public sealed record SampleOptions
{
    /// <summary>
    /// Guidance, one for all U-Nets or a list with one for each: 1 follows the caption, more follows it more closely with
    /// less variety, 0 ignores it.
    /// </summary>
    public OneOrEach<double> CondScale { get; init; } = 1;

    /// <summary>How much noise the low-resolution picture gets, from 0 to 1; the cascade's own option when null.</summary>
    public double? LowresSampleNoiseLevel { get; init; }

    /// <summary>
    /// Seeds the draws of this call and nothing else: the same seed gives the same pictures as seeding LibTorch's
    /// generator before it. That generator is drawn from when null.
    /// </summary>
    public long? Seed { get; init; }

    /// <summary>What keeps predictions in range; dynamic thresholding with the cascade's own percentile when null.</summary>
    public Thresholding? Thresholding { get; init; }

    /// <summary>The way from noise to picture, one for all U-Nets or a list with one for each.</summary>
    public OneOrEach<ISampler> Sampler { get; init; } = new DdpmSampler();

    /// <summary>The last U-Net to draw, counted from 1; all of the cascade when null.</summary>
    public int? StopAtUnetNumber { get; init; }

    /// <summary>What the U-Nets compute with. In bfloat16 pictures differ a little, and come sooner.</summary>
    public Precision Precision { get; init; } = Precision.Float32;
}
