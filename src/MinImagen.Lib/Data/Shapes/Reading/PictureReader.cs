using System.Numerics;

namespace MinImagen.Lib.Data.Shapes.Reading;

/// <summary>Reads one picture of 32 or 64 pixels a side, step by step; every limit that it judges by stands here.</summary>
internal static class PictureReader
{
    // Shares are of the picture's pixels. A blob below the first is a speck; the least object has three times as many.
    private const float InkThreshold = 0.5f;
    private const double SpeckShare = 0.006;
    private const double MaxSpecksShare = 0.004;

    // Ink that belongs to no object, and is stronger than noise: a third object that is nearly gone.
    private const float LooseInk = 0.13f;
    private const double MaxLooseShare = 0.01;

    // The first is a distance in red, green and blue: half of that between the two nearest colours is 0.17.
    private const double ColorTolerance = 0.15;
    private const double MaxOtherColor = 0.08;
    private const double MinStrength = 0.8;
    private const double MaxStrength = 1.2;

    // Across the axis of a relation for each unit along it; true pictures have at most half as much.
    private const double MaxSlant = 0.5;

    // Among fewer pixels a melted shape is nearer to a true one; blurred and noisy true ones stay below 0.006 at both sides.
    private const double MaxMisfit32 = 0.025;
    private const double MaxMisfit64 = 0.03;

    // What an edge may be blurred by, in pixels, from what the reader itself does to sharp pictures up to twice the worn ones.
    private static readonly double[] Softnesses32 = [0.5, 0.7, 0.95, 1.25];
    private static readonly double[] Softnesses64 = [0.7, 1, 1.4, 2];

    // Of the picture's side; true ones are 0.24 to 0.28, and 0.40 to 0.44.
    private static readonly (double Min, double Max) SmallSide = (0.19, 0.325);
    private static readonly (double Min, double Max) BigSide = (0.355, 0.52);

    /// <summary>How much a picture is blurred before it is read, in pixels, so that it loses some of its noise.</summary>
    public static double SmoothingOf(int side) => side > 32 ? 0.7 : 0.5;

    /// <summary>Reads a picture.</summary>
    /// <param name="side">Pixels a side, 32 or 64.</param>
    /// <param name="pixels">The pixels, row by row from the top, in [0, 1].</param>
    public static SceneReading Read(int side, Vector3[] pixels)
    {
        // Every limit below would let through what is not comparable.
        if (pixels.Any(pixel => !float.IsFinite(pixel.X + pixel.Y + pixel.Z)))
        {
            return None("pixels that are no numbers");
        }

        if (SeenPicture.Look(side, pixels) is not { } picture)
        {
            return None("the ground is not light and even");
        }

        var colors = new InkColors(picture.Ground);
        var blobs = Blobs.Find(side, [.. picture.Ink.Select(ink => colors.Amount(ink) > InkThreshold)], rim: side / 16);
        var things = blobs.Where(blob => blob.Core.Count >= SpeckShare * side * side).ToList();
        if (things.Count is not (1 or 2))
        {
            return None(things.Count == 0 ? "no object" : $"{things.Count} objects");
        }

        if (blobs.Except(things).Sum(blob => blob.Core.Count) > MaxSpecksShare * side * side || LooseShare(picture, things) > MaxLooseShare)
        {
            return None("something else is on the paper");
        }

        List<PlacedObject> objects = [];
        foreach (var thing in things)
        {
            if (ReadObject(picture, colors, thing, out var refusal) is not { } placed)
            {
                return new SceneReading(null, objects, refusal);
            }

            objects.Add(placed);
        }

        return objects.Count == 1 ? new SceneReading(new Scene(objects[0].Object), objects, null) : Relate(objects);
    }

    private static PlacedObject? ReadObject(SeenPicture picture, InkColors colors, Blob thing, out string refusal)
    {
        var color = colors.Explain(picture, thing.Core);
        if (colors.Unexplained(picture, thing.Core, color, ColorTolerance) > MaxOtherColor)
        {
            refusal = "an object of no single colour";
            return null;
        }

        var full = colors.InkOf(color);
        var side = picture.Side;
        var matcher = new ShapeMatcher(
            side,
            thing.Region,
            index => Vector3.Dot(picture.Ink[index], full) / full.LengthSquared(),
            picture.Noise / full.LengthSquared(),
            side > 32 ? Softnesses64 : Softnesses32);
        var fit = matcher.Match();
        var size = SizeOf(fit.Side / side);
        refusal = fit.Misfit > (side > 32 ? MaxMisfit64 : MaxMisfit32) ? "an object of no known shape"
            : fit.Strength is < MinStrength or > MaxStrength ? "an object too pale or too strong"
            : size is null ? "an object neither big nor small"
            : "";
        return refusal.Length > 0 ? null : new PlacedObject(
            new SceneObject(size!.Value, color, fit.Kind), fit.X / side, fit.Y / side, fit.Side / side, picture.Ground + ((float)fit.Strength * full));
    }

    private static ShapeSize? SizeOf(double side) =>
        side >= SmallSide.Min && side <= SmallSide.Max ? ShapeSize.Small
        : side >= BigSide.Min && side <= BigSide.Max ? ShapeSize.Big
        : null;

    /// <summary>Which of two objects is above or left of the other, if that is beyond doubt.</summary>
    private static SceneReading Relate(List<PlacedObject> objects)
    {
        var (dx, dy) = (Math.Abs(objects[0].X - objects[1].X), Math.Abs(objects[0].Y - objects[1].Y));
        var upright = dy > dx;
        PlacedObject[] ordered = [.. objects.OrderBy(thing => upright ? thing.Y : thing.X)];
        var (along, across) = upright ? (dy, dx) : (dx, dy);
        var lengths = upright ? objects.Sum(thing => thing.Height) : objects.Sum(thing => thing.Width);

        return across > MaxSlant * along || along < lengths / 2
            ? new SceneReading(null, ordered, "two objects that stand at a slant")
            : new SceneReading(new Scene(ordered[0].Object, upright ? Relation.Above : Relation.LeftOf, ordered[1].Object), ordered, null);
    }

    /// <summary>The share of the picture that is neither ground nor near an object.</summary>
    private static double LooseShare(SeenPicture picture, List<Blob> things)
    {
        var near = things.SelectMany(thing => thing.Region).ToHashSet();
        return Enumerable.Range(0, picture.Ink.Length).Count(index => picture.Ink[index].Length() > LooseInk && !near.Contains(index))
            / (double)picture.Ink.Length;
    }

    private static SceneReading None(string refusal) => new(null, [], refusal);
}
