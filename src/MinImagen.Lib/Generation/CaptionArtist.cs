using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Generation;

/// <summary>Draws each caption with the model that knows it.</summary>
/// <param name="models">The models to choose from, at least one.</param>
public sealed class CaptionArtist(IReadOnlyList<TrainedModel> models)
{
    /// <summary>How many batches <see cref="Draw"/> will draw.</summary>
    /// <param name="captions">The captions.</param>
    /// <param name="batchSize">The most pictures at a time.</param>
    public int CountBatches(IReadOnlyList<string> captions, int batchSize) =>
        Assign(captions).Sum(work => (work.Places.Length + batchSize - 1) / batchSize);

    /// <summary>Draws. A caption that no model knows is drawn all the same, with a remark.</summary>
    /// <param name="captions">The captions, at least one.</param>
    /// <param name="options">How to sample with a model.</param>
    /// <param name="batchSize">The most pictures at a time.</param>
    /// <param name="progress">Told every step, see <see cref="ImageGenerator.Generate"/>.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    public DrawnCaptions Draw(
        IReadOnlyList<string> captions,
        Func<TrainedModel, SampleOptions> options,
        int batchSize = 64,
        IProgress<(int Begin, SampleProgress Step)>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(captions);
        ArgumentNullException.ThrowIfNull(options);
        using var scope = NewDisposeScope();
        var work = Assign(captions);
        var pictures = new Tensor[captions.Count];
        var remarks = new Dictionary<string, string>();
        foreach (var (model, places) in work)
        {
            using var generator = ImageGenerator.Open(model.Folder);
            string[] asked = [.. places.Select(place => captions[place])];
            foreach (var caption in asked.Distinct())
            {
                if (model.World.Explain(caption, generator.Encoder) is { } remark)
                {
                    remarks[caption] = remark;
                }
            }

            var drawn = generator.Generate(asked, options(model), batchSize, progress, cancellation);
            for (var i = 0; i < places.Length; i++)
            {
                pictures[places[i]] = drawn[i].unsqueeze(0);
            }
        }

        // Models of different sides share a sheet at the larger one.
        var side = (int)pictures.Max(picture => picture.shape[3]);
        var together = cat(pictures.Select(picture => Resize.To(picture, side, side)).ToArray(), 0).MoveToOuterDisposeScope();
        return new DrawnCaptions(together, [.. work.Select(part => part.Model)], remarks);
    }

    private IReadOnlyList<(TrainedModel Model, int[] Places)> Assign(IReadOnlyList<string> captions) =>
    [
        .. Enumerable.Range(0, captions.Count)
            .GroupBy(place => TrainedModel.For(models, captions[place]))
            .Select(group => (group.Key, group.ToArray())),
    ];
}
