using System.Numerics;

namespace MinImagen.Lib.Data.Shapes;

/// <summary>An object and where it lies. Lengths are fractions of the picture's side.</summary>
/// <param name="Object">What it is.</param>
/// <param name="X">The middle of its bounding box, from the left edge.</param>
/// <param name="Y">The middle of its bounding box, from the top edge.</param>
/// <param name="Side">The longer side of its bounding box.</param>
/// <param name="Color">Red, green and blue in [0, 1].</param>
public sealed record PlacedObject(SceneObject Object, double X, double Y, double Side, Vector3 Color)
{
    /// <summary>The width of its bounding box.</summary>
    public double Width => Side * Outline.Of(Object.Kind).Width;

    /// <summary>The height of its bounding box.</summary>
    public double Height => Side * Outline.Of(Object.Kind).Height;
}
