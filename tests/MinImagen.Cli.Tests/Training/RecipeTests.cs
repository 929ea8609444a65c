using System.CommandLine;
using System.Text.Json.Nodes;
using MinImagen.Cli.Training;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;

namespace MinImagen.Cli.Tests.Training;

public sealed class RecipeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Every short and every upper-case spelling of the original's parser, with the key that it says.</summary>
    [Theory]
    [InlineData("-n --NUM_WORKERS", "3", "num-workers")]
    [InlineData("-b --BATCH_SIZE", "3", "batch-size")]
    [InlineData("-mw --MAX_NUM_WORDS", "3", "max-num-words")]
    [InlineData("-s --IMG_SIDE_LEN", "64", "img-side-len")]
    [InlineData("-e --EPOCHS", "3", "epochs")]
    [InlineData("-t5 --T5_NAME", "t5_large", "t5-name")]
    [InlineData("-f --TRAIN_VALID_FRAC", "0.5", "train-valid-frac")]
    [InlineData("-t --TIMESTEPS", "25", "timesteps")]
    [InlineData("-lr --OPTIM_LR", "0.01", "optim-lr")]
    [InlineData("-ai --ACCUM_ITER", "3", "accum-iter")]
    [InlineData("-cn --CHCKPT_NUM", "3", "chckpt-num")]
    [InlineData("-vn --VALID_NUM", "3", "valid-num")]
    public void The_originals_spellings_say_the_same(string spellings, string value, string key)
    {
        foreach (var spelling in spellings.Split(' ').Append($"--{key}"))
        {
            var said = Said(spelling, value);
            Assert.Equal([key], said.Select(pair => pair.Key));
            Assert.Equal(value, said[key]!.ToString());
        }
    }

    [Fact]
    public void The_originals_folders_and_its_test_have_their_spellings_too()
    {
        var options = new TrainOptions();
        var command = new Command("train");
        options.AddTo(command);

        var parsed = command.Parse(["-p", "a", "-rd", "b", "-test"]);
        var upper = command.Parse(["--PARAMETERS", "a", "--RESTART_DIRECTORY", "b", "--TESTING"]);

        Assert.All([parsed, upper], said =>
        {
            Assert.Empty(said.Errors);
            Assert.Equal(("a", "b", true), (said.GetValue(options.Parameters), said.GetValue(options.RestartDirectory), said.GetValue(options.Testing)));
        });
    }

    /// <summary>Whatever can be said in one way can be said in the other.</summary>
    [Fact]
    public void Every_option_is_a_key_and_every_key_an_option()
    {
        var options = new TrainOptions();
        var command = new Command("train");
        options.AddTo(command);
        string[] foldersAndFiles = ["config", "parameters", "resume", "testing", "out"];
        string[] onlyInFiles = ["unet-parameters", "imagen-parameters"];

        Assert.Equal(
            RecipeJson.Keys.Except(onlyInFiles).Order(StringComparer.Ordinal),
            command.Options.Select(option => option.Name.TrimStart('-')).Except(foldersAndFiles).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_command_line_wins_over_files_over_testing()
    {
        var recipe = RecipeJson.Merge(
        [
            ("--testing", LoadedRecipe.Testing),
            ("original", LoadedRecipe.FromParameters(Path.Combine(CommandLine.Repository, "tests/golden/original-parameters"))),
            ("file", JsonNode.Parse("""{ "batch-size": 5, "optim-lr": 0.5, "steps": 7, "timesteps": [30, 40] }""")!.AsObject()),
            ("the command line", Said("--optim-lr", "0.25", "--epochs", "9", "--img-side-len", "96")),
        ]);

        Assert.Equal((5, 0.25, null, 9), (recipe.BatchSize, recipe.OptimLr, recipe.Steps, recipe.Epochs));
        Assert.Equal((32, 0.5, 16), (recipe.MaxNumWords, recipe.TrainValidFrac, recipe.Limit));
        var imagen = recipe.DescribeImagen();
        Assert.Equal([48, 96], imagen.ImageSizes);
        Assert.Equal([30, 40], imagen.Timesteps);
        Assert.Equal(("t5_small", 0.15), (imagen.TextEncoderName, imagen.CondDropProb));
        Assert.Equal([UnetOptions.BaseTest, UnetOptions.SuperTest], recipe.DescribeUnets());
    }

    [Fact]
    public void A_recipe_spelled_out_and_read_again_is_the_same()
    {
        var recipe = RecipeJson.Merge([("x", Said("--objective", "x_start", "--schedule", "cosine", "--loss", "l2", "--min-snr", "5", "--unets", "1", "--guidance", "2,1.5", "--lr-schedule", "cosine", "--flip", "--precision", "bfloat16"))]);
        using var imagen = Imagen.Create(
            [new UnetOptions { Dim = 8, DimMults = [1], LayerAttns = false, LayerCrossAttns = false }, new UnetOptions { Dim = 8, DimMults = [1], LayerAttns = false, LayerCrossAttns = false }],
            recipe.DescribeImagen() with { TextEmbedDim = 16 });
        File.WriteAllText(In("recipe.json"), RecipeJson.Write(recipe.SpellOut(imagen)));

        var again = RecipeJson.Merge([("x", RecipeJson.Read(In("recipe.json")))]);

        Assert.Equal(imagen.Options, again.DescribeImagen());
        Assert.Equal(imagen.Unets.Select(unet => unet.Options), again.DescribeUnets());
        Assert.Equal((ObjectiveType.XStart, NoiseScheduleType.Cosine, 5.0), (imagen.Options.Objective, imagen.Options.NoiseSchedule, imagen.Options.MinSnrGamma));
        Assert.Equal([1], again.Unets!);
        Assert.Equal([2, 1.5], again.Guidance);
        Assert.Equal((LearningRateSchedule.Cosine, true, Precision.BFloat16), (again.LrSchedule, again.Flip, again.Precision));
    }

    [Theory]
    [InlineData("""{ "bach-size": 4 }""", "\"bach-size\" is no option of a training; did you mean \"batch-size\"?")]
    [InlineData("""{ "nothing-like-it-at-all": 4 }""", "there are data, num-workers, ")]
    [InlineData("""{ "batch-size": "four" }""", "\"batch-size\" must be a whole number, not \"four\"")]
    [InlineData("""{ "batch-size": null }""", "\"batch-size\" must be a whole number, not null")]
    [InlineData("""{ "data": null }""", "\"data\" must be text, not null")]
    [InlineData("""{ "loss": "l3" }""", "\"loss\" must be \"l1\" or \"l2\" or \"huber\", not \"l3\"")]
    [InlineData("""{ "precision": "b_float16" }""", "\"precision\" must be \"float32\" or \"bfloat16\", not \"b_float16\"")]
    [InlineData("""{ "timesteps": [25, "x"] }""", "\"timesteps\" must be a whole number, or a list of one a U-Net, not [")]
    [InlineData("""{ "unet-parameters": { "dim": 8 } }""", "\"unet-parameters\" must be a list of objects, one a U-Net")]
    [InlineData("""{ "steps": 1, "steps": 2 }""", "steps")]
    [InlineData("""[1]""", "one JSON object")]
    [InlineData("""{ "steps" """, "no JSON")]
    public void What_is_wrong_in_a_recipe_is_said_exactly(string json, string words)
    {
        File.WriteAllText(In("recipe.json"), json);

        var refused = Assert.Throws<InvalidDataException>(() => RecipeJson.Read(In("recipe.json")));

        Assert.Contains(words, refused.Message);
        Assert.Contains("recipe.json", refused.Message);
    }

    [Fact]
    public void A_recipe_may_have_comments_and_is_not_read_when_it_is_huge()
    {
        File.WriteAllText(In("recipe.json"), "{ // why\n \"steps\": 3, }");
        Assert.Equal(3, RecipeJson.Merge([("x", RecipeJson.Read(In("recipe.json")))]).Steps);

        File.WriteAllText(In("recipe.json"), new string(' ', 2 << 20));
        Assert.Contains("at most", Assert.Throws<InvalidDataException>(() => RecipeJson.Read(In("recipe.json"))).Message);
    }

    private static JsonObject Said(params string[] arguments)
    {
        var options = new TrainOptions();
        var command = new Command("train");
        options.AddTo(command);
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return options.Said(parsed);
    }

    private string In(string name) => Path.Combine(folder, name);
}
