using System.Numerics;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Data.Shapes.Reading;

/// <summary>A hundred pictures a case; `minimagen data shapes-reader` measures on thousands.</summary>
public sealed class CaptionReaderTests
{
    private const int Pictures = 100;

    public static TheoryData<int, PictureWear> Wears => AtBothSides<PictureWear>();

    public static TheoryData<int, CounterExampleKind> CounterExampleKinds => AtBothSides<CounterExampleKind>();

    [Theory]
    [MemberData(nameof(Wears))]
    public void ItReadsTruePictures(int side, PictureWear wear)
    {
        var scenes = new ShapesDataset(new ShapesOptions { Side = side, Seed = 21, Split = DataSplit.Validation });
        using var pictures = WornPictures.Wear(Stack(scenes.GetImage), wear, seed: 4);

        var readings = CaptionReader.Read(pictures);

        var wrong = readings.Select((reading, i) => (reading, Scene: scenes.GetScene(i)))
            .Where(pair => !SceneMatch.Of(pair.Scene, pair.reading).All || !pair.reading.Scene!.IsSameAs(pair.Scene))
            .Select(pair => $"{pair.Scene} read as {pair.reading.Scene?.Caption ?? pair.reading.Refusal}");
        Assert.True(wrong.Count() <= Pictures / 100, string.Join("; ", wrong));
    }

    [Theory]
    [MemberData(nameof(CounterExampleKinds))]
    public void ItRefusesPicturesOfNoScene(int side, CounterExampleKind kind)
    {
        var examples = new CounterExamples(side, seed: 5);
        using var pictures = Stack(i => examples.Draw(kind, i));

        var readings = CaptionReader.Read(pictures);

        var taken = readings.Where(reading => reading.Scene is not null).ToList();

        Assert.True(taken.Count <= 5 * Pictures / 100, $"{taken.Count} taken for scenes, such as {taken.FirstOrDefault()?.Scene}");
        Assert.All(readings, reading => Assert.NotEqual(reading.Scene is null, reading.Refusal is null));
    }

    [Fact]
    public void ItSaysWhereTheObjectsAre()
    {
        var scenes = new ShapesDataset(new ShapesOptions { Seed = 8 });
        for (var i = 0; i < 40; i++)
        {
            var truth = scenes.GetPlacedScene(i);
            using var picture = scenes.GetImage(i);

            var seen = CaptionReader.Read(picture)[0];

            var expected = truth.Scene == truth.Scene.Canonical ? truth.Objects : truth.Objects.Reverse();
            foreach (var (thing, found) in expected.Zip(seen.Objects))
            {
                Assert.Equal(thing.Object, found.Object);
                Assert.Equal(thing.X, found.X, 0.006);
                Assert.Equal(thing.Y, found.Y, 0.006);
                Assert.Equal(thing.Side, found.Side, 0.012);
                Assert.True(Vector3.Distance(thing.Color, found.Color) < 0.06f);
            }
        }
    }

    /// <summary>Colours a little off, as a model's are: every channel of all objects by the same 0.06.</summary>
    [Theory]
    [InlineData(0.06f)]
    [InlineData(-0.06f)]
    public void ItForgivesSlightlyWrongColors(float off)
    {
        var scenes = new ShapesDataset(new ShapesOptions { Seed = 31 });
        for (var i = 0; i < 40; i++)
        {
            var truth = scenes.GetPlacedScene(i);
            using var picture = ScenePicture.Draw(truth with { Objects = [.. truth.Objects.Select(thing => thing with { Color = thing.Color + new Vector3(off) })] }, 64).ToTensor();

            Assert.True(SceneMatch.Of(truth.Scene, CaptionReader.Read(picture)[0]).All, truth.Scene.Caption);
        }
    }

