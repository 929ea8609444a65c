namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>A kind laid over a blob as well as it can be. Lengths are pixels.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="X">The middle of its bounding box, from the left edge of the picture.</param>
/// <param name="Y">The middle of its bounding box, from the top edge of the picture.</param>
/// <param name="Side">The longer side of its bounding box.</param>
/// <param name="Softness">The standard deviation of the blur that the edge has.</param>
/// <param name="Misfit">What is left unexplained, as a share of what the kind explains (squares); noise does not count.</param>
/// <param name="Strength">How much ink a covered pixel has: 1 for the palette's colour, less for a faded one.</param>
internal readonly record struct ShapeFit(ShapeKind Kind, double X, double Y, double Side, double Softness, double Misfit, double Strength)
{
    /// <summary>The width of its bounding box.</summary>
    public double Width => Side * Outline.Of(Kind).Width;

    /// <summary>The height of its bounding box.</summary>
    public double Height => Side * Outline.Of(Kind).Height;
}
