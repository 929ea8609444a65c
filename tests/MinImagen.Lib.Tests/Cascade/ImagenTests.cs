using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Cascade;

public sealed class ImagenTests
{
    private static readonly ImagenOptions Options = new() { ImageSizes = [8, 16], Timesteps = 21, TextEmbedDim = 16 };

    [Fact]
    public void SamplesPicturesInRangeOfTheLastSize()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options);
        using var pictures = imagen.Sample(randn(2, 4, 16), options: new() { Seed = 1, CondScale = 2 });
        Assert.Equal([2, 3, 16, 16], pictures.shape);
        Assert.InRange(pictures.min().item<float>(), 0, 1);
        Assert.InRange(pictures.max().item<float>(), 0, 1);
        Assert.False(pictures.requires_grad);
    }

    [Fact]
    public void ASeedGivesThePictureThatSeedingTheGeneratorGivesAndLeavesItAlone()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options);
        var text = randn(1, 4, 16);

        manual_seed(7);
        var shared = imagen.Sample(text);

        manual_seed(3);
        var expected = randn(5);
        manual_seed(3);
        var own = imagen.Sample(text, options: new() { Seed = 7 });
        Assert.True(own.IsExactly(shared));
        Assert.True(expected.IsExactly(randn(5)), "sampling with a seed of its own drew from the shared generator");
        Assert.False(own.IsExactly(imagen.Sample(text, options: new() { Seed = 8 })));
    }

    [Fact]
    public void ReportsEveryStepWithItsPictures()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options with { Timesteps = new[] { 21, 25 } });
        var told = new List<SampleProgress>();
        var shapes = new List<long>();
        Tensor? last = null;
        var progress = new Told(report =>
        {
            told.Add(report);
            last?.Dispose();
            last = report.Picture();
            shapes.Add(last.shape[2]);
            using var predicted = report.PredictedPicture();
            Assert.InRange(predicted.abs().max().item<float>(), 0, 1);
        });

        var pictures = imagen.Sample(randn(1, 4, 16), options: new() { Seed = 1 }, progress: progress);
        Assert.Equal(
            Enumerable.Range(1, 21).Select(step => (1, 2, step, 21)).Concat(Enumerable.Range(1, 25).Select(step => (2, 2, step, 25))),
            told.Select(report => (report.UnetNumber, report.UnetCount, report.Step, report.Steps)));
        Assert.Equal(Enumerable.Repeat(8L, 21).Concat(Enumerable.Repeat(16L, 25)), shapes);
        Assert.True(pictures.IsExactly(last!));
    }

    [Fact]
    public void EachUnetHasItsOwnSamplerAndSteps()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options);
        var told = new List<(int, int, int)>();
        var progress = new Told(report => told.Add((report.UnetNumber, report.Step, report.Steps)));
        var text = randn(1, 4, 16);
        SampleOptions With(string names, int[] steps) =>
            new() { Seed = 1, Sampler = Samplers.Parse(names, OneOrEach.Each<int>(steps)) };

        var pictures = imagen.Sample(text, options: With("dpmpp,ddim", [3, 2]), progress: progress);
        Assert.Equal([(1, 1, 3), (1, 2, 3), (1, 3, 3), (2, 1, 2), (2, 2, 2)], told);
        Assert.True(pictures.isfinite().all().item<bool>());

        told.Clear();
        Assert.Contains("at most that many", Assert.Throws<ArgumentException>(
            () => imagen.Sample(text, options: With("dpmpp,ddim", [3, 22]), progress: progress)).Message);
        Assert.Contains("sampler is a list of 3", Assert.Throws<ArgumentException>(
            () => imagen.Sample(text, options: With("ddim", [3, 2, 1]), progress: progress)).Message);
        Assert.Empty(told);
    }

    [Fact]
    public void StoppedAtTheBaseModelItDrawsWhatThatDrawsAlone()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options);
        using var alone = new Imagen([imagen.Unets[0]], Options with { ImageSizes = 8 });
        var text = randn(2, 4, 16);
        var told = new List<(int, int)>();

        var pictures = imagen.Sample(text, options: new() { Seed = 4, StopAtUnetNumber = 1 }, progress: new Told(report => told.Add((report.UnetNumber, report.UnetCount))));
        Assert.True(pictures.IsExactly(alone.Sample(text, options: new() { Seed = 4 })));
        Assert.Equal(Enumerable.Repeat((1, 1), 21), told);
    }

    [Fact]
    public void CanBeCancelledBetweenSteps()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options);
        using var source = new CancellationTokenSource();
        var steps = 0;
        var progress = new Told(_ =>
        {
            if (++steps == 3)
            {
                source.Cancel();
            }
        });

        imagen.train();
        Assert.Throws<OperationCanceledException>(
            () => imagen.Sample(randn(1, 4, 16), progress: progress, cancellation: source.Token));
        Assert.Equal(3, steps);
        Assert.True(imagen.training && imagen.Unets.All(unet => unet.training), "sampling left the model in evaluation mode");
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void LossTrainsTheUnetThatIsNamedAndOnlyThat()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options);
        imagen.Loss(rand(2, 3, 20, 20), randn(2, 4, 16), unetNumber: 2).backward();
        Assert.All(imagen.Unets[0].parameters(), parameter => Assert.Null(parameter.grad));
        Assert.Contains(imagen.Unets[1].parameters(), parameter => parameter.grad is not null);
        Assert.Equal(
            imagen.parameters().Count(), imagen.Unets[0].parameters().Count() + imagen.Unets[1].parameters().Count());
    }

    [Theory]
    [InlineData(LossType.L1)]
    [InlineData(LossType.L2)]
    [InlineData(LossType.Huber)]
    public void LossIsTheDistanceOfThePredictionFromTheNoise(LossType type)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var imagen = Build(Options with { ImageSizes = 8, LossType = type, CondDropProb = 0 }, unets: 1);
        var (pictures, text, noise, t) = (rand(2, 3, 8, 8), randn(2, 4, 16), randn(2, 3, 8, 8), tensor(new long[] { 2, 15 }));

        var noised = imagen.Schedules[0].QSample(pictures * 2 - 1, t, noise);
        var off = (imagen.Unets[0].Forward(noised, t, text) - noise).abs().to(float64);
        var expected = type switch
        {
            LossType.L1 => off.mean(),
            LossType.L2 => off.square().mean(),
            _ => where(off.lt(1), 0.5 * off.square(), off - 0.5).mean(),
        };
        Assert.Equal(expected.item<double>(), imagen.PLosses(1, pictures, t, text, noise: noise).item<float>(), 1e-5);
    }

    /// <summary>With as many steps as a test can take, training must learn one picture: the loss falls well below that of guessing.</summary>
    [Fact]
    public void Learns()
    {
        using var imagen = Build(Options with { ImageSizes = 8, CondDropProb = 0, Timesteps = 100 }, unets: 1);
        using var pictures = (arange(64).view(1, 1, 8, 8).expand(8, 3, 8, 8) % 9).lt(4).to(float32);
        using var text = randn(8, 4, 16);
        using var optimizer = optim.Adam(imagen.parameters(), 3e-3);
        var losses = new List<float>();
        manual_seed(0);
        for (var step = 0; step < 150; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = imagen.Loss(pictures, text);
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        Assert.True(losses.TakeLast(20).Average() < 0.35, $"the loss went from {losses[0]:g3} to {losses.TakeLast(20).Average():g3}");
    }

    [Fact]
    public void OneLowresNoiseLevelForTheBatchOrOneAnImage()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        List<long> Counts(bool perImage)
        {
            using var imagen = Build(Options with { LowresNoisePerImage = perImage });
            var counting = new CountingDraws();
            imagen.Loss(rand(5, 3, 16, 16), randn(5, 4, 16), unetNumber: 2, draws: counting);
            return counting.TimeCounts;
        }

        Assert.Equal([5, 1], Counts(perImage: false));
        Assert.Equal([5, 5], Counts(perImage: true));
    }

    [Fact]
    public void TheStateDictIsThatOfTheUnetsAndGoesRound()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options);
        var state = imagen.state_dict();
        Assert.All(state.Keys, key => Assert.Matches(@"^unets\.[01]\.", key));
        Assert.Equal(
            imagen.Unets[1].state_dict().Keys.Select(key => $"unets.1.{key}"), state.Keys.Where(key => key.StartsWith("unets.1.", StringComparison.Ordinal)));
        Assert.Equal(state.Values.Sum(weight => weight.numel() * 4) / 1048576.0, imagen.SizeInMegabytes);

        manual_seed(99);
        using var other = Imagen.Create([UnetOptions.BaseTest, UnetOptions.SuperTest], Options);
        other.load_state_dict(state);
        var text = randn(1, 4, 16);
        Assert.True(imagen.Sample(text, options: new() { Seed = 1 }).IsExactly(other.Sample(text, options: new() { Seed = 1 })));
    }

    [Fact]
    public void CreateFillsInWhatMustFit()
    {
        using var imagen = Imagen.Create([UnetOptions.BaseTest, UnetOptions.SuperTest], Options with { Channels = 1 });
        Assert.Equal([false, true], imagen.Unets.Select(unet => unet.Options.LowresCond));
        Assert.All(imagen.Unets, unet => Assert.Equal((16, 1, 1), (unet.Options.TextEmbedDim, unet.Options.Channels, unet.Options.ChannelsOut)));
    }

    [Theory]
    [InlineData("t5_small", 512)]
    [InlineData("t5_base", 768)]
    public void TheTextsWidthIsThatOfItsEncoderUnlessSaid(string encoder, int width)
    {
        var options = Options with { ImageSizes = 8, TextEncoderName = encoder };
        using var said = Imagen.Create([UnetOptions.BaseTest], options);
        using var known = Imagen.Create([UnetOptions.BaseTest], options with { TextEmbedDim = null });
        Assert.Equal((16, width), (said.TextEmbedDim, known.TextEmbedDim));
        Assert.Equal(width, known.Unets[0].Options.TextEmbedDim);
    }

    [Fact]
    public void UnetsThatDoNotFitAreRefusedRatherThanRebuilt()
    {
        using var fitting = new Unet(UnetOptions.BaseTest with { TextEmbedDim = 16 });
        using var wrongText = new Unet(UnetOptions.BaseTest with { TextEmbedDim = 32 });
        using var wrongChannels = new Unet(UnetOptions.BaseTest with { TextEmbedDim = 16, ChannelsOut = 1 });
        var one = Options with { ImageSizes = 8 };
        Refused("text_embed_dim is 32, and that of the cascade 16", [wrongText], one);
        Refused("maps 3 channels to 1", [wrongChannels], one);
        Refused("U-Net 2 does not fit the cascade: lowres_cond", [fitting, fitting], Options);
        Refused("divisible by 2, and its pictures' are 9", [fitting], one with { ImageSizes = 9 });
        using var imagen = new Imagen([fitting], one);
        Assert.Same(fitting, imagen.Unets[0]);

        static void Refused(string message, Unet[] unets, ImagenOptions options) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => new Imagen(unets, options)).Message);
    }

    [Fact]
    public void ErrorsSayWhatIsNeeded()
    {
        using var scope = NewDisposeScope();
        using var imagen = Build(Options with { OnlyTrainUnetNumber = 1 });
        using var unguided = Build(Options with { CondDropProb = 0 });
        var (pictures, text) = (rand(1, 3, 16, 16), randn(1, 4, 16));
        void Refused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);

        Refused("numbered from 1", () => imagen.Loss(pictures, text));
        Refused("2 U-Nets", () => imagen.Loss(pictures, text, unetNumber: 3));
        Refused("allows U-Net 1 only", () => imagen.Loss(pictures, text, unetNumber: 2));
        Refused("got (1, 3, 16, 20)", () => imagen.Loss(rand(1, 3, 16, 20), text, unetNumber: 1));
        Refused("s of at least 8", () => imagen.Loss(rand(1, 3, 6, 6), text, unetNumber: 1));
        Refused("(1, n, 16)", () => imagen.Loss(pictures, randn(1, 4, 8), unetNumber: 1));
        Refused("(1, n, 16)", () => imagen.Loss(pictures, randn(2, 4, 16), unetNumber: 1));
        Refused("(b, n, 16)", () => imagen.Sample(randn(1, 4, 8)));
        Refused("cond_drop_prob = 0", () => unguided.Sample(text, options: new() { CondScale = 3 }));
        Refused("no U-Net 3", () => imagen.Sample(text, options: new() { StopAtUnetNumber = 3 }));
        Refused("no U-Net 0", () => imagen.Sample(text, options: new() { StopAtUnetNumber = 0 }));
        Refused("from 0 to 1", () => imagen.Sample(text, options: new() { LowresSampleNoiseLevel = 2 }));
    }

    [Fact]
    public void TrainingAndSamplingLeaveNoTensorsBehind()
    {
        using var imagen = Build(Options);
        using var pictures = rand(2, 3, 16, 16);
        using var text = randn(2, 4, 16);
        void Train()
        {
            imagen.Loss(pictures, text, unetNumber: 2).Dispose();
            imagen.Loss(pictures, text, unetNumber: 1).Dispose();
        }

        Train();
        Assert.Equal(0, LiveTensors.LeftBy(Train));
        var alive = new List<long>();
        Assert.Equal(0, LiveTensors.LeftBy(() => imagen.Sample(
            text, options: new() { CondScale = 2, Seed = 1 }, progress: new Told(_ => alive.Add(Tensor.TotalCount))).Dispose()));
        Assert.Single(alive.Take(21).Distinct());
        Assert.Single(alive.Skip(21).Distinct());
    }

    private static Imagen Build(ImagenOptions options, int unets = 2)
    {
        manual_seed(0);
        return Imagen.Create(new[] { UnetOptions.BaseTest, UnetOptions.SuperTest }.Take(unets).ToArray(), options);
    }

    /// <summary>Reports at once, on the same thread.</summary>
    private sealed class Told(Action<SampleProgress> action) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value) => action(value);
    }

    private sealed class CountingDraws : RandomDraws
    {
        public List<long> TimeCounts { get; } = [];

        public override Tensor Times(int timesteps, long count, Device? device = null)
        {
            TimeCounts.Add(count);
            return base.Times(timesteps, count, device);
        }
    }
}
