using Spectre.Console;

namespace MinImagen.Cli.Terminal;

/// <summary>
/// Progress on standard error: bars with time left on a terminal; elsewhere (a pipe, a log, CI) a plain line a row
/// every ten seconds, so that a log can be read and a hang be seen.
/// </summary>
public sealed class ProgressBoard
{
    private readonly ProgressContext? bars;

    private ProgressBoard(ProgressContext? bars) => this.bars = bars;

    /// <summary>Standard error as Spectre sees it, for tables and messages that are not the result.</summary>
    public static IAnsiConsole StandardError { get; } =
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs <paramref name="work"/> on this thread with a board to report to.</summary>
    public static T Run<T>(Func<ProgressBoard, T> work)
    {
        if (Console.IsErrorRedirected || !StandardError.Profile.Capabilities.Interactive)
            return work(new ProgressBoard(null));

        // Spectre wraps no exception and runs the delegate where it is called: dispose scopes stay on one thread.
        return StandardError.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars => work(new ProgressBoard(bars)));
    }

    /// <summary>Adds a row.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="total">The value at which it is done, above 0.</param>
    public ProgressRow Add(string title, double total) =>
        new(title, total, bars?.AddTask(Markup.Escape(title), maxValue: total));
}
