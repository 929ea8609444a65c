using MinImagen.Lib.Generation;
using MinImagen.Lib.Tests.Training;

namespace MinImagen.Lib.Tests.Generation;

public sealed class TrainedModelTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("a big red circle above a small blue square", "shapes")]
    [InlineData("A  BIG red circle", "shapes")]
    [InlineData("a huge red circle", "shapes")]
    [InlineData("Red Apple", "emoji")]
    [InlineData("a red apple", "emoji")]
    [InlineData("cat", "emoji")]
    [InlineData("", "emoji")]
    [InlineData("dragon", "emoji")]
    public void ACaptionIsDrawnByWhoKnowsItElseByWhoKnowsMostOfItsWords(string caption, string name)
    {
        var models = new[] { Model("shapes", "shapes", null), Model("emoji", "emoji", "red apple\na cat face\n\nfrog\n") };
        Assert.Equal(name, TrainedModel.For(models, caption).Name);
    }

    [Fact]
    public void WhoDoesNotKnowACaptionSaysWhatItKnows()
    {
        using var encoder = new WordEncoder();
        var shapes = Model("shapes", "shapes", null).World;
        Assert.True(shapes.Knows("a big red circle"));
        Assert.Null(shapes.Explain("a big red circle", encoder));
        Assert.Contains("no word \"huge\". It draws circles", shapes.Explain("a huge red circle", encoder));

        var emoji = Model("emoji", "emoji", "red apple\nred heart\nfrog\n").World;
        Assert.Null(emoji.Explain("FROG", encoder));
        Assert.Matches("learnt 3 captions.*\"", emoji.Explain("red car", encoder));
        Assert.Contains("\"red apple\"", emoji.Explain("", encoder));

        var unknown = Model("mine", "a folder", null).World;
        Assert.False(unknown.IsKnown || unknown.Knows("frog"));
        Assert.Null(unknown.Explain("frog", encoder));
    }

    [Fact]
    public void TheSettingsAreThoseBesideTheModel()
    {
        Assert.Null(Model("one", "shapes", null).Settings);
        File.WriteAllText(Path.Combine(folder, "one", "sampling.json"), """{ "guidance": 2 }""");
        Assert.Equal(2, TrainedModel.Open(Path.Combine(folder, "one")).Settings!.Guidance[0]);
        Assert.Throws<DirectoryNotFoundException>(() => TrainedModel.Open(Path.Combine(folder, "nothing")));
    }

    private TrainedModel Model(string name, string data, string? captions)
    {
        var model = Path.Combine(folder, name);
        var parameters = Directory.CreateDirectory(Path.Combine(model, "parameters")).FullName;
        File.WriteAllText(Path.Combine(parameters, "imagen_params_1.json"), "{}");
        File.WriteAllText(Path.Combine(parameters, "unet_0_params_1.json"), "{}");
        File.WriteAllText(Path.Combine(parameters, "training_parameters_1.txt"), $"--DATA={data}\n");
        if (captions is not null)
        {
            File.WriteAllText(Path.Combine(model, "captions.txt"), captions);
        }

        return TrainedModel.Open(model);
    }
}
