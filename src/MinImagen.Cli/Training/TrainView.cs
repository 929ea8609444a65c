using System.Diagnostics;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Training;
using Spectre.Console;

namespace MinImagen.Cli.Training;

/// <summary>
/// Shows a training on standard error: on a terminal a table that stays up to date, with a row for each of the last
/// validations; elsewhere a plain line every ten seconds and at each validation.
/// </summary>
/// <param name="unets">The numbers of the U-Nets that are trained.</param>
/// <param name="steps">Steps to take.</param>
/// <param name="stepsTaken">Steps taken before.</param>
internal sealed class TrainView(IReadOnlyList<int> unets, int steps, long stepsTaken)
{
    private const int RowsKept = 8;
    private const double Memory = 0.95;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenFrames = TimeSpan.FromMilliseconds(250);

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly SortedDictionary<int, double> smoothed = [];
    private readonly Queue<string[]> rows = [];
    private TimeSpan? shown;
    private long skipped;

    /// <summary>Runs a training on this thread, and shows what it reports.</summary>
    /// <param name="train">Takes the steps, and reports each.</param>
    public void Run(Action<IProgress<TrainingProgress>> train)
    {
        if (Console.IsErrorRedirected || !ProgressBoard.StandardError.Profile.Capabilities.Interactive)
        {
            train(new SynchronousProgress<TrainingProgress>(ShowLine));
            return;
        }
        ProgressBoard.StandardError.Live(new Text("the first step …"))
            .Start(live => train(new SynchronousProgress<TrainingProgress>(step => ShowTable(live, step))));
    }

    /// <summary>A step as a line of text.</summary>
    internal string Line(TrainingProgress step)
    {
        TakeIn(step);
        var validation = step.ValidationLosses is { } losses ? $", validation {Join(losses)}" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"step {step.Step} of {steps}: loss {Join(smoothed)}{validation}, learning rate {step.LearningRate:G3}, {step.ImagesPerSecond:F1} images/s{Skipped(step)}{(step.Step < steps ? $", about {Left(step.Step)} left" : "")}");
    }

    private void ShowLine(TrainingProgress step)
    {
        var line = Line(step);
        if (watch.Elapsed - shown < BetweenLines && step.ValidationLosses is null && step.Step < steps)
        {
            return;
        }
        shown = watch.Elapsed;
        Console.Error.WriteLine(line);
    }

    private void ShowTable(LiveDisplayContext live, TrainingProgress step)
    {
        TakeIn(step);
        var row = Row(step);
        if (step.ValidationLosses is not null)
        {
            rows.Enqueue(row);
            if (rows.Count > RowsKept)
            {
                rows.Dequeue();
            }
        }
        else if (watch.Elapsed - shown < BetweenFrames && step.Step < steps)
        {
            return;
        }
        shown = watch.Elapsed;
        live.UpdateTarget(Table(step.ValidationLosses is null ? [.. rows, row] : rows));
    }

    private Table Table(IEnumerable<string[]> shownRows)
    {
        // Short headings: eighty columns hold two U-Nets, whose numbers stand behind "loss" and "valid".
        var table = new Table().RoundedBorder().Title(string.Create(CultureInfo.InvariantCulture, $"{steps} steps"));
        string[] columns = ["step", "epoch", .. unets.Select(unet => $"loss {unet}"), .. unets.Select(unet => $"valid {unet}"), "lr", "img/s", "left"];
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }
        foreach (var row in shownRows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }
        return skipped == 0 ? table : table.Caption(string.Create(CultureInfo.InvariantCulture, $"{skipped} batches skipped: their loss was no number"));
    }

    private string[] Row(TrainingProgress step) =>
    [
        step.Step.ToString(CultureInfo.InvariantCulture),
        step.Epoch.ToString("F2", CultureInfo.InvariantCulture),
        .. unets.Select(unet => Number(smoothed, unet)),
        .. unets.Select(unet => Number(step.ValidationLosses, unet)),
        step.LearningRate.ToString("G3", CultureInfo.InvariantCulture),
        step.ImagesPerSecond.ToString("F1", CultureInfo.InvariantCulture),
        Left(step.Step),
    ];

    private void TakeIn(TrainingProgress step)
    {
        skipped = step.Skipped;
        foreach (var (unet, loss) in step.Losses)
        {
            smoothed[unet] = smoothed.TryGetValue(unet, out var before) ? (Memory * before) + ((1 - Memory) * loss) : loss;
        }
    }

    /// <summary>Time left = elapsed · steps left / steps taken, in hours, minutes and seconds.</summary>
    private string Left(long step) =>
        (watch.Elapsed * ((double)(steps - step) / Math.Max(1, step - stepsTaken))) is var left && step < steps
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}:{left:mm\\:ss}")
            : "";

    private static string Skipped(TrainingProgress step) => step.Skipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {step.Skipped} batches skipped");

    private static string Join(IReadOnlyDictionary<int, double> losses) => string.Join(" ", losses.OrderBy(loss => loss.Key).Select(loss => loss.Value.ToString("F4", CultureInfo.InvariantCulture)));

    private static string Number(IReadOnlyDictionary<int, double>? losses, int unet) =>
        losses is not null && losses.TryGetValue(unet, out var loss) ? loss.ToString("F4", CultureInfo.InvariantCulture) : "";
}
