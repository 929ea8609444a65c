using System.Numerics;

namespace MinImagen.Lib.Data.Shapes;

/// <summary>The colours as numbers: red, green and blue (sRGB) in [0, 1].</summary>
public static class Palette
{
    /// <summary>The paper that the objects lie on: nearly white.</summary>
    public static Vector3 Paper { get; } = new(0.965f, 0.96f, 0.95f);

    /// <summary>The value of a colour, before the slight variation that a picture gives it.</summary>
    public static Vector3 ValueOf(ShapeColor color) => color switch
    {
        ShapeColor.Red => new(0.87f, 0.13f, 0.16f),
        ShapeColor.Orange => new(0.97f, 0.51f, 0.07f),
        ShapeColor.Yellow => new(0.97f, 0.84f, 0.14f),
        ShapeColor.Green => new(0.13f, 0.62f, 0.27f),
        ShapeColor.Blue => new(0.05f, 0.4f, 0.88f),
        ShapeColor.Purple => new(0.53f, 0.16f, 0.64f),
        ShapeColor.Pink => new(0.96f, 0.42f, 0.7f),
        ShapeColor.Black => new(0.1f, 0.1f, 0.12f),
        _ => throw new ArgumentOutOfRangeException(nameof(color), color, "There is no such colour."),
    };
}
