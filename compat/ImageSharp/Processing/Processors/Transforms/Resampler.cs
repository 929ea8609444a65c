namespace SixLabors.ImageSharp.Processing.Processors.Transforms;

/// <summary>A weight function of a distance that is not negative.</summary>
internal sealed class Resampler(float radius, Func<float, float> weight) : IResampler
{
    public float Radius { get; } = radius;

    public float GetValue(float x) => Math.Abs(x) is var distance && distance <= Radius ? weight(distance) : 0;
}
