using System.Numerics;

namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>What ink of each colour of the <see cref="Palette"/> looks like on one ground.</summary>
internal sealed class InkColors
{
    // More than whole: a model may draw a colour somewhat too strongly.
    private const float MostInk = 1.15f;

    private readonly Vector3[] inks;

    /// <summary>The colours on a ground.</summary>
    public InkColors(Vector3 ground) => inks = [.. Enum.GetValues<ShapeColor>().Select(color => Palette.ValueOf(color) - ground)];

    /// <summary>The difference that a colour makes to the ground.</summary>
    public Vector3 InkOf(ShapeColor color) => inks[(int)color];

    /// <summary>How much of a pixel is ink, by the colour that explains it best: 0 for bare ground, 1 for a covered pixel.</summary>
    public float Amount(Vector3 ink)
    {
        var (best, amount) = (float.MaxValue, 0f);
        foreach (var full in inks)
        {
            var (misfit, a) = Explain(ink, full);
            if (misfit < best)
            {
                (best, amount) = (misfit, a);
            }
        }

        return amount;
    }

    /// <summary>The colour that explains the pixels best, each covered more or less.</summary>
    public ShapeColor Explain(SeenPicture picture, IReadOnlyList<int> pixels)
    {
        var costs = inks.Select(full => pixels.Sum(index => (double)Explain(picture.Ink[index], full).Misfit)).ToList();
        return (ShapeColor)costs.IndexOf(costs.Min());
    }

    /// <summary>The share of pixels that a colour does not explain, whatever they are covered.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="pixels">Which pixels.</param>
    /// <param name="color">The colour.</param>
    /// <param name="tolerance">The distance from the line between ground and colour that is forgiven.</param>
    public double Unexplained(SeenPicture picture, IReadOnlyList<int> pixels, ShapeColor color, double tolerance) =>
        pixels.Count(index => Explain(picture.Ink[index], InkOf(color)).Misfit > tolerance * tolerance) / (double)pixels.Count;

    private static (float Misfit, float Amount) Explain(Vector3 ink, Vector3 full)
    {
        // a = ⟨v, u⟩ / ⟨u, u⟩ minimizes |v − a u|²
        var amount = Math.Clamp(Vector3.Dot(ink, full) / full.LengthSquared(), 0, MostInk);
        return ((ink - (amount * full)).LengthSquared(), amount);
    }
}
