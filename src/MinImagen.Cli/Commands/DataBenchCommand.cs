using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data;
using MinImagen.Lib.Text;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen data bench`: how many pictures a second the loader hands out, with and without workers.</summary>
internal sealed class DataBenchCommand
{
    private const int MostSeconds = 600;
    private static readonly int[] workerCounts = [0, 1, 2, 4];

    private readonly DataOptions data = new();
    private readonly Option<int> batchSize = new("--batch-size") { Description = "Pictures a batch", DefaultValueFactory = _ => 32 };
    private readonly Option<double> seconds = new("--seconds") { Description = "How long each is measured", DefaultValueFactory = _ => 2 };
    private readonly Option<bool> json = JsonReport.CreateOption();

    private DataBenchCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var bench = new DataBenchCommand();
        var command = new Command("bench", "Measure how many pictures a second the loader hands out, with and without workers") { bench.batchSize, bench.seconds, bench.json };
        bench.batchSize.MustBe(number => number >= 1, "at least 1");
        bench.seconds.MustBe(number => number is > 0 and <= MostSeconds, $"above 0, and at most {MostSeconds}");
        bench.data.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(bench.Run(parsed, cancellation)));
        return command.WithExamples(
            ("minimagen data bench emoji-sample --side 64", "kept in memory, and decoded each time"),
            ("minimagen data bench shapes --side 32", "drawn each time"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var encoder = TextEncoders.Get(TextEncoders.Default);
        using var encodings = new CaptionEncodings(encoder);
        var measured = new List<Measurement>();
        using (var kept = data.Open(parsed, memoryLimit: null, cancellation))
        {
            measured.AddRange(Measure(parsed, kept, kept.KeptInMemory > 0 ? "memory" : "drawn", encodings, cancellation));
            if (kept.KeptInMemory == 0)
                return Report(parsed, measured);
        }
        using (var decoded = data.Open(parsed, memoryLimit: 0, cancellation))
            measured.AddRange(Measure(parsed, decoded, "decoded", encodings, cancellation));
        return Report(parsed, measured);
    }

    private IEnumerable<Measurement> Measure(ParseResult parsed, DataSource source, string from, CaptionEncodings encodings, CancellationToken cancellation)
    {
        var pictures = new Wordless(new JoinedImages(source.Train, source.Validation));
        foreach (var workers in workerCounts)
        {
            using var loader = new BatchLoader(pictures, encodings, parsed.GetValue(batchSize), data.SeedOf(parsed), new BatchLoaderOptions { Workers = workers, Prefetch = 2 * Math.Max(1, workers) });

            // The first batches start the threads and have .NET compile what they run.
            for (var i = 0; i < 8; i++)
                loader.Next(cancellation).Dispose();
            var start = loader.Position;
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed.TotalSeconds < parsed.GetValue(seconds))
                loader.Next(cancellation).Dispose();
            yield return new Measurement(from, workers, (loader.Position - start) / watch.Elapsed.TotalSeconds);
        }
    }

    private int Report(ParseResult parsed, List<Measurement> measured)
    {
        if (parsed.GetValue(json))
        {
            JsonReport.Write(new { Data = data.NameOf(parsed), BatchSize = parsed.GetValue(batchSize), Environment.ProcessorCount, Measured = measured });
            return ExitCode.Done;
        }
        foreach (var (from, workers, rate) in measured)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{from,-8} {workers} workers {rate,10:N0} pictures a second"));
        return ExitCode.Done;
    }

    /// <summary>What was measured.</summary>
    private sealed record Measurement(string From, int Workers, double PicturesASecond);

    /// <summary>Pictures that all have one caption: words are encoded once a data set, and that is not what is measured.</summary>
    private sealed class Wordless(ICaptionedImages source) : ICaptionedImages
    {
        public int Count => source.Count;

        public int Side => source.Side;

        public string GetCaption(int index) => "a picture";

        public Tensor GetImage(int index) => source.GetImage(index);
    }
}
