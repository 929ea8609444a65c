using System.Diagnostics;
using System.Text.Json;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Cli.Tests.Commands;

/// <summary>The main job end to end, on a model that is as small as one can be.</summary>
public sealed class TrainAndGenerateTests : IDisposable
{
    private static readonly string[] s_tiny = ["--image-sizes", "8,16", "--dim", "8", "--dim-mults", "1", "--timesteps", "25", "--batch-size", "2"];

    private readonly string _folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public TrainAndGenerateTests()
    {
        Directory.CreateDirectory(In("data"));
        Rgb24[] colours = [new(255, 0, 0), new(0, 255, 0), new(0, 0, 255)];
        foreach ((int number, Rgb24 colour) in colours.Index())
        {
            using Image<Rgb24> picture = Image.LoadPixelData<Rgb24>(Enumerable.Repeat(colour, 256).ToArray(), 16, 16);
            picture.SaveAsPng(In($"data/{number}.png"));
        }
        File.WriteAllLines(In("data/captions.tsv"), ["0.png\tred\ttrain", "1.png\tgreen\ttrain", "2.png\tblue\tvalidation", "3.png\tmissing\ttrain"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void From_pictures_to_a_model_to_pictures()
    {
        CommandLine trained = CommandLine.Run(["train", "--data", In("data"), "--out", In("training"), "--steps", "3", "--precision", "bfloat16", "--json", .. s_tiny]);

        Assert.Equal((0, trained.Error), (trained.ExitCode, trained.Error));
        JsonElement report = trained.Json();
        Assert.Contains("--PRECISION=bfloat16", File.ReadAllText(Assert.Single(Directory.GetFiles(In("training/parameters"), "training_*.txt"))));
        Assert.Equal(3, report.GetProperty("steps").GetInt32());
        Assert.Equal("3.png", report.GetProperty("skipped")[0].GetProperty("name").GetString());
        Assert.True(report.GetProperty("best_losses").GetProperty("2").GetDouble() > 0);
        Assert.Contains("3.png: no such file", trained.Error);
        Assert.Equal(2, Directory.GetFiles(In("training/state_dicts")).Length);

        File.WriteAllLines(In("more.txt"), ["green", "", "a blue thing"]);
        string[] generate = ["generate", "red", In("more.txt"), "--from", In("training"), "--count", "2", "--seed", "5", "--guidance", "2,1.5", "--sampler", "dpmpp,ddim", "--steps", "3,2"];
        CommandLine generated = CommandLine.Run([.. generate, "--out", In("first"), "--json"]);

        Assert.Equal((0, generated.Error), (generated.ExitCode, generated.Error));
        Assert.Equal((6, 16), (generated.Json().GetProperty("pictures").GetInt32(), generated.Json().GetProperty("side").GetInt32()));
        Assert.Equal(["red", "red", "green", "green", "a blue thing", "a blue thing"], File.ReadAllLines(In("first/captions.txt")));
        Assert.Equal(In("training"), File.ReadAllText(In("first/imagen_training_directory.txt")));
        Assert.True(File.Exists(In("first/contact_sheet.png")));
        Assert.Equal((16, 16), (Image.Identify(In("first/generated_images/image_5.png")).Width, Image.Identify(In("first/generated_images/image_5.png")).Height));

        // a seed says everything; the two pictures of one caption differ
        CommandLine again = CommandLine.Run([.. generate, "--out", In("second")]);
        Assert.Equal(0, again.ExitCode);
        for (int i = 0; i < 6; i++)
            Assert.Equal(File.ReadAllBytes(In($"first/generated_images/image_{i}.png")), File.ReadAllBytes(In($"second/generated_images/image_{i}.png")));
        Assert.NotEqual(File.ReadAllBytes(In("first/generated_images/image_0.png")), File.ReadAllBytes(In("first/generated_images/image_1.png")));

        // in bfloat16 almost the same picture
        CommandLine faster = CommandLine.Run([.. generate, "--out", In("faster"), "--precision", "bfloat16"]);
        Assert.Equal((0, faster.Error), (faster.ExitCode, faster.Error));
        Assert.NotEqual(File.ReadAllBytes(In("first/contact_sheet.png")), File.ReadAllBytes(In("faster/contact_sheet.png")));

        CommandLine tooMany = CommandLine.Run(["generate", "red", "--from", In("training"), "--out", In("third"), "--sampler", "ddim", "--steps", "3,26"]);
        Assert.Equal(2, tooMany.ExitCode);
        Assert.Contains("the model was trained on a chain of 25", tooMany.Error);
        Assert.False(Directory.Exists(In("third")));

        CommandLine mixed = CommandLine.Run([.. generate, "--out", In("first")]);
        Assert.Equal(1, mixed.ExitCode);
        Assert.Contains("not empty", mixed.Error);
    }

    [Fact]
    public async Task Ctrl_C_writes_a_checkpoint_and_says_130()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "minimagen.dll"), "train", "--data", In("data"), "--out", In("training"), "--steps", "1000000", "--checkpoint-every", "3", .. s_tiny])
        {
            WorkingDirectory = CommandLine.Repository,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string checkpoint = In("training/tmp/checkpoint_000001.safetensors");
        Stopwatch watch = Stopwatch.StartNew();
        while (!File.Exists(checkpoint) && !process.HasExited && watch.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(50);
        Signal.Interrupt(process);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((130, "minimagen: interrupted"), (process.ExitCode, (await error).TrimEnd().Split('\n')[^1]));
        Assert.NotEmpty(Directory.GetFiles(In("training/tmp")));
        Assert.Contains("interrupted at step", File.ReadAllText(In("training/training_progress.txt")));
    }

    [Theory]
    [InlineData(2, "--resume goes on in its own directory", "train", "--resume", "FOLDER", "--out", "FOLDER/x")]
    [InlineData(1, "recipe.json", "train", "--resume", "FOLDER/data")]
    [InlineData(2, "whole numbers", "train", "--data", "data/emoji-sample", "--image-sizes", "16;32")]
    [InlineData(2, "BatchSize", "train", "--data", "data/emoji-sample", "--batch-size", "-1")]
    [InlineData(1, "multiple of 8", "train", "--data", "data/emoji-sample", "--dim", "12", "--out", "FOLDER/x")]
    [InlineData(1, "no data set", "train", "--data", "FOLDER/nothing")]
    [InlineData(2, "argument", "generate", "--from", "FOLDER")]
    [InlineData(2, "--count", "generate", "red", "--from", "FOLDER", "--count", "0")]
    [InlineData(2, "'many'", "generate", "red", "--from", "FOLDER", "--count", "many")]
    [InlineData(2, "'much'", "generate", "red", "--from", "FOLDER", "--percentile", "much")]
    [InlineData(2, "See: minimagen data show --help", "data", "show", "shapes", "--side", "0")]
    [InlineData(2, "no such file", "generate", "FOLDER/captions.txt", "--from", "FOLDER")]
    [InlineData(2, "'euler' is no sampler", "generate", "red", "--from", "FOLDER", "--sampler", "euler")]
    [InlineData(2, "2 samplers (ddim,ddpm) and 3 numbers of steps", "generate", "red", "--from", "FOLDER", "--sampler", "ddim,ddpm", "--steps", "1,2,3")]
    [InlineData(2, "'0' is not a whole number from 1", "generate", "red", "--from", "FOLDER", "--steps", "20,0")]
    [InlineData(2, "--steps", "generate", "red", "--from", "FOLDER", "--steps", "20", "--steps", "10")]
    [InlineData(2, "--percentile is of dynamic thresholding", "generate", "red", "--from", "FOLDER", "--thresholding", "static", "--percentile", "0.9")]
    [InlineData(2, "--lowres-noise-level must be between 0 and 1", "generate", "red", "--from", "FOLDER", "--lowres-noise-level", "2")]
    [InlineData(1, "parameters/", "generate", "red", "--from", "FOLDER/data")]
    public void What_is_wrong_is_said_in_one_line(int exitCode, string words, params string[] arguments)
    {
        CommandLine run = CommandLine.Run([.. arguments.Select(argument => argument.Replace("FOLDER", _folder))]);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
