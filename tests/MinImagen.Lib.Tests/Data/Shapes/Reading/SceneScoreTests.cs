using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;

namespace MinImagen.Lib.Tests.Data.Shapes.Reading;

public sealed class SceneScoreTests
{
    /// <summary>Readings that are right, wrong in one attribute each, and refused: every count can be done by hand.</summary>
    [Fact]
    public void EveryAttributeIsCountedByItself()
    {
        SceneOutcome[] outcomes =
        [
            Outcome("a big red circle", "a big red circle"),
            Outcome("a big red circle", "a big blue circle"),
            Outcome("a big red circle", "a small red square"),
            Outcome("a big red circle", null),
            Outcome("a big red circle above a small blue square", "a small blue square below a big red circle"),
            Outcome("a big red circle above a small blue square", "a big red circle left of a small blue square"),
        ];

        var score = SceneScore.Of(outcomes);

        Assert.Equal(new Proportion(2, 6), score.All);
        Assert.Equal(new Proportion(4, 6), score.Color);
        Assert.Equal(new Proportion(4, 6), score.Kind);
        Assert.Equal(new Proportion(4, 6), score.Size);
        Assert.Equal(new Proportion(1, 2), score.Relation);
        Assert.Equal(new Proportion(1, 6), score.Refused);
        Assert.Null(SceneScore.Of(outcomes[..4]).Relation);
    }

    private static SceneOutcome Outcome(string asked, string? seen)
    {
        var scene = seen is null ? null : Scene.Parse(seen)!.Canonical;
        PlacedObject[] objects = [.. (scene?.Objects ?? []).Select(thing => new PlacedObject(thing, 0, 0, 0, default))];
        return new SceneOutcome(Scene.Parse(asked)!, new SceneReading(scene, objects, scene is null ? "nothing" : null));
    }
}
