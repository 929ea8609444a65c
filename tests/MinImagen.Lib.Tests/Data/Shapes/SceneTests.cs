using MinImagen.Lib.Data.Shapes;

namespace MinImagen.Lib.Tests.Data.Shapes;

public sealed class SceneTests
{
    [Fact]
    public void ThereAreAsManyScenesAsTheWordsAllow()
    {
        var scenes = Scene.All.ToList();

        Assert.Equal(2 * 8 * 6, SceneObject.All.Distinct().Count());
        Assert.Equal(96 + (96 * 4 * 96), scenes.Count);
        Assert.Equal(scenes.Count, scenes.Select(scene => scene.Caption).Distinct().Count());
        Assert.Equal(96 + (96 * 2 * 96), scenes.Select(scene => scene.Canonical).Distinct().Count());
    }

    [Fact]
    public void EveryCaptionIsReadAsTheSceneThatItWasWrittenFor() =>
        Assert.All(Scene.All, scene => Assert.Equal(scene, Scene.Parse(scene.Caption)));

    [Fact]
    public void CaptionsReadAsEnglish()
    {
        var circle = new SceneObject(ShapeSize.Big, ShapeColor.Red, ShapeKind.Circle);
        var square = new SceneObject(ShapeSize.Small, ShapeColor.Blue, ShapeKind.Square);

        Assert.Equal("a big red circle", new Scene(circle).Caption);
        Assert.Equal("a big red circle above a small blue square", new Scene(circle, Relation.Above, square).Caption);
        Assert.Equal("a small blue square right of a big red circle", new Scene(circle, Relation.LeftOf, square).Reversed.Caption);
    }

    [Theory]
    [InlineData("a big red circle above a small blue square", "a small blue square below a big red circle")]
    [InlineData("a big red circle left of a small blue square", "a small blue square right of a big red circle")]
    public void AbovesAndBelowsAreTheSameScene(string said, string otherwise)
    {
        var (one, other) = (Scene.Parse(said)!, Scene.Parse(otherwise)!);

        Assert.NotEqual(one, other);
        Assert.Equal(one.Reversed, other);
        Assert.True(one.IsSameAs(other));
        Assert.Equal(said, other.Canonical.Caption);
        Assert.False(one.IsSameAs(new Scene(one.Second!.Value, one.Relation!.Value, one.First)));
    }

    [Fact]
    public void CaseAndSpacesDoNotMatter() =>
        Assert.Equal(Scene.Parse("a big red circle above a small blue square"), Scene.Parse("  A BIG  red circle Above a small blue square "));

    [Theory]
    [InlineData("")]
    [InlineData("a big red")]
    [InlineData("a red big circle")]
    [InlineData("the big red circle")]
    [InlineData("a big red circle.")]
    [InlineData("a big red circle above")]
    [InlineData("a big red circle a small blue square")]
    [InlineData("a big red circle left a small blue square")]
    [InlineData("a big red circle above a small blue square above a big red heart")]
    [InlineData("a 0 red circle")]
    [InlineData("a big red circle\tabove a small blue square")]
    public void AnythingElseIsNoCaption(string text)
    {
        Assert.Null(Scene.Parse(text));
        Assert.NotNull(SceneGrammar.Explain(text));
    }

    [Fact]
    public void WhatIsNotUnderstoodIsExplained()
    {
        Assert.Null(SceneGrammar.Explain("a big red circle"));
        Assert.Equal("This world has no word \"huge\" or \"dog\".", SceneGrammar.Explain("a huge red dog"));
        Assert.Equal("These are words of this world, but not in an order that it understands.", SceneGrammar.Explain("circle red"));
        Assert.All(SceneGrammar.Words.Skip(1), word => Assert.Contains(word, SceneGrammar.Description));
    }

    [Fact]
    public void TheWordsOfTheLanguageNeverChange() => Assert.Equal(
        "a big small red orange yellow green blue purple pink black circle square triangle star heart cross above below left of right",
        string.Join(' ', SceneGrammar.Words));
}
