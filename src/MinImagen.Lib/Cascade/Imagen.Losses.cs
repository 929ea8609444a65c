using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Engine;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Cascade;

public sealed partial class Imagen
{
    /// <summary>
    /// The loss of one U-Net as <see cref="Loss"/> computes it, and its gradients, added to those of the weights. Where there
    /// are threads for it, the halves of the batch are computed side by side; which of them is first changes no bit.
    /// </summary>
    /// <remarks>Where the loss is no number, the gradients stay as they were.</remarks>
    /// <param name="images">Square pictures in [0, 1], shape (b, c, s, s), at least as large as the U-Net's.</param>
    /// <param name="textEmbeds">The captions' embeddings, shape (b, n, <see cref="TextEmbedDim"/>).</param>
    /// <param name="textMasks">True (or not zero) where there is a word, shape (b, n); null where all are words.</param>
    /// <param name="unetNumber">Which U-Net, from 1; may be left out where there is one.</param>
    /// <param name="draws">Where timesteps, noise and dropped captions come from; LibTorch's generator when null.</param>
    /// <param name="model">What stands in for the U-Net, such as a copy in another precision; the U-Net itself when null.</param>
    /// <param name="scale">What the loss is multiplied with before its gradients are taken.</param>
    /// <returns>The loss times <paramref name="scale"/>.</returns>
    /// <exception cref="ArgumentException">Shapes or the U-Net's number do not fit.</exception>
    public double LossAndGradients(
        Tensor images,
        Tensor textEmbeds,
        Tensor? textMasks = null,
        int? unetNumber = null,
        RandomDraws? draws = null,
        Unet? model = null,
        double scale = 1)
    {
        var number = NumberToTrain(unetNumber);
        CheckImages(images, number);
        CheckText(textEmbeds, textMasks, images.shape[0]);
        using var scope = NewDisposeScope();
        var batch = Noised(number, images, textEmbeds, textMasks, draws ?? RandomDraws.Default);
        return Gradients(batch, model ?? unets[number - 1], scale);
    }

    /// <summary>L = ∑ b_i / b · L_i over the parts of a batch, and the gradients of each.</summary>
    internal double Gradients(NoisedBatch batch, Unet model, double scale)
    {
        using var scope = NewDisposeScope();
        var before = new HeldGradients(model);
        var parts = SideBySide.Pays(2, model.Device) && batch.Size > 1 ? batch.Halves() : [batch];
        var losses = SideBySide.Run(model.Device, Array.ConvertAll<NoisedBatch, Func<Tensor>>(parts, part => () =>
        {
            using var partScope = NewDisposeScope();
            var loss = LossOf(part, model) * (scale * part.Size / batch.Size);
            loss.backward();
            return loss.detach().MoveToOuterDisposeScope();
        }));
        var sum = 0.0;
        foreach (var loss in losses)
        {
            sum += loss.item<float>();
            loss.Dispose();
        }

        if (!double.IsFinite(sum))
        {
            model.zero_grad();
        }

        before.GiveBack();
        return sum;
    }

    /// <summary>Draws timesteps for a batch and noises it.</summary>
    private NoisedBatch Noised(int number, Tensor images, Tensor textEmbeds, Tensor? textMasks, RandomDraws draws)
    {
        var unet = unets[number - 1];
        var size = Options.ImageSizes[number - 1];
        var b = images.shape[0];
        images = images.to(unet.Device);

        // t ~ U{0, …, T − 1}
        var timesteps = schedules[number - 1].Timesteps;
        var times = draws.Times(timesteps, b, unet.Device);

        // A super-resolution model learns from the picture as the U-Net before it would have made it, enlarged.
        Tensor? lowresCondImg = null;
        Tensor? lowresAugTimes = null;
        if (number > 1)
        {
            lowresCondImg = numerics.LowresTrainingImages(images, Options.ImageSizes[number - 2], size, range);
            lowresAugTimes = Options.LowresNoisePerImage
                ? draws.Times(timesteps, b, unet.Device)
                : draws.Times(timesteps, 1, unet.Device).expand(new[] { b });
        }

        var xStart = numerics.TrainingImages(images, size, range);
        return NoisedAt(number, xStart, times, textEmbeds, textMasks, lowresCondImg, lowresAugTimes, null, draws);
    }

    /// <summary>Noises a batch to given timesteps; everything else that is random in a step of training is drawn here.</summary>
    internal NoisedBatch NoisedAt(
        int number,
        Tensor xStart,
        Tensor times,
        Tensor textEmbeds,
        Tensor? textMask,
        Tensor? lowresCondImg,
        Tensor? lowresAugTimes,
        Tensor? noise,
        RandomDraws draws)
    {
        var device = unets[number - 1].Device;
        var schedule = schedules[number - 1];
        noise ??= draws.NormalLike(xStart);

        // x_t = √ᾱ_t · x_0 + √(1 − ᾱ_t) · ε
        xStart = range.Normalize(xStart);
        var xNoisy = schedule.QSample(xStart, times, noise);

        // So that the model learns not to trust the low-resolution picture too much, it is noised as well
        // (Ho et al. 2021, section 4.2).
        Tensor? lowresNoisy = null;
        if (lowresCondImg is not null)
        {
            lowresAugTimes ??= times;
            var lowres = range.Normalize(lowresCondImg);
            lowresNoisy = schedule.QSample(lowres, lowresAugTimes, draws.NormalLike(lowres));
        }

        return new NoisedBatch(
            schedule,
            xNoisy,
            times,
            recipe.Objective.Target(schedule, xStart, times, noise),
            textEmbeds.to(device),
            textMask?.to(device),
            draws.KeepMask(xStart.shape[0], 1 - Options.CondDropProb, device),
            lowresNoisy,
            lowresAugTimes);
    }

    /// <summary>L = ‖ε − ε_θ(x_t, t, text)‖, or of what else the objective wants said.</summary>
    private Tensor LossOf(NoisedBatch batch, Unet model)
    {
        using var scope = NewDisposeScope();
        var prediction = model.Forward(
            batch.XNoisy,
            batch.Times,
            batch.TextEmbeds,
            batch.TextMask,
            batch.LowresNoisy,
            batch.LowresTimes,
            textKeepMask: batch.Keep);
        return recipe.Weighting
            .Loss(batch.Schedule, recipe.Objective, batch.Times, reduction => Distance(prediction, batch.Target, reduction))
            .MoveToOuterDisposeScope();
    }
}
