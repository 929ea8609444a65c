using System.Diagnostics;
using MinImagen.Cli.Commands;
using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Evaluation;

/// <summary>
/// Asks a model of emoji for some that it learnt, several times each, and says whether the nearest of all pictures, those
/// that it never saw included, is the right one (see <see cref="PictureGallery"/>).
/// </summary>
internal sealed class EmojiEvaluation : IEvaluation
{
    /// <summary>
    /// Two true pictures that are not further apart look almost the same: clocks of neighbouring hours, faces with another
    /// mouth, boxed letters. Chosen by looking at the pairs in their order.
    /// </summary>
    public const double NearDuplicateDistance = 0.05;

    private readonly ImageGenerator generator;
    private readonly EvaluationQuestions questions;
    private readonly DataSource data;
    private readonly ICaptionedImages all;
    private readonly PictureGallery gallery;
    private readonly IReadOnlyList<IReadOnlyList<int>> duplicates;
    private readonly int[] asked;
    private readonly List<EmojiResult> results = [];
    private IReadOnlyList<string> sheets = [];

    /// <summary>Looks at all pictures, and chooses captions.</summary>
    /// <param name="generator">The model; it stays the caller's.</param>
    /// <param name="data">What it was trained on; freed with this.</param>
    /// <param name="questions">How much is asked.</param>
    /// <param name="drawings">Drawings a caption.</param>
    /// <param name="cancellation">Stops between some pictures.</param>
    public EmojiEvaluation(ImageGenerator generator, DataSource data, EvaluationQuestions questions, int drawings, CancellationToken cancellation)
    {
        (this.generator, this.data, this.questions) = (generator, data, questions);
        all = new JoinedImages(data.Train, data.Validation);
        gallery = new PictureGallery(all, cancellation);
        duplicates = gallery.NearDuplicates(NearDuplicateDistance);
        var captions = Choose(data.Train.Count, questions.Count, questions.Seed);
        asked = [.. Enumerable.Repeat(captions, drawings).SelectMany(indices => indices)];
    }

    /// <inheritdoc/>
    public int Batches => questions.BatchesOf(asked.Length);

    /// <inheritdoc/>
    public void Measure(SamplingSettings settings, string? folder, SamplingBar bar, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var watch = Stopwatch.StartNew();
        var pictures = Draw(asked, settings, bar, cancellation);
        var seconds = watch.Elapsed.TotalSeconds / asked.Length;
        var distances = gallery.Distances(pictures);
        var drawings = asked.Zip(distances, Judge).ToArray();
        results.Add(new EmojiResult(settings, drawings, seconds));
        if (folder is not null)
        {
            var heldOut = Choose(data.Validation.Count, EmojiSheets.HeldOut, questions.Seed).Select(index => data.Train.Count + index).ToArray();
            var held = heldOut.Length == 0 ? null : Draw(heldOut, settings, null, cancellation);
            sheets = new EmojiSheets(folder, all).Save(asked, drawings, distances, pictures, heldOut, held);
        }
    }

    /// <inheritdoc/>
    public void Show() => EmojiTables.Show(results, sheets);

    /// <inheritdoc/>
    public object Report() => results.Count > 1
        ? new { questions.Checkpoint, Data = data.Name, questions.Seed, Gallery = all.Count, Rows = results.Select(Row) }
        : new
        {
            questions.Checkpoint,
            Data = data.Name,
            questions.Seed,
            Gallery = all.Count,
            Pictures = asked.Length,
            Top1 = results[0].All.Top1.Share,
            Top5 = results[0].All.Top5.Share,
            results[0].Settings,
            results[0].All,
            results[0].Distinct,
            results[0].NearDuplicates,
            NearDuplicateDistance,
            Missed = results[0].Drawings.Where(drawing => drawing.Rank > 1),
            results[0].SecondsAPicture,
            Sheets = sheets,
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        gallery.Dispose();
        data.Dispose();
    }

    private static object Row(EmojiResult result) => new
    {
        result.Settings,
        Top1 = result.All.Top1.Share,
        Top5 = result.All.Top5.Share,
        result.All,
        result.Distinct,
        result.NearDuplicates,
        result.SecondsAPicture,
    };

    /// <summary>Some of a list, each as likely as any other.</summary>
    private static int[] Choose(int count, int most, long seed)
    {
        var order = count == 0 ? null : new ShuffledOrder(count, seed);
        return [.. Enumerable.Range(0, Math.Min(count, most)).Select(i => order!.At(i))];
    }

    private Tensor Draw(int[] indices, SamplingSettings settings, SamplingBar? bar, CancellationToken cancellation) => generator.Generate(
        [.. indices.Select(all.GetCaption)], settings.ToSampleOptions(questions.Seed), questions.BatchSize, bar, cancellation);

    private EmojiDrawing Judge(int index, float[] distances)
    {
        var nearest = Array.IndexOf(distances, distances.Min());
        return new EmojiDrawing(
            gallery.Captions[index],
            distances.Count(distance => distance < distances[index]) + 1,
            gallery.Captions[nearest],
            [.. duplicates[index].Select(other => gallery.Captions[other])],
            distances[index],
            distances[nearest]);
    }
}
