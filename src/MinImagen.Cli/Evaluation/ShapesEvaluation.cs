using System.Diagnostics;
using MinImagen.Cli.Commands;
using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;

namespace MinImagen.Cli.Evaluation;

/// <summary>Asks a model of shapes for pictures, and reads what it drew.</summary>
/// <param name="generator">The model; it stays the caller's.</param>
/// <param name="questions">How much is asked.</param>
/// <param name="oneObjectShare">The share of captions with one object, from 0 to 1.</param>
/// <param name="split">Validation for combinations that training never shows, train for those that it does.</param>
internal sealed class ShapesEvaluation(ImageGenerator generator, EvaluationQuestions questions, double oneObjectShare, DataSplit split) : IEvaluation
{
    private readonly IReadOnlyList<Scene> asked = ShapesQuestions.Draw(questions.Count, oneObjectShare, split, questions.Seed);
    private readonly List<ShapesResult> results = [];
    private IReadOnlyList<string> sheets = [];

    /// <inheritdoc/>
    public int Batches => questions.BatchesOf(asked.Count);

    /// <inheritdoc/>
    public void Measure(SamplingSettings settings, string? folder, SamplingBar bar, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var pictures = generator.Generate(
            [.. asked.Select(scene => scene.Caption)], settings.ToSampleOptions(questions.Seed), questions.BatchSize, bar, cancellation);
        var seconds = watch.Elapsed.TotalSeconds / asked.Count;
        SceneOutcome[] outcomes = [.. asked.Zip(CaptionReader.Read(pictures), (scene, reading) => new SceneOutcome(scene, reading))];
        results.Add(new ShapesResult(settings, outcomes, seconds));
        if (folder is not null)
        {
            sheets = ShapesSheets.Save(folder, outcomes, pictures);
        }
    }

    /// <inheritdoc/>
    public void Show() => ShapesTables.Show(results, sheets);

    /// <inheritdoc/>
    public object Report()
    {
        var captions = split == DataSplit.Validation ? "held_out" : "seen";
        return results.Count > 1
            ? new { questions.Checkpoint, Data = DataSources.ShapesName, Captions = captions, questions.Seed, Rows = results.Select(Row) }
            : new
            {
                questions.Checkpoint,
                Data = DataSources.ShapesName,
                Captions = captions,
                questions.Seed,
                Pictures = asked.Count,
                OneObject = results[0].Of(ShapesGroup.One)?.All.Share,
                TwoObjects = results[0].Of(ShapesGroup.Two)?.All.Share,
                results[0].Settings,
                results[0].Groups,
                Refusals = results[0].Refusals.ToDictionary(reason => reason.Reason, reason => reason.Pictures),
                results[0].SecondsAPicture,
                Sheets = sheets,
            };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
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
