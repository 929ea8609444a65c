using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Engine;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Training;

public sealed class TrainerTests
{
    private static readonly TrainingOptions s_options = new() { Steps = 5, BatchSize = 4, LearningRate = 1e-3, Seed = 3, CheckpointEvery = 2 };

    [Fact]
    public void TheLossFalls()
    {
        using Imagen imagen = Toys.Cascade(Toys.OneUnet);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), s_options with { Steps = 80, LearningRate = 5e-3 });

        List<double> losses = [];
        trainer.Run(new Collect(step => losses.Add(step.Losses[1])));

        Assert.Equal(80, losses.Count);
        Assert.True(losses.TakeLast(15).Average() < 0.6 * losses.Take(15).Average(), $"{losses.Take(15).Average():F3} → {losses.TakeLast(15).Average():F3}");
    }

    /// <summary>To the last bit on one thread, where a batch is computed in one piece.</summary>
    [Theory]
    [InlineData(50.0)]
    [InlineData(0.01)]
    public void ItIsTheLoopThatAPersonWouldWrite(double maxGradNorm)
    {
        using ThreadCount one = new(1);
        using DisposeScope scope = torch.NewDisposeScope();
        Imagen byTrainer = Toys.Cascade(Toys.TwoUnets);
        using (Trainer trainer = new(byTrainer, new ColourPictures(6), new WordEncoder(), s_options with { MaxGradNorm = maxGradNorm }))
            trainer.Run();

        Imagen byHand = Toys.Cascade(Toys.TwoUnets);
        ColourPictures data = new(6);
        Adam[] optimizers = [.. byHand.Unets.Select(unet => torch.optim.Adam(unet.parameters(), 1e-3))];
        ShuffledOrder order = new(6, 3);
        torch.manual_seed(3);
        for (int step = 0; step < 5; step++)
        {
            int[] chosen = [.. Enumerable.Range(step * 4, 4).Select(position => order.At(position))];
            Tensor images = torch.stack(chosen.Select(data.GetImage).ToArray());
            using TextEncoding text = new WordEncoder().Encode([.. chosen.Select(data.GetCaption)]);
            for (int unet = 0; unet < 2; unet++)
                byHand.Loss(images, text.Embeds, text.Mask, unet + 1).backward();
            for (int unet = 0; unet < 2; unet++)
            {
                torch.nn.utils.clip_grad_norm_(byHand.Unets[unet].parameters(), maxGradNorm);
                optimizers[unet].step();
                optimizers[unet].zero_grad();
            }
        }

        Assert.Equal(Toys.Weights(byHand), Toys.Weights(byTrainer));
    }

    [Theory]
    [InlineData(Precision.Float32, 1e-4)]
    [InlineData(Precision.BFloat16, 0.05)]
    public void ItsFastWaysLearnWhatThePlainOneDoes(Precision precision, double tolerance)
    {
        var options = s_options with { AccumulationSteps = 2 };
        var plain = Losses(1, options);
        var fast = Losses(2, options with { Precision = precision });

        Assert.NotEqual(plain, fast);
        Assert.All(plain.Zip(fast), step => Assert.Equal(step.First, step.Second, tolerance * step.First));

        static List<double> Losses(int threads, TrainingOptions options)
        {
            using var chosen = new ThreadCount(threads);
            using var imagen = Toys.Cascade(Toys.TwoUnets);
            using var trainer = new Trainer(imagen, new ColourPictures(6), new WordEncoder(), options);
            var losses = new List<double>();
            trainer.Run(new Collect(step => losses.AddRange(step.Losses.Values)));
            Assert.All(imagen.parameters(), weight => Assert.Equal(ScalarType.Float32, weight.dtype));
            return losses;
        }
    }

    [Fact]
    public void TwoBatchesOfTwoWeighWhatOneOfFourDoes()
    {
        using Imagen once = Toys.Cascade(Toys.TwoUnets);
        using Imagen twice = Toys.Cascade(Toys.TwoUnets);
        using Trainer one = new(once, new ColourPictures(4), new WordEncoder(), s_options, draws: new SameForEveryPicture());
        using Trainer two = new(twice, new ColourPictures(4), new WordEncoder(), s_options with { BatchSize = 2, AccumulationSteps = 2 }, draws: new SameForEveryPicture());

        TrainingProgress whole = one.Step();
        TrainingProgress halves = two.Step();

        for (int unet = 1; unet <= 2; unet++)
        {
            Assert.Equal(whole.Losses[unet], halves.Losses[unet], 1e-5);
            Assert.Equal(whole.GradNorms[unet], halves.GradNorms[unet], 1e-4 * whole.GradNorms[unet]);
        }
    }

    [Fact]
    public void TheGradientIsCutForReal()
    {
        using Imagen imagen = Toys.Cascade(Toys.OneUnet);
        Dictionary<string, float[]> before = Toys.Weights(imagen);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), s_options with { MaxGradNorm = 1e-12 });

        Assert.True(trainer.Step().GradNorms[1] > 1e-3);

        // Adam's first step is lr · g / (|g| + 1e-8): with |g| ≤ 1e-12 at most a ten-thousandth of the learning rate
        Dictionary<string, float[]> after = Toys.Weights(imagen);
        double moved = before.Max(weight => weight.Value.Zip(after[weight.Key], (a, b) => Math.Abs(a - b)).Max());
        Assert.InRange(moved, 0, 2e-7);
    }

    [Theory]
    [InlineData(Precision.Float32, 500)]
    [InlineData(Precision.BFloat16, 50)]
    public void StepsLeaveNoTensorBehind(Precision precision, int steps)
    {
        using Imagen imagen = Toys.Cascade(Toys.OneUnet);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), s_options with { Steps = steps, BatchSize = 1, EmaDecay = 0.9, Precision = precision });
        trainer.Step();
        trainer.Step();
        long live = Tensor.TotalCount;

        while (trainer.StepsTaken < steps)
            trainer.Step();

        Assert.InRange(Tensor.TotalCount, 0, live);
    }

    [Fact]
    public void ValidationIsRepeatableAndChangesNothing()
    {
        using Imagen alone = Toys.Cascade(Toys.OneUnet);
        using Imagen validated = Toys.Cascade(Toys.OneUnet);
        using (Trainer trainer = new(alone, new ColourPictures(4), new WordEncoder(), s_options))
            trainer.Run();
        using (Trainer trainer = new(validated, new ColourPictures(4), new WordEncoder(), s_options, new ColourPictures(3)))
        {
            List<IReadOnlyDictionary<int, double>?> losses = [];
            trainer.Run(new Collect(step => losses.Add(step.ValidationLosses)));

            Assert.Equal([false, true, false, true, true], losses.Select(loss => loss is not null));
            Assert.Equal(losses[4]![1], trainer.Validate()[1]);
            Assert.Equal(losses.Max(loss => -loss?[1]), -trainer.BestLosses[1]);
            Assert.True(validated.training);
        }

        Assert.Equal(Toys.Weights(alone), Toys.Weights(validated));
    }

    [Fact]
    public void OnlyTheChosenUnetLearns()
    {
        using Imagen imagen = Toys.Cascade(Toys.TwoUnets);
        Dictionary<string, float[]> before = Toys.Weights(imagen);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), s_options with { UnetNumbers = [2] });

        trainer.Run();

        Dictionary<string, float[]> after = Toys.Weights(imagen);
        Assert.All(before.Keys.Where(key => key.StartsWith("unets.0")), key => Assert.Equal(before[key], after[key]));
        Assert.NotEqual(before["unets.1.final_conv.weight"], after["unets.1.final_conv.weight"]);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(8, 2)]
    [InlineData(8, 1, 2)]
    public void SamplesComeFromTheLastUnetThatLearns(long side, params int[] learning)
    {
        using Imagen imagen = Toys.Cascade(Toys.TwoUnets);
        TrainingOptions options = s_options with { UnetNumbers = learning, Samples = new TrainingSamples(1, ["colour 1"], new SampleOptions()) };
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), options);
        using Tensor samples = trainer.DrawSamples();

        Assert.Equal([1, 3, side, side], samples.shape);
    }

    [Fact]
    public void LossesThatAreNoNumberAreSkippedAndThenStopTheTraining()
    {
        using Imagen imagen = Toys.Cascade(Toys.TwoUnets);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), s_options with { Steps = 100, MaxSkippedInARow = 3, LearningRate = 1e-4 });
        TrainingProgress good = trainer.Step();
        Dictionary<string, float[]> before = Toys.Weights(imagen);
        using (torch.no_grad())
            imagen.state_dict()["unets.1.final_conv.bias"].fill_(float.NaN);

        TrainingProgress half = trainer.Step();
        Assert.Equal([1], half.Losses.Keys);
        Assert.Equal(1, half.Skipped);
        trainer.Step();
        ArithmeticException diverged = Assert.Throws<ArithmeticException>(() => trainer.Step());

        // what it saw last: the only good step of this U-Net
        Assert.Contains("U-Net 2 has diverged: 3 batches in a row", diverged.Message);
        Assert.Contains("a loss of NaN", diverged.Message);
        Assert.Contains(FormattableString.Invariant($"a loss of {good.Losses[2]:G4} and a gradient of norm {good.GradNorms[2]:G4} at step 1"), diverged.Message);
        Assert.Equal(3, trainer.StepsTaken);
        Assert.Equal(before["unets.1.final_conv.weight"], Toys.Weights(imagen)["unets.1.final_conv.weight"]);
        Assert.NotEqual(before["unets.0.final_conv.weight"], Toys.Weights(imagen)["unets.0.final_conv.weight"]);
    }

    [Theory]
    [InlineData(Precision.Float32, 1)]
    [InlineData(Precision.Float32, 2)]
    [InlineData(Precision.BFloat16, 2)]
    public void ASkippedBatchLeavesTheMeanOfTheOthers(Precision precision, int threads)
    {
        using ThreadCount chosen = new(threads);
        using Imagen skipping = Toys.Cascade(Toys.OneUnet);
        using Imagen plain = Toys.Cascade(Toys.OneUnet);
        TrainingOptions two = s_options with { BatchSize = 2, AccumulationSteps = 2, Precision = precision };
        using Trainer with = new(skipping, new ColourPictures(4), new WordEncoder(), two, draws: new SecondNoiseIsNoNumber());
        using Trainer without = new(plain, new ColourPictures(4), new WordEncoder(), two with { AccumulationSteps = 1 }, draws: new SameForEveryPicture());

        TrainingProgress skipped = with.Step();
        TrainingProgress alone = without.Step();

        Assert.Equal(1, skipped.Skipped);
        Assert.Equal(alone.Losses[1], skipped.Losses[1], 1e-6);
        Assert.Equal(alone.GradNorms[1], skipped.GradNorms[1], 1e-5 * alone.GradNorms[1]);
    }

    [Fact]
    public void CaptionsAreEncodedOnce()
    {
        WordEncoder encoder = new();
        using Imagen imagen = Toys.Cascade(Toys.OneUnet);
        using Trainer trainer = new(imagen, new ColourPictures(4), encoder, s_options with { Steps = 20 }, new ColourPictures(6));

        trainer.Run();

        Assert.Equal(6, encoder.Encoded);
    }

    [Fact]
    public void PartsThatDoNotFitAreRefusedWithTheNumbers()
    {
        using Imagen imagen = Toys.Cascade(Toys.TwoUnets);
        using Imagen wider = Toys.Cascade(Toys.OneUnet with { TextEmbedDim = 32 });

        Assert.Contains("16", Refused(() => new Trainer(wider, new ColourPictures(4), new WordEncoder(), s_options)));
        Assert.Contains("smaller", Refused(() => new Trainer(imagen, new ColourPictures(4, side: 4), new WordEncoder(), s_options)));
        Assert.Contains("U-Net 3", Refused(() => new Trainer(imagen, new ColourPictures(4), new WordEncoder(), s_options with { UnetNumbers = [1, 3] })));
        Assert.Contains("BatchSize", Refused(() => new Trainer(imagen, new ColourPictures(4), new WordEncoder(), s_options with { BatchSize = 0 })));
        Assert.Contains("no picture", Refused(() => new Trainer(imagen, new ImageSubset(new ColourPictures(4), []), new WordEncoder(), s_options)));
    }

    [Fact]
    public void TheLearningRateWarmsUpAndFalls()
    {
        TrainingOptions options = s_options with { Steps = 100, LearningRate = 2, WarmupSteps = 4, Schedule = LearningRateSchedule.Cosine };

        Assert.Equal(0.5, options.LearningRateAt(0), 12);
        Assert.Equal(1.0, options.LearningRateAt(50), 12);
        Assert.Equal(0.0, options.LearningRateAt(100), 12);
        Assert.Equal(2.0, (options with { Schedule = LearningRateSchedule.Constant }).LearningRateAt(99), 12);
    }

    private static string Refused(Func<Trainer> make) => Assert.ThrowsAny<ArgumentException>(() => make().Dispose()).Message;
}

/// <summary>Hands each report on.</summary>
internal sealed class Collect(Action<TrainingProgress> take) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => take(value);
}
