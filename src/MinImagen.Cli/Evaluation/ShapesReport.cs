using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Evaluation;

/// <summary>An evaluation on shapes as <c>--json</c> writes it.</summary>
internal static class ShapesReport
{
    /// <summary>One way of sampling in full, or a row for each of several.</summary>
    public static object Of(string checkpoint, DataSplit split, long seed, IReadOnlyList<ShapesResult> results, IReadOnlyList<string> sheets)
    {
        var captions = split == DataSplit.Validation ? "held_out" : "seen";
        return results.Count == 1
            ? new
            {
                Checkpoint = checkpoint,
                Data = DataSources.ShapesName,
                Captions = captions,
                Seed = seed,
                Pictures = results[0].Outcomes.Count,
                OneObject = results[0].Of(ShapesGroup.One)?.All.Share,
                TwoObjects = results[0].Of(ShapesGroup.Two)?.All.Share,
                results[0].Settings,
                results[0].Groups,
                Refusals = results[0].Refusals.ToDictionary(reason => reason.Reason, reason => reason.Pictures),
                results[0].SecondsAPicture,
                Sheets = sheets,
            }
            : new { Checkpoint = checkpoint, Data = DataSources.ShapesName, Captions = captions, Seed = seed, Rows = results.Select(Row) };
    }

    private static object Row(ShapesResult result) => new
    {
        result.Settings,
        Pictures = result.Outcomes.Count,
        OneObject = result.Of(ShapesGroup.One)?.All,
        TwoObjects = result.Of(ShapesGroup.Two)?.All,
        result.Score.Refused,
        result.SecondsAPicture,
    };
}
