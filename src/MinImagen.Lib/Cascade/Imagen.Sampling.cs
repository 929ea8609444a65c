using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Unets;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

public sealed partial class Imagen
{
    /// <summary>Makes pictures for captions, through the whole cascade.</summary>
    /// <param name="textEmbeds">The captions' embeddings, shape (b, n, <see cref="TextEmbedDim"/>).</param>
    /// <param name="textMasks">True (or not zero) where there is a word, shape (b, n); null where all are words.</param>
    /// <param name="options">How to sample; the defaults when null.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <param name="draws">
    /// Where the noise comes from; when null, a generator seeded with the options' seed, or LibTorch's own.
    /// </param>
    /// <returns>
    /// Pictures of the size of the last U-Net that drew, shape (b, c, s, s), in [0, 1] (in [−1, 1] without <c>auto_normalize_img</c>).
    /// </returns>
    /// <exception cref="ArgumentException">Shapes do not fit, or the model cannot be guided or has fewer steps or U-Nets.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Tensor Sample(
        Tensor textEmbeds,
        Tensor? textMasks = null,
        SampleOptions? options = null,
        IProgress<SampleProgress>? progress = null,
        CancellationToken cancellation = default,
        RandomDraws? draws = null)
    {
        options ??= new SampleOptions();
        CheckText(textEmbeds, textMasks);
        var condScales = options.CondScale.For(unets.Count, "cond_scale");
        var samplers = options.Sampler.For(unets.Count, "sampler");
        var stepCounts = samplers.Zip(schedules, (sampler, schedule) => sampler.StepCount(schedule)).ToArray();
        CheckGuidance(condScales);
        var last = options.StopAtUnetNumber ?? unets.Count;
        if (last < 1 || last > unets.Count)
        {
            throw new ArgumentException($"There is no U-Net {last} to stop at: the cascade has {unets.Count}, counted from 1.");
        }

        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var wasTraining = training;
        eval();
        try
        {
            using var generator = options.Seed is { } seed ? new Generator((ulong)seed, Device) : null;
            draws ??= generator is null ? RandomDraws.Default : new RandomDraws(generator);
            var request = new Request(textEmbeds, textMasks, options, condScales, samplers, stepCounts, last, draws, progress, cancellation);

            Tensor? picture = null;
            for (var number = 1; number <= last; number++)
            {
                using var visit = new Visit(unets[number - 1], Device);
                picture = SampleUnet(number, picture, request);
            }

            return picture!.MoveToOuterDisposeScope();
        }
        finally
        {
            train(wasTraining);
        }
    }

    /// <summary>Makes the pictures of one U-Net.</summary>
    /// <param name="number">Which, from 1.</param>
    /// <param name="lowres">The pictures of the one before; null for the base model.</param>
    /// <param name="request">What was asked for.</param>
    private Tensor SampleUnet(int number, Tensor? lowres, Request request)
    {
        using var scope = NewDisposeScope();
        var (textEmbeds, textMasks, options, condScales, samplers, stepCounts, last, draws, progress, cancellation) = request;
        var unet = unets[number - 1];
        var schedule = schedules[number - 1];
        var b = textEmbeds.shape[0];
        var size = Options.ImageSizes[number - 1];
        var text = textEmbeds.to(unet.Device);
        var mask = textMasks?.to(unet.Device);

        Tensor? lowresCondImg = null;
        Tensor? lowresNoiseTimes = null;
        if (lowres is not null)
        {
            var level = options.LowresSampleNoiseLevel ?? Options.LowresSampleNoiseLevel;
            lowresNoiseTimes = schedule.GetTimes(b, level, unet.Device);
            lowresCondImg = numerics.LowresCondition(
                lowres, size, range, x => schedule.QSample(x, lowresNoiseTimes, draws.NormalLike(x)));
        }

        using var model = unet.Prepare(
            text, mask, lowresCondImg, lowresNoiseTimes, condScales[number - 1], options.Precision);
        Tensor PredictNoise(Tensor x, Tensor t) =>
            recipe.Objective.ToNoise(schedule, x, t, model.PredictNoise(x, t));

        var thresholding = options.Thresholding ?? Thresholding.Dynamic(Options.DynamicThresholdingPercentile);
        var start = draws.Normal([b, Options.Channels, size, size], unet.Dtype, unet.Device);
        var x = start;
        cancellation.ThrowIfCancellationRequested();
        foreach (var step in samplers[number - 1].Run(schedule, PredictNoise, start, thresholding, draws))
        {
            x = step.X;
            progress?.Report(new SampleProgress(number, last, step.Index + 1, stepCounts[number - 1])
            {
                Picture = () => Picture(step.X).DetachFromDisposeScope(),
                PredictedPicture = () => Picture(step.XStart).DetachFromDisposeScope(),
            });
            cancellation.ThrowIfCancellationRequested();
        }

        return Picture(x).MoveToOuterDisposeScope();
    }

    /// <summary>x_0 as a picture.</summary>
    private Tensor Picture(Tensor x)
    {
        using var scope = NewDisposeScope();
        return range.Unnormalize(x.clamp(-1, 1)).MoveToOuterDisposeScope();
    }

    private void CheckGuidance(IReadOnlyList<double> condScales)
    {
        if (Options.CondDropProb == 0 && condScales.Any(condScale => condScale != 1))
        {
            throw new ArgumentException(
                $"This model was trained with cond_drop_prob = 0: it always saw the caption, so it cannot be guided. Sample with a cond_scale of 1, not {string.Join(", ", condScales)}.");
        }
    }

    /// <summary>What a call of <see cref="Sample"/> asks for.</summary>
    private sealed record Request(
        Tensor TextEmbeds,
        Tensor? TextMasks,
        SampleOptions Options,
        IReadOnlyList<double> CondScales,
        IReadOnlyList<ISampler> Samplers,
        IReadOnlyList<int> StepCounts,
        int Last,
        RandomDraws Draws,
        IProgress<SampleProgress>? Progress,
        CancellationToken Cancellation);

    /// <summary>Brings a U-Net to a device, and back to where it lived.</summary>
    private sealed class Visit : IDisposable
    {
        private readonly Unet unet;
        private readonly Device? home;

        public Visit(Unet unet, Device device)
        {
            this.unet = unet;
            if (unet.Device.ToString() != device.ToString())
            {
                home = unet.Device;
                unet.to(device);
            }
        }

        public void Dispose()
        {
            if (home is not null)
            {
                unet.to(home);
            }
        }
    }
}
