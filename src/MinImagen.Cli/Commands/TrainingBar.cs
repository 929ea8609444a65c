using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Training;

namespace MinImagen.Cli.Commands;

/// <summary>Shows a training on one row: the losses, smoothed, and what was validated last.</summary>
internal sealed class TrainingBar(ProgressBoard board, string title, int steps) : IProgress<TrainingProgress>
{
    private readonly ProgressRow _row = board.Add(title, steps);
    private readonly SortedDictionary<int, double> _smoothed = [];
    private string _validation = "";

    public void Report(TrainingProgress value)
    {
        foreach ((int number, double loss) in value.Losses)
            _smoothed[number] = _smoothed.TryGetValue(number, out double before) ? 0.95 * before + 0.05 * loss : loss;
        if (value.ValidationLosses is { } validation)
            _validation = $", validation {Join(validation.OrderBy(loss => loss.Key).Select(loss => loss.Value))}";
        _row.Report(value.Step, $"loss {Join(_smoothed.Values)}{_validation}");
    }

    private static string Join(IEnumerable<double> losses) => string.Join(" ", losses.Select(loss => loss.ToString("F4", CultureInfo.InvariantCulture)));
}