    [Fact]
    public void OtherSidesAreReadToo()
    {
        foreach (var side in new[] { 40, 96, 128 })
        {
            var scenes = new ShapesDataset(new ShapesOptions { Side = side, Seed = 2 });
            using var pictures = Stack(scenes.GetImage);

            var right = CaptionReader.Read(pictures).Where((reading, i) => SceneMatch.Of(scenes.GetScene(i), reading).All);

            Assert.InRange(right.Count(), 98, Pictures);
        }
    }

    [Fact]
    public void TwoObjectsAtASlantHaveNoRelation()
    {
        var (circle, square) = (Place("a small red circle", 0.3, 0.3), Place("a small blue square", 0.7, 0.66));
        using var picture = ScenePicture.Draw(new PlacedScene(new Scene(circle.Object), [circle, square], Palette.Paper), 64).ToTensor();

        var seen = CaptionReader.Read(picture)[0];

        Assert.Null(seen.Scene);
        Assert.Equal(2, seen.Objects.Count);
        Assert.Contains("slant", seen.Refusal);
    }

    [Theory]
    [InlineData(0.12)]
    [InlineData(0.335)]
    [InlineData(0.6)]
    public void WhatIsNeitherBigNorSmallIsRefused(double side)
    {
        var circle = Place("a big red circle", 0.5, 0.5) with { Side = side };
        using var picture = ScenePicture.Draw(new PlacedScene(new Scene(circle.Object), [circle], Palette.Paper), 64).ToTensor();

        Assert.Equal("an object neither big nor small", CaptionReader.Read(picture)[0].Refusal);
    }

    [Fact]
    public void ATurnedSquareIsNoSquare()
    {
        var place = Place("a big red square", 0.5, 0.5);
        var picture = new ScenePicture(64, Palette.Paper);
        picture.Lay(picture.Cover(new Outline([(0, -1), (1, 0), (0, 1), (-1, 0)]), place), place.Color);
        using var turned = picture.ToTensor();

        Assert.Equal("an object of no known shape", CaptionReader.Read(turned)[0].Refusal);
    }

    [Fact]
    public void DarkPaperAndBrokenNumbersAreRefused()
    {
        using var dark = zeros(3, 64, 64);
        using var broken = full(new long[] { 3, 64, 64 }, float.NaN);

        Assert.Null(CaptionReader.Read(dark)[0].Scene);
        Assert.Null(CaptionReader.Read(broken)[0].Scene);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void ATruePictureWithABrokenPixelIsRefused(float value)
    {
        using var picture = new ShapesDataset(new ShapesOptions()).GetImage(0);
        picture.view(-1).data<float>()[(64 * 32) + 32] = value;

        Assert.Equal("pixels that are no numbers", CaptionReader.Read(picture)[0].Refusal);
    }

    [Theory]
    [InlineData(3, 32, 33)]
    [InlineData(1, 32, 32)]
    public void OtherTensorsAreNoPictures(long channels, long height, long width)
    {
        using var tensor = zeros(channels, height, width);
        Assert.Throws<ArgumentException>(() => CaptionReader.Read(tensor));
    }

    [Fact]
    public void ReadingLeavesNoTensorBehind()
    {
        using var picture = new ShapesDataset(new ShapesOptions()).GetImage(0);

        Assert.Equal(0, LiveTensors.LeftBy(() => CaptionReader.Read(picture)));
    }

    private static TheoryData<int, T> AtBothSides<T>()
        where T : struct, Enum
    {
        TheoryData<int, T> cases = [];
        foreach (var value in Enum.GetValues<T>())
        {
            cases.Add(32, value);
            cases.Add(64, value);
        }

        return cases;
    }

    private static PlacedObject Place(string caption, double x, double y)
    {
        var thing = Scene.Parse(caption)!.First;
        return new PlacedObject(thing, x, y, SceneLayout.SideOf(thing.Size).Min, Palette.ValueOf(thing.Color));
    }

    private static Tensor Stack(Func<int, Tensor> draw)
    {
        using var scope = NewDisposeScope();
        return stack(Enumerable.Range(0, Pictures).Select(draw).ToArray()).MoveToOuterDisposeScope();
    }
}
