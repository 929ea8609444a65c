using MinImagen.Lib.Data.Shapes;

namespace MinImagen.Lib.Tests.Data.Shapes;

public sealed class HeldOutScenesTests
{
    private static readonly Scene[] Pairs = [.. Scene.All.Where(scene => scene.Second is not null)];

    [Fact]
    public void SixteenObjectsAreHeldOut()
    {
        Assert.Equal(16, HeldOutScenes.Objects.Count);
        Assert.Equal(SceneObject.All, HeldOutScenes.Objects.Concat(HeldOutScenes.TrainObjects).OrderBy(SceneObject.All.ToList().IndexOf));
        Assert.All(Enum.GetValues<ShapeColor>(), color => Assert.Equal(2, HeldOutScenes.Objects.Count(thing => thing.Color == color)));
        Assert.All(Enum.GetValues<ShapeSize>(), size => Assert.Equal(8, HeldOutScenes.Objects.Count(thing => thing.Size == size)));
        Assert.All(Enum.GetValues<ShapeKind>(), kind => Assert.InRange(HeldOutScenes.Objects.Count(thing => thing.Kind == kind), 2, 3));
    }

    /// <summary>The numbers that the documentation of the class states, and that no later version may change.</summary>
    [Fact]
    public void TheHeldOutSetIsTheSameForEver()
    {
        Assert.Equal(
            "a big red square, a big orange triangle, a big yellow star, a big green heart, "
            + "a big blue cross, a big purple circle, a big pink square, a big black triangle, "
            + "a small red heart, a small orange cross, a small yellow circle, a small green square, "
            + "a small blue triangle, a small purple star, a small pink heart, a small black cross",
            string.Join(", ", HeldOutScenes.Objects));
        Assert.Equal(5632, Pairs.Count(scene => scene.Objects.Any(HeldOutScenes.Contains)) / 2);
        Assert.Equal(5632 + 2586, Pairs.Count(HeldOutScenes.Contains) / 2);
    }

    [Fact]
    public void BothWordingsAreOnTheSameSide() =>
        Assert.All(Pairs, scene => Assert.Equal(HeldOutScenes.Contains(scene), HeldOutScenes.Contains(scene.Reversed)));

    [Fact]
    public void EveryRelationAndEveryKindOfPairLosesAtLeastFifteenPercent()
    {
        foreach (var relation in Enum.GetValues<Relation>())
        {
            var known = Pairs.Where(scene => scene.Relation == relation && !scene.Objects.Any(HeldOutScenes.Contains)).ToList();
            Assert.InRange(known.Average(scene => HeldOutScenes.Contains(scene) ? 1.0 : 0), 0.15, 0.25);
        }
    }

    /// <summary>A model can only put together what it has met: each object beside every other word, in both places.</summary>
    [Fact]
    public void TrainingShowsEveryKnownObjectInEveryRelationFirstAndLast()
    {
        var train = Pairs.Where(scene => !HeldOutScenes.Contains(scene)).ToList();

        Assert.Equal(80 * 4, train.Select(scene => (scene.First, scene.Relation)).Distinct().Count());
        Assert.Equal(80 * 4, train.Select(scene => (scene.Second, scene.Relation)).Distinct().Count());
        Assert.Equal(8 * 6, HeldOutScenes.TrainObjects.Select(thing => (thing.Color, thing.Kind)).Distinct().Count());
        Assert.Equal(2 * 8, HeldOutScenes.TrainObjects.Select(thing => (thing.Size, thing.Color)).Distinct().Count());
        Assert.Equal(2 * 6, HeldOutScenes.TrainObjects.Select(thing => (thing.Size, thing.Kind)).Distinct().Count());
    }
}
