using MinImagen.Lib.Cascade;
using MinImagen.Lib.Engine;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Generation;

/// <summary>From captions to pictures: a trained cascade with the text encoder that it was trained with.</summary>
/// <param name="imagen">The cascade; disposed with this object.</param>
/// <param name="encoder">The encoder; disposed with this object.</param>
public sealed class ImageGenerator(Imagen imagen, ITextEncoder encoder) : IDisposable
{
    /// <summary>The cascade.</summary>
    public Imagen Imagen => imagen;

    /// <summary>The text encoder.</summary>
    public ITextEncoder Encoder => encoder;

    /// <summary>Opens what a training left behind, with the text encoder that its parameters name.</summary>
    /// <param name="trainingDirectory">A training directory, see <see cref="TrainingDirectory"/>.</param>
    /// <param name="which">The best weights, or rather the last.</param>
    /// <exception cref="IOException">Something is missing.</exception>
    /// <exception cref="InvalidDataException">Something is damaged, or the encoder is not the one of the training.</exception>
    public static ImageGenerator Open(string trainingDirectory, TrainedWeights which = TrainedWeights.Best)
    {
        var directory = TrainingDirectory.Open(trainingDirectory);

        // Parameters and vocabulary need no tensors, and are read while LibTorch loads.
        EngineLoading.Begin();
        var encoder = TextEncoders.Get(directory.LoadParameters().Imagen.TextEncoderName);

        // The weights will ask which encoder this is: that is worked out while the U-Nets are built.
        Task.Run(() => encoder.Digest);
        try
        {
            return new ImageGenerator(directory.LoadImagen(encoder, which), encoder);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <summary>Samples a picture for each caption.</summary>
    /// <param name="captions">The captions, at least one.</param>
    /// <param name="options">Guidance, seed and the rest; the defaults when null.</param>
    /// <param name="batchSize">The most pictures at a time. With a seed, other sizes give other pictures.</param>
    /// <param name="progress">Told after every denoising step: which caption the batch begins with, and how far it is.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>Float32, shape (captions, channels, side, side), in [0, 1].</returns>
    public Tensor Generate(
        IReadOnlyList<string> captions,
        SampleOptions? options = null,
        int batchSize = 64,
        IProgress<(int Begin, SampleProgress Step)>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (captions.Count == 0)
            throw new ArgumentException("There is no caption to make a picture of.", nameof(captions));

        using var scope = torch.NewDisposeScope();
        options ??= new SampleOptions();
        List<Tensor> batches = [];
        var begin = 0;
        foreach (var chunk in captions.Chunk(batchSize))
        {
            using var batchScope = torch.NewDisposeScope();
            var text = encoder.Encode(chunk);

            // each batch its own seed, or the second would repeat the noise of the first
            var seeded = options with { Seed = options.Seed + begin };
            var first = begin;
            IProgress<SampleProgress>? steps = progress is null ? null : new BatchProgress(progress, first);
            batches.Add(imagen.Sample(text.Embeds, text.Mask, seeded, steps, cancellation).MoveToOuterDisposeScope());
            begin += chunk.Length;
        }
        return torch.cat(batches, 0).MoveToOuterDisposeScope();
    }

    /// <summary>Frees the cascade and the encoder.</summary>
    public void Dispose()
    {
        imagen.Dispose();
        encoder.Dispose();
    }

    private sealed class BatchProgress(IProgress<(int Begin, SampleProgress Step)> outer, int begin) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value) => outer.Report((begin, value));
    }
}
