using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Text.Hub;
using Spectre.Console;

namespace MinImagen.Cli.Commands;

/// <summary>Shows the fetching of an encoder on one row; what is there in a moment has none.</summary>
internal sealed class HubBar(ProgressBoard board, string name) : IProgress<HubProgress>
{
    private const long ShownBytes = 8 << 20;

    private ProgressRow? row;
    private long total;

    public void Report(HubProgress value)
    {
        if (value.Stage is HubStage.Waiting)
        {
            ProgressBoard.StandardError.WriteLine($"{name}: waiting for another process that fetches it");
            return;
        }

        if (value.Stage is HubStage.Retrying)
            ProgressBoard.StandardError.WriteLine($"{name}: {value.Note}; trying again");
        if (value.TotalBytes < ShownBytes)
            return;

        if (row is null || value.TotalBytes != total)
            row = board.Add($"fetching {name}", total = value.TotalBytes);
        row.Report(
            value.Bytes,
            string.Create(CultureInfo.InvariantCulture, $"{(value.Stage is HubStage.Checking ? "checking " : "")}{value.File}, {value.Bytes / 1e6:N0} of {value.TotalBytes / 1e6:N0} MB"));
    }
}
