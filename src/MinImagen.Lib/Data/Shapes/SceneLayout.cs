using System.Numerics;

namespace MinImagen.Lib.Data.Shapes;

/// <summary>
/// Where the objects of a scene lie: everywhere that leaves no doubt. Two objects never touch; along the axis of their
/// relation there is a gap between them, and across it they are nearly level. Lengths are fractions of the picture's side.
/// </summary>
public static class SceneLayout
{
    /// <summary>The least distance of an object from the edges.</summary>
    public const double Margin = 0.03;

    /// <summary>The least gap between two objects: two pixels of 32.</summary>
    public const double MinGap = 0.06;

    /// <summary>How far two objects may be apart across their relation, for each unit along it, centre to centre.</summary>
    public const double MaxSlant = 0.25;

    private const double MaxGap = 0.2;
    private const double PairSway = 0.1;
    private const double SingleSway = 0.15;
    private const double ColorSway = 0.02;
    private const double PaperSway = 0.015;

    /// <summary>The sides that an object of a size can have; the ranges are far apart.</summary>
    public static (double Min, double Max) SideOf(ShapeSize size) => size == ShapeSize.Big ? (0.40, 0.44) : (0.24, 0.28);

    internal static PlacedScene Place(Scene scene, SplitMix64 random)
    {
        var objects = scene.Second is null ? PlaceOne(scene.First, random) : PlaceTwo(scene, random);
        var paper = Palette.Paper + new Vector3((float)random.NextBetween(-PaperSway, PaperSway));
        return new PlacedScene(scene, objects, paper);
    }

    /// <summary>Somewhere in the picture, whatever else is there.</summary>
    internal static PlacedObject PlaceAnywhere(SceneObject thing, SplitMix64 random)
    {
        var placed = Size(thing, random);
        var (x, y) = (0.5 - Margin - (placed.Width / 2), 0.5 - Margin - (placed.Height / 2));
        return placed with { X = 0.5 + random.NextBetween(-x, x), Y = 0.5 + random.NextBetween(-y, y) };
    }

    /// <summary>Whether the bounding boxes have the least gap between them.</summary>
    internal static bool IsApart(PlacedObject one, PlacedObject other) =>
        Math.Abs(one.X - other.X) >= ((one.Width + other.Width) / 2) + MinGap
        || Math.Abs(one.Y - other.Y) >= ((one.Height + other.Height) / 2) + MinGap;

    private static PlacedObject[] PlaceOne(SceneObject thing, SplitMix64 random)
    {
        var placed = Size(thing, random);
        return [placed with { X = 0.5 + random.NextBetween(-SingleSway, SingleSway), Y = 0.5 + random.NextBetween(-SingleSway, SingleSway) }];
    }

    private static PlacedObject[] PlaceTwo(Scene scene, SplitMix64 random)
    {
        var (first, second) = (Size(scene.First, random), Size(scene.Second!.Value, random));
        var upright = scene.Relation is Relation.Above or Relation.Below;
        var swapped = scene.Relation is Relation.Below or Relation.RightOf;

        // along the axis, from the edge: margin, one length, gap, the other length, margin
        var (near, far) = swapped ? (second, first) : (first, second);
        var (nearLength, farLength) = upright ? (near.Height, far.Height) : (near.Width, far.Width);
        var room = 1 - (2 * Margin) - nearLength - farLength;
        var gap = random.NextBetween(MinGap, Math.Min(room, MaxGap));
        var start = random.NextBetween(Margin, Margin + room - gap);
        var (nearAt, farAt) = (start + (nearLength / 2), start + nearLength + gap + (farLength / 2));

        // across it, from the middle
        var sway = random.NextBetween(-PairSway, PairSway);
        var slant = random.NextBetween(-MaxSlant, MaxSlant) * (farAt - nearAt);
        var (nearAcross, farAcross) = (Across(near, sway - (slant / 2), upright), Across(far, sway + (slant / 2), upright));

        near = upright ? near with { X = nearAcross, Y = nearAt } : near with { X = nearAt, Y = nearAcross };
        far = upright ? far with { X = farAcross, Y = farAt } : far with { X = farAt, Y = farAcross };
        return swapped ? [far, near] : [near, far];
    }

    /// <summary>A place across the axis, moved back where the object would leave the picture.</summary>
    private static double Across(PlacedObject thing, double fromMiddle, bool upright)
    {
        var most = 0.5 - Margin - ((upright ? thing.Width : thing.Height) / 2);
        return 0.5 + Math.Clamp(fromMiddle, -most, most);
    }

    private static PlacedObject Size(SceneObject thing, SplitMix64 random)
    {
        var (min, max) = SideOf(thing.Size);
        return new PlacedObject(thing, 0, 0, random.NextBetween(min, max), Sway(Palette.ValueOf(thing.Color), random));
    }

    private static Vector3 Sway(Vector3 color, SplitMix64 random) => new(
        color.X + (float)random.NextBetween(-ColorSway, ColorSway),
        color.Y + (float)random.NextBetween(-ColorSway, ColorSway),
        color.Z + (float)random.NextBetween(-ColorSway, ColorSway));
}
