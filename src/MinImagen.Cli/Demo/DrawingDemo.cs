using System.Diagnostics;
using MinImagen.Cli.Commands;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Demo;

/// <summary>The front door: a dozen captions, drawn by the models that ship.</summary>
/// <param name="models">The models, at least one.</param>
/// <param name="output">The folder that the pictures are written to.</param>
/// <param name="seed">Decides the pictures.</param>
internal sealed class DrawingDemo(IReadOnlyList<TrainedModel> models, string output, long seed)
{
    private const int Pictures = 12;

    // Each a different thing to see: every kind and relation, faces and things, round and pointed.
    private static readonly string[] Candidates =
    [
        "a big red circle above a small blue square", "a small green star", "a big yellow heart left of a small black triangle",
        "a small pink cross below a big orange circle", "a big purple triangle", "a small blue heart right of a big green star",
        "a small red triangle above a big black square", "a big blue star", "a small orange square", "a big pink circle right of a small purple cross",
        "a small yellow heart", "a big green cross below a small red star",
        "panda", "red apple", "butterfly", "sunflower", "frog", "hamburger", "rainbow", "octopus", "honeybee", "guitar", "pizza", "automobile",
    ];

    /// <summary>Draws and saves.</summary>
    /// <param name="cancellation">Stops between two steps.</param>
    public DrawingReport Run(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var captions = Choose(models);
        var folder = GenerationFolder.Create(output);
        var drawn = Draw(captions, folder, cancellation);
        folder.Save(drawn.Pictures, captions, string.Join('\n', drawn.Models.Select(model => model.Folder)));
        var sheet = Path.Combine(folder.Path, "contact_sheet.png");
        new ContactSheet { Columns = 6, CaptionLines = 4 }.Save(sheet, drawn.Pictures, captions);
        return new DrawingReport(captions, drawn.Pictures, [.. drawn.Models.Select(model => model.Name)], watch.Elapsed.TotalSeconds, sheet);
    }

    private DrawnCaptions Draw(IReadOnlyList<string> captions, GenerationFolder folder, CancellationToken cancellation)
    {
        var artist = new CaptionArtist(models);
        try
        {
            return ProgressBoard.Run(board => artist.Draw(
                captions,
                model => (model.Settings ?? new SamplingSettings()).ToSampleOptions(seed),
                progress: new SamplingBar(board, "drawing", artist.CountBatches(captions, Pictures)),
                cancellation: cancellation));
        }
        catch
        {
            folder.Abandon();
            throw;
        }
    }

    /// <summary>As many of each model's captions as of any other's.</summary>
    internal static IReadOnlyList<string> Choose(IReadOnlyList<TrainedModel> models) =>
        [.. models.SelectMany(model => Candidates.Where(caption => !model.World.IsKnown || model.World.Knows(caption)).Take(Pictures / models.Count))];
}
