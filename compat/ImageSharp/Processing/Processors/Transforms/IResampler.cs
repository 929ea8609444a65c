namespace SixLabors.ImageSharp.Processing.Processors.Transforms;

/// <summary>How much a pixel weighs at a distance, for resizing.</summary>
public interface IResampler
{
    /// <summary>Beyond this distance the weight is 0.</summary>
    float Radius { get; }

    float GetValue(float x);
}
