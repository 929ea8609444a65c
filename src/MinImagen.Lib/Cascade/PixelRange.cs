using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

/// <summary>
/// The range of the pictures that go into and come out of a cascade. Diffusion works on [−1, 1], the range of noise.
/// </summary>
internal abstract record PixelRange
{
    /// <summary>[0, 1], normalized on the way in and back on the way out.</summary>
    public static PixelRange ZeroToOne { get; } = new Scaled();

    /// <summary>[−1, 1], as it is.</summary>
    public static PixelRange MinusOneToOne { get; } = new AsIs();

    /// <summary>The smallest and the largest value.</summary>
    public abstract (double Min, double Max) Limits { get; }

    /// <summary>To [−1, 1].</summary>
    public abstract Tensor Normalize(Tensor picture);

    /// <summary>From [−1, 1].</summary>
    public abstract Tensor Unnormalize(Tensor x);

    /// <summary>Clips to the range.</summary>
    public Tensor Clamp(Tensor picture) => picture.clamp(Limits.Min, Limits.Max);

    private sealed record Scaled : PixelRange
    {
        public override (double Min, double Max) Limits => (0, 1);

        // x = 2p − 1
        public override Tensor Normalize(Tensor picture) => picture * 2 - 1;

        // p = (x + 1) / 2
        public override Tensor Unnormalize(Tensor x) => (x + 1) * 0.5;
    }

    private sealed record AsIs : PixelRange
    {
        public override (double Min, double Max) Limits => (-1, 1);

        public override Tensor Normalize(Tensor picture) => picture.alias();

        public override Tensor Unnormalize(Tensor x) => x.alias();
    }
}
