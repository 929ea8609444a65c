using System.CommandLine;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Web;

namespace MinImagen.Cli.Commands;

/// <summary>The options by which a command opens a data set.</summary>
internal sealed class DataOptions
{
    private const int MostPixels = 4096;

    private readonly Argument<string> data = new("data") { Description = DataSources.Description };
    private readonly Option<int> side = new("--side") { Description = "The side that every picture is brought to, in pixels", DefaultValueFactory = _ => 64 };
    private readonly Option<int?> limit = new("--limit") { Description = $"The most pictures of each split, such as {DataSourceOptions.SmallDataLimit} to try something on" };
    private readonly Option<bool> squash = new("--squash") { Description = "Make pictures square by squashing them, not by cropping to the centre" };
    private readonly Option<bool> allowPrivate = new("--allow-private-addresses") { Description = "Fetch from this machine and its network too: for a list of one's own only" };
    private readonly Option<bool> retryFailed = new("--retry-failed") { Description = "Fetch again what could not be fetched earlier" };
    private readonly Option<long> seed = new("--seed") { Description = "Decides the order, and what a drawn data set draws", DefaultValueFactory = _ => 0 };

    /// <summary>What the user called the data set.</summary>
    internal string NameOf(ParseResult parsed) => parsed.GetValue(data)!;

    /// <summary>The seed.</summary>
    internal long SeedOf(ParseResult parsed) => parsed.GetValue(seed);

    /// <summary>Gives the options to a command.</summary>
    internal void AddTo(Command command)
    {
        side.MustBe(pixels => pixels is >= 1 and <= MostPixels, $"from 1 to {MostPixels} pixels");
        limit.MustBe(number => number is null or >= 1, "at least 1");
        command.Add(data);
        foreach (var option in new Option[] { side, limit, squash, allowPrivate, retryFailed, seed })
            command.Add(option);
    }

    /// <summary>Opens the data set with a bar of progress.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="memoryLimit">Bytes of decoded pictures to keep; the library's choice when null.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    internal DataSource Open(ParseResult parsed, long? memoryLimit, CancellationToken cancellation)
    {
        var options = new DataSourceOptions
        {
            Side = parsed.GetValue(side),
            Limit = parsed.GetValue(limit),
            Fit = parsed.GetValue(squash) ? ImageFit.Squash : ImageFit.CentreCrop,
            Seed = parsed.GetValue(seed),
            MemoryLimit = memoryLimit,
            Fetching = new PictureFetchOptions { AllowPrivateAddresses = parsed.GetValue(allowPrivate), RetryFailed = parsed.GetValue(retryFailed) },
        };
        try
        {
            return ProgressBoard.Run(board =>
            {
                var row = board.Add(parsed.GetValue(data)!, 1);
                return DataSources.Open(parsed.GetValue(data)!, options, new SynchronousProgress<FetchProgress>(step => row.Report(step.Fraction, step.Stage)), cancellation);
            });
        }
        catch (ArgumentException unknown)
        {
            throw new CommandException(unknown.Message, ExitCode.WrongUsage, unknown);
        }
    }
}
