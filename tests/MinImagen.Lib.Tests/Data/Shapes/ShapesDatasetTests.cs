using System.Numerics;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;

namespace MinImagen.Lib.Tests.Data.Shapes;

public sealed class ShapesDatasetTests
{
    private static readonly ShapesDataset Train = new(new ShapesOptions { Seed = 3 });
    private static readonly ShapesDataset HeldOut = new(new ShapesOptions { Seed = 3, Split = DataSplit.Validation });

    [Fact]
    public void TrainingNeverShowsAHeldOutCombination()
    {
        var heldOut = Scene.All.Where(HeldOutScenes.Contains).SelectMany(scene => new[] { scene.Caption, scene.Reversed.Caption }).ToHashSet();
        var unknown = HeldOutScenes.Objects.Select(thing => thing.Caption).ToArray();

        for (var i = 0; i < 100_000; i++)
        {
            var caption = Train.GetCaption(i);
            Assert.DoesNotContain(caption, heldOut);
            Assert.DoesNotContain(unknown, caption.Contains);
        }
    }

    [Fact]
    public void TheHeldOutPartShowsNothingElse() =>
        Assert.All(Enumerable.Range(0, 10_000), i => Assert.True(HeldOutScenes.Contains(HeldOut.GetScene(i))));

    [Fact]
    public void EveryWordAppearsInTraining()
    {
        var words = Enumerable.Range(0, 2000).SelectMany(i => Train.GetCaption(i).Split(' ')).Distinct();

        Assert.Equal(SceneGrammar.Words.Order(), words.Order());
    }

    [Fact]
    public void BothWordingsOfASceneAreShown()
    {
        var scenes = Enumerable.Range(0, 3000).Select(Train.GetScene).Where(scene => scene.Second is not null).ToList();

        Assert.Equal(2000, scenes.Count, 80.0);
        Assert.All(Enum.GetValues<Relation>(), relation => Assert.Equal(0.25, scenes.Average(scene => scene.Relation == relation ? 1.0 : 0), 0.04));
    }

    /// <summary>A checkpoint remembers a position only, so the scenes may never change between versions.</summary>
    [Fact]
    public void TheCaptionsAreTheSameForEver() => Assert.Equal(
        "a small black circle; a small yellow star left of a small purple heart; a small blue square left of a big purple cross; "
        + "a small green triangle left of a big pink circle; a big orange star above a big pink circle",
        string.Join("; ", Enumerable.Range(0, 5).Select(Train.GetCaption)));

    [Fact]
    public void APictureDependsOnSeedAndIndexAlone()
    {
        using var first = Train.GetImage(5);
        using var again = new ShapesDataset(new ShapesOptions { Seed = 3 }).GetImage(5);
        using var other = new ShapesDataset(new ShapesOptions { Seed = 4 }).GetImage(5);

        Assert.Equal([3, 64, 64], first.shape);
        Assert.True(first.Equals(again));
        Assert.False(first.Equals(other));
    }

    [Fact]
    public void TheRelationIsTrueAndUnambiguous()
    {
        for (var i = 0; i < 5000; i++)
        {
            var placed = Train.GetPlacedScene(i);
            foreach (var thing in placed.Objects)
            {
                var (min, max) = SceneLayout.SideOf(thing.Object.Size);
                Assert.InRange(thing.Side, min, max);
                Assert.InRange(thing.X, SceneLayout.Margin + (thing.Width / 2) - 1e-9, 1 - SceneLayout.Margin - (thing.Width / 2) + 1e-9);
                Assert.InRange(thing.Y, SceneLayout.Margin + (thing.Height / 2) - 1e-9, 1 - SceneLayout.Margin - (thing.Height / 2) + 1e-9);
            }

            if (placed.Scene.Relation is { } relation)
            {
                var (first, second) = (placed.Objects[0], placed.Objects[1]);
                var (along, lengths, across) = relation switch
                {
                    Relation.Above => (second.Y - first.Y, first.Height + second.Height, second.X - first.X),
                    Relation.Below => (first.Y - second.Y, first.Height + second.Height, second.X - first.X),
                    Relation.LeftOf => (second.X - first.X, first.Width + second.Width, second.Y - first.Y),
                    _ => (first.X - second.X, first.Width + second.Width, second.Y - first.Y),
                };
                Assert.True(along - (lengths / 2) >= SceneLayout.MinGap - 1e-9);
                Assert.True(Math.Abs(across) <= (SceneLayout.MaxSlant * along) + 1e-9);
            }
        }
    }

    /// <summary>Colours that a tired reader keeps apart: 100 is black to white, and 2 is just visible (CIE 1976).</summary>
    [Fact]
    public void ColorsAreFarApart()
    {
        var colors = Enum.GetValues<ShapeColor>().Select(Palette.ValueOf).Append(Palette.Paper).Select(Lab).ToList();

        var nearest = from a in colors from b in colors where a != b select Vector3.Distance(a, b);
        Assert.True(nearest.Min() > 40, $"two colours differ by {nearest.Min():F1} only");
    }

    [Theory]
    [InlineData(0, 10, 0.5)]
    [InlineData(8, 0, 0.5)]
    [InlineData(8, 10, 1.5)]
    [InlineData(8, 10, double.NaN)]
    public void OptionsOutsideTheirRangeAreRefused(int side, int count, double share) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new ShapesDataset(new ShapesOptions { Side = side, Count = count, OneObjectShare = share }));

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void AnIndexOutsideIsRefused(int index) => Assert.Throws<ArgumentOutOfRangeException>(() => Train.GetCaption(index));

    private static Vector3 Lab(Vector3 srgb)
    {
        var (r, g, b) = (Linear(srgb.X), Linear(srgb.Y), Linear(srgb.Z));
        var x = F(((0.4124 * r) + (0.3576 * g) + (0.1805 * b)) / 0.9505);
        var y = F((0.2126 * r) + (0.7152 * g) + (0.0722 * b));
        var z = F(((0.0193 * r) + (0.1192 * g) + (0.9505 * b)) / 1.089);
        return new Vector3((float)((116 * y) - 16), (float)(500 * (x - y)), (float)(200 * (y - z)));

        static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : (7.787 * t) + (16 / 116.0);
    }
}
