using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Lib.Tests.Data.Shapes.Reading;

public sealed class SceneMatchTests
{
    [Theory]
    [InlineData("a big red circle", "a big red circle", true, true, true, true)]
    [InlineData("a big red circle", "a small pink circle", false, true, false, true)]
    [InlineData("a big red circle", "a big red circle above a small blue square", false, false, false, false)]
    [InlineData("a big red circle above a small blue square", "a small blue square below a big red circle", true, true, true, true)]
    [InlineData("a big red circle above a small blue square", "a big red circle left of a small blue square", true, true, true, false)]
    [InlineData("a big red circle above a small blue square", "a big red circle below a small blue square", true, true, true, false)]
    [InlineData("a big red circle above a small blue square", "a big red heart above a small blue square", true, false, true, true)]
    [InlineData("a big red circle above a big red circle", "a big red circle above a big red circle", true, true, true, true)]
    [InlineData("a big red circle above a big red circle", "a big red circle right of a big red circle", true, true, true, false)]
    public void EachAttributeIsJudgedForItself(string asked, string seen, bool color, bool kind, bool size, bool relation)
    {
        var match = SceneMatch.Of(Scene.Parse(asked)!, Reading(Scene.Parse(seen)!));

        Assert.Equal(new SceneMatch(color, kind, size, relation), match);
        Assert.Equal(Scene.Parse(asked)!.IsSameAs(Scene.Parse(seen)!), match.All);
    }

    [Fact]
    public void WithoutASceneNothingIsAllRight() =>
        Assert.Equal(default, SceneMatch.Of(Scene.Parse("a big red circle")!, new SceneReading(null, [], "no object")));

    /// <summary>The objects were named, but stood where they have no relation.</summary>
    [Fact]
    public void ObjectsCountWithoutTheirRelation()
    {
        var asked = Scene.Parse("a big red circle above a small blue square")!;

        var match = SceneMatch.Of(asked, Reading(asked) with { Scene = null, Refusal = "two objects that stand at a slant" });

        Assert.Equal(new SceneMatch(true, true, true, false), match);
        Assert.False(match.All);
    }

    private static SceneReading Reading(Scene scene) =>
        new(scene.Canonical, [.. scene.Canonical.Objects.Select(thing => new PlacedObject(thing, 0, 0, 0, default))], null);
}
