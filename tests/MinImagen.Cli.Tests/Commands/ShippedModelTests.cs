namespace MinImagen.Cli.Tests.Commands;

/// <summary>Packing, the front door and drawing with what ships, as processes, on a model that has learnt nothing (about 15 s).</summary>
public sealed class ShippedModelTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void APackedTrainingIsFoundAndDrawsWhatItIsAsked()
    {
        Directory.CreateSymbolicLink(In("text"), Path.Combine(CommandLine.Repository, "data", "text"));
        Directory.CreateSymbolicLink(In("emoji-sample"), Path.Combine(CommandLine.Repository, "data", "emoji-sample"));
        Run("train", "--data", "emoji-sample", "--out", In("training"), "--steps", "1", "--image-sizes", "8,16", "--dim", "8",
            "--dim-mults", "1", "--timesteps", "25", "--batch-size", "2", "--valid-num", "2");
        var none = CommandLine.RunWith(Data, "generate", "frog", "--out", In("none"));
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("say --from", none.Error);
        Assert.False(Directory.Exists(In("none")));

        var twice = CommandLine.RunWith(Data, "pack", In("training"), In("twice"), "--unet-from", $"1={In("training")}", "--unet-from", $"1={In("training")}");
        Assert.Equal((2, false), (twice.ExitCode, Directory.Exists(In("twice"))));
        Assert.Contains("two trainings for U-Net 1", twice.Error);

        var packed = Run("pack", In("training"), In("checkpoints/emoji"), "--json").Json();
        Assert.InRange(packed.GetProperty("weight_bytes").GetInt64(), 1, Directory.GetFiles(In("training/state_dicts")).Sum(file => new FileInfo(file).Length) * 0.7);
        Assert.Contains("frog\n", File.ReadAllText(In("checkpoints/emoji/captions.txt")));
        File.WriteAllText(In("checkpoints/emoji/sampling.json"), """{ "steps": 2, "guidance": 1 }""");

        var drawn = Run("generate", "frog", "a dragon with two heads", "--out", In("drawn"), "--json");
        Assert.Equal(["a dragon with two heads"], drawn.Json().GetProperty("remarks").EnumerateObject().Select(remark => remark.Name));
        Assert.Contains("\"a dragon with two heads\": It learnt", drawn.Error);
        Assert.Equal(2, Directory.GetFiles(In("drawn/generated_images")).Length);
        Assert.Equal(In("checkpoints/emoji"), File.ReadAllText(In("drawn/imagen_training_directory.txt")));
        Run("generate", "frog", "--from", "emoji", "--out", In("named"));

        var demo = Run("demo", "--out", In("demo"));
        Assert.Contains(In("demo/contact_sheet.png"), demo.Output);
        Assert.Equal(12, File.ReadAllLines(In("demo/captions.txt")).Length);

        var evaluated = Run("evaluate", In("checkpoints/emoji"), "--limit", "3", "--drawings", "2", "--out", In("sheets"), "--json").Json();
        Assert.Equal((109, 6), (evaluated.GetProperty("gallery").GetInt32(), evaluated.GetProperty("pictures").GetInt32()));
        Assert.InRange(evaluated.GetProperty("top1").GetDouble(), 0, evaluated.GetProperty("top5").GetDouble());
        Assert.True(File.Exists(In("sheets/held_out.png")));
        Assert.Contains("│ steps │ nearest is right", Run("evaluate", In("checkpoints/emoji"), "--limit", "2", "--drawings", "1", "--steps", "1", "2").Output);
    }

    private Dictionary<string, string?> Data => new() { ["MINIMAGEN_DATA"] = folder };

    private CommandLine Run(params string[] arguments)
    {
        var run = CommandLine.RunWith(Data, arguments);
        Assert.Equal((0, run.Error), (run.ExitCode, run.Error));
        return run;
    }

    private string In(string name) => Path.Combine(folder, name);
}
