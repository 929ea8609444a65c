using MinImagen.Cli.Evaluation;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.Evaluation;

public sealed class ShapesResultTests
{
    [Fact]
    public void QuestionsAreHeldOutOrSeenAndOfBothNumbers()
    {
        var heldOut = ShapesQuestions.Draw(50, 0.3, DataSplit.Validation, seed: 4);
        Assert.Equal((50, 15), (heldOut.Count, heldOut.Count(scene => scene.Second is null)));
        Assert.All(heldOut, scene => Assert.True(HeldOutScenes.Contains(scene)));
        Assert.Equal(heldOut, ShapesQuestions.Draw(50, 0.3, DataSplit.Validation, seed: 4));
        Assert.NotEqual(heldOut, ShapesQuestions.Draw(50, 0.3, DataSplit.Validation, seed: 5));
        Assert.All(ShapesQuestions.Draw(50, 0.3, DataSplit.Train, seed: 4), scene => Assert.False(HeldOutScenes.Contains(scene)));
        Assert.All(ShapesQuestions.Draw(9, 0, DataSplit.Validation, seed: 4), scene => Assert.NotNull(scene.Second));
        Assert.All(ShapesQuestions.Draw(9, 1, DataSplit.Validation, seed: 4), scene => Assert.Null(scene.Second));
    }

    /// <summary>True pictures are the model that draws what it is told; blank ones that which draws nothing.</summary>
    [Fact]
    public void TruePicturesAreRightInEveryGroupAndBlankOnesAreRefused()
    {
        using var scope = NewDisposeScope();
        var data = new ShapesDataset(new ShapesOptions { Side = 32, Count = 60, Seed = 3, Split = DataSplit.Validation });
        var pictures = stack(Enumerable.Range(0, data.Count).Select(data.GetImage).ToArray());
        ShapesResult Result(Tensor drawn) => new(
            new SamplingSettings(), [.. CaptionReader.Read(drawn).Select((seen, i) => new SceneOutcome(data.GetScene(i), seen))], 1);

        var right = Result(pictures);
        Assert.Equal(
            ["one object", "two objects", "above", "below", "left of", "right of", "an object never shown", "only their meeting is new"],
            right.Groups.Select(group => group.Name));
        Assert.All(right.Groups, group => Assert.True(group.Score.All.Share > 0.9));
        var sizes = right.Groups.ToDictionary(group => group.Name, group => group.Pictures);
        Assert.Equal(60, sizes["one object"] + sizes["two objects"]);
        Assert.Equal(sizes["two objects"], sizes["above"] + sizes["below"] + sizes["left of"] + sizes["right of"]);
        Assert.Equal(sizes["two objects"], sizes["an object never shown"] + sizes["only their meeting is new"]);

        var blank = Result(ones_like(pictures));
        Assert.All(blank.Groups, group => Assert.Equal((0, 1), (group.Score.All.Hits, group.Score.Refused.Share)));
        Assert.Equal(60, blank.Refusals.Single().Pictures);
    }

    [Fact]
    public void ATableOfSettingsShowsWhatDiffers()
    {
        SamplingSettings[] settings =
            [new(), new() { Guidance = new[] { 3.0, 1.5 } }, new() { Percentile = 0.95 }, new() { Thresholding = ThresholdingKind.Static }];
        var columns = SettingColumn.Varied(settings);
        Assert.Equal(["guidance", "threshold"], columns.Select(column => column.Name));
        Assert.Equal(["3", "3,1.5", "3", "3"], settings.Select(columns[0].Of));
        Assert.Equal(["dynamic", "dynamic", "dynamic 0.95", "static"], settings.Select(columns[1].Of));
        Assert.Empty(SettingColumn.Varied([new(), new()]));
    }
}
