using System.Globalization;

namespace MinImagen.Notebooks;

/// <summary>Which values are drawn as black and white, or as the two ends of a colour scale. What lies outside is drawn as the nearer end.</summary>
/// <param name="Min">Drawn as the lower end.</param>
/// <param name="Max">Drawn as the upper end, more than <paramref name="Min"/>.</param>
public readonly record struct ValueRange(double Min, double Max)
{
    /// <summary>[0, 1]: pictures as files and models hand them over.</summary>
    public static ValueRange ZeroToOne { get; } = new(0, 1);

    /// <summary>[−1, 1]: pictures as diffusion walks them.</summary>
    public static ValueRange MinusOneToOne { get; } = new(-1, 1);

    /// <summary>Such as <c>[-1, 1]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Min:G4}, {Max:G4}]");
}
