using System.Diagnostics;
using System.Text.Json;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace MinImagen.Cli.Tests.Training;

/// <summary>A training that is killed twenty times becomes, bit for bit, the one that nobody touched. Takes about a minute and a half of processor time: twenty-two processes are started.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const int Steps = 70;

    /// <summary>Stages of writing, of checkpoints above all; the last number says which of such writes of a process it is.</summary>
    private static readonly string[] Faults =
    [
        "Created checkpoint_ 1", "Written checkpoint_ 1", "Flushed checkpoint_ 1", "Renamed checkpoint_ 1",
        "Written checkpoint_ 2", "Renamed checkpoint_ 2", "Written unet_0_state 1", "Renamed unet_1_state 1",
    ];

    private static readonly string[] Options =
    [
        "--image-sizes", "8,16", "--dim", "8", "--dim-mults", "1", "--timesteps", "25", "--batch-size", "2", "--accum-iter", "2", "--num-workers", "1",
        "--ema", "0.9", "--lr-schedule", "cosine", "--warmup", "5", "--steps", $"{Steps}", "--checkpoint-every", "4", "--sample-every", "35", "--sample-steps", "2",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public KilledTrainingTests()
    {
        Directory.CreateDirectory(In("data"));
        for (byte number = 0; number < 5; number++)
        {
            using var picture = Image.LoadPixelData<Rgb24>(Enumerable.Repeat(new Rgb24((byte)(50 * number), 100, (byte)(250 - (50 * number))), 256).ToArray(), 16, 16);
            picture.SaveAsPng(In($"data/{number}.png"));
        }
        File.WriteAllLines(In("data/captions.tsv"), ["0.png\tred\ttrain", "1.png\tgreen\ttrain", "2.png\tblue\tvalidation", "3.png\tgrey\ttrain", "4.png\tpink\ttrain"]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Killed_twenty_times_it_becomes_the_same()
    {
        var whole = CommandLine.Run(["train", "--data", In("data"), "--out", In("whole"), .. Options]);
        Assert.Equal((0, whole.Error), (whole.ExitCode, whole.Error));

        var random = new Random(20);
        for (var kill = 0; kill < 20; kill++)
        {
            string[] arguments = kill == 0 ? ["train", "--data", In("data"), "--out", In("killed"), .. Options] : ["train", "--resume", In("killed")];
            var fault = kill % 5 is 1 or 3 ? Faults[kill / 5 * 2 + (kill % 5 / 2)] : null;
            RunUntilKilled(arguments, fault, atStep: StepsTaken() + random.Next(2, 5), delay: random.Next(30));
        }
        Assert.InRange(StepsTaken(), 20, Steps - 1);

        var rest = CommandLine.Run("train", "--resume", In("killed"));
        Assert.Equal((0, rest.Error), (rest.ExitCode, rest.Error));
        Assert.Contains("resumed from step", rest.Error);

        Assert.Equal(File.ReadAllBytes(Newest("whole")), File.ReadAllBytes(Newest("killed")));
        Assert.Equal(Metrics("whole"), Metrics("killed"));
        Assert.Equal(Contents("whole", "state_dicts"), Contents("killed", "state_dicts"));
        Assert.Equal(Contents("whole", "samples"), Contents("killed", "samples"));
        Assert.Equal(2, Directory.GetFiles(In("killed/tmp")).Length);
    }

    /// <summary>Starts a training and sees to it that it is killed: by itself inside a write, or from outside soon after a step.</summary>
    private void RunUntilKilled(string[] arguments, string? fault, int atStep, int delay)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "minimagen.dll"), .. arguments])
        {
            WorkingDirectory = CommandLine.Repository,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        if (fault is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(KilledTrainingTests).Assembly.Location;
            start.Environment[StartupHook.Variable] = fault;
        }
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var error = process.StandardError.ReadToEndAsync();

        var watch = Stopwatch.StartNew();
        while (!process.HasExited && (fault is not null || StepsTaken() < atStep))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"{fault}: not killed");
            Thread.Sleep(5);
        }
        if (fault is null)
        {
            Thread.Sleep(delay);
            process.Kill();
        }
        process.WaitForExit();

        // 128 + SIGKILL: it neither ended nor failed by itself
        Assert.True(process.ExitCode == 137, $"{fault}: {process.ExitCode}: {error.Result}");
    }

    /// <summary>The last whole line of the metrics.</summary>
    private int StepsTaken() => File.Exists(In("killed/metrics.jsonl")) ? Read("killed").Count(text => text == '\n') : 0;

    private IReadOnlyList<string> Metrics(string training) => [.. Read(training).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        using var step = JsonDocument.Parse(line);
        return string.Join(" ", new[] { "step", "loss", "grad_norm", "learning_rate", "validation_loss", "skipped" }.Select(name => step.RootElement.GetProperty(name).GetRawText()));
    })];

    private string Read(string training)
    {
        using var stream = new FileStream(In($"{training}/metrics.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private string Newest(string training) => Directory.GetFiles(In($"{training}/tmp"), "checkpoint_*").Order(StringComparer.Ordinal).Last();

    private IReadOnlyList<byte[]> Contents(string training, string part) => [.. Directory.GetFiles(In($"{training}/{part}")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private string In(string name) => Path.Combine(folder, name);
}
