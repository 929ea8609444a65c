using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Tests.Engine;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Training;

/// <summary>What a model, a training or a failure made is freed with it, not when a finalizer comes by.</summary>
public sealed class LifetimeTests : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 3,
        BatchSize = 2,
        LearningRate = 1e-3,
        EmaDecay = 0.8,
        Seed = 5,
        CheckpointEvery = 2,
    };

    private static readonly UnetOptions Everything = new() { Dim = 8, DimMults = [1, 2], AttendAtMiddle = true, TextEmbedDim = 16 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Asks the system, not TorchSharp: its count of tensors goes up by one with every parameter and never down again.
    /// </summary>
    [Fact]
    public void ModelsOneAfterAnotherTakeTheMemoryOfOne()
    {
        const int models = 30;
        var options = Everything with { Dim = 64 };
        long size;
        using (var unet = new Unet(options))
        {
            size = unet.parameters().Sum(weight => weight.numel() * sizeof(float));
        }

        void MakeMoveAndFree()
        {
            using var unet = new Unet(options);
            unet.to(ScalarType.Float64).to(ScalarType.Float32);
            using var copy = unet.Copy(Precision.BFloat16);
        }

        MakeMoveAndFree();
        MakeMoveAndFree();
        var before = Environment.WorkingSet;
        for (var i = 0; i < models; i++)
        {
            MakeMoveAndFree();
        }

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, models / 3 * size);
    }

    [Fact]
    public void AModelOutlivesTheScopeThatItWasMadeOrMovedIn()
    {
        Unet unet;
        using (NewDisposeScope())
        {
            unet = new Unet(Everything);
            unet.to(ScalarType.Float64).to(ScalarType.Float32);
        }

        using (unet)
        using (NewDisposeScope())
        {
            Assert.Equal([1, 3, 4, 4], unet.Forward(randn(1, 3, 4, 4), tensor(new[] { 3L }), randn(1, 2, 16)).shape);
        }
    }

    [Fact]
    public void AStateDictIsTheModelsAndLoadingCopies()
    {
        using var one = new Unet(Everything);
        using var other = new Unet(Everything);

        Assert.Equal(0, LiveTensors.LeftBy(() => one.state_dict()));
        Assert.Equal(0, LiveTensors.LeftBy(() => one.load_state_dict(other.state_dict())));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ATrainingFreesEverythingThatItMade(int threads)
    {
        using var count = new ThreadCount(threads);
        using var imagen = Toys.Cascade(Toys.TwoUnets);

        // The first step of a thread or a kernel may make something that stays.
        Train("first");
        imagen.zero_grad();
        var left = LiveTensors.LeftBy(() => Train("second"));

        Assert.Equal(0, left);

        void Train(string name)
        {
            var directory = TrainingDirectory.Create(folder[name]);
            directory.SaveParameters(imagen, []);
            var options = Options with { Samples = new TrainingSamples(2, ["colour 1"], new SampleOptions { CondScale = 2 }) };
            using (var trainer = new Trainer(imagen, new ColourPictures(4), new WordEncoder(), options, new ColourPictures(2), directory))
            {
                trainer.Run();
                trainer.KeepSampledWeights();
            }

            using var resumed = new Trainer(imagen, new ColourPictures(4), new WordEncoder(), options with { Steps = 4 }, new ColourPictures(2), directory);
            Assert.NotNull(resumed.Resume());
            resumed.Run();
        }
    }

    [Fact]
    public void AFailureLeavesNothingBehind()
    {
        using var imagen = Toys.Cascade(Toys.TwoUnets);
        using var images = rand(2, 3, 8, 8);
        using var text = randn(2, 4, 16);
        using var x = randn(2, 3, 4, 4);
        using var times = tensor(new[] { 1L, 2 });

        void Fails(Action action) => Assert.Equal(0, LiveTensors.LeftBy(() => Assert.ThrowsAny<Exception>(action)));

        Fails(() => imagen.LossAndGradients(images, text, unetNumber: 2, draws: new WrongNoise()));
        Fails(() => imagen.Sample(text, draws: new WrongNoise()));
        Fails(() => imagen.Sample(text, cancellation: new CancellationToken(canceled: true)));
        Fails(() => imagen.Schedules[0].QSample(x, times, images));
        Fails(() => imagen.Unets[0].Forward(x, times, images));
        Fails(() => Resize.To(x, 3, 3, (PaddingModes)99));
    }

    private sealed class WrongNoise : RandomDraws
    {
        public override Tensor NormalLike(Tensor x) => zeros(1, 2, 3);
    }
}
