using MinImagen.Cli.SamplerBench;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Text;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.SamplerBench;

public sealed class SamplerBenchRunTests : IDisposable
{
    private static readonly BenchSetup Setup = new("", 4, 0, false, "2", "Dynamic", 3);

    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ThePlanIsEverySamplerWithEveryNumberOfStepsThatThereAre()
    {
        var plan = BenchPoint.Plan(["ddpm", "ddim"], [5, 30, 50, null], 30);
        Assert.Equal([new("ddpm", 5), new("ddpm", null), new("ddim", 5), new("ddim", null)], plan);
    }

    [Fact]
    public void GoesOnWhereItWasInterruptedAndEndsAtTheSameTable()
    {
        using var generator = FreshGenerator();
        var data = new ShapesDataset(new ShapesOptions { Side = 16, Count = 4 });
        var run = new SamplerBenchRun(generator, data, new SampleOptions { Seed = 1, CondScale = 2 }, batchSize: 3);
        var plan = BenchPoint.Plan(["ddim", "dpmpp"], [2, 4], 30);
        IReadOnlyList<BenchRow> Run(string name, IReadOnlyList<BenchPoint> points, CancellationToken cancellation = default) =>
            ProgressBoard.Run(board => run.Run(points, BenchRecord.Open(Path.Combine(folder, name), Setup), board, cancellation));

        var whole = Run("whole.json", plan);
        Assert.Equal(plan, whole.Select(row => row.Point));
        Assert.All(whole, row => Assert.Equal(new Proportion(0, 4), row.Score.All));
        Assert.All(whole, row => Assert.True(row.Sharpness > 0 && row.SecondsAPicture > 0));

        Run("parts.json", [plan[2]]);
        Assert.Throws<OperationCanceledException>(() => Run("parts.json", plan, new CancellationToken(canceled: true)));
        var measured = BenchRecord.Open(Path.Combine(folder, "parts.json"), Setup).Rows.Single();
        var parts = Run("parts.json", plan);
        Assert.Equal(plan, parts.Select(row => row.Point));
        Assert.Equal(measured, parts[2]);
        Assert.Equal(whole.Select(row => row.Sharpness), parts.Select(row => row.Sharpness));
    }

    [Fact]
    public void TruePicturesObeyTheirCaptionsAndThoseOfOthersDoNot()
    {
        using var scope = NewDisposeScope();
        using var generator = FreshGenerator();
        var data = new ShapesDataset(new ShapesOptions { Side = 32, Count = 12, Seed = 5 });
        var run = new SamplerBenchRun(generator, data, new SampleOptions(), batchSize: 4);
        var pictures = stack(Enumerable.Range(0, 12).Select(data.GetImage).ToArray());
        Assert.InRange(run.Score(pictures).All.Hits, 11, 12);
        Assert.Equal(0, run.Score(pictures.roll(1, 0)).All.Hits);
        Assert.Equal((0, 12), (run.Score(ones_like(pictures)).All.Hits, run.Score(ones_like(pictures)).Refused.Hits));
    }

    [Fact]
    public void AModelIsKnownByItsWeights()
    {
        using var one = FreshGenerator();
        using var same = FreshGenerator();
        Assert.Equal(SamplerBenchRun.Digest(one.Imagen), SamplerBenchRun.Digest(same.Imagen));
        using (no_grad())
        {
            same.Imagen.parameters().Last().add_(1e-6);
        }

        Assert.NotEqual(SamplerBenchRun.Digest(one.Imagen), SamplerBenchRun.Digest(same.Imagen));
    }

    /// <summary>n gradients of 1/n in place of one of 1: the sum of their squares is an n-th, its root 1/√n.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 0.5)]
    [InlineData(9, 0.3333333)]
    public void AnEdgeBlurredOverNPixelsIsLessSharpByTheRootOfN(int pixels, double expected)
    {
        using var scope = NewDisposeScope();
        Tensor Edge(int width) => ((arange(0, 33).to(float32) - 16) / width).clamp(0, 1).expand(1, 3, 8, 33);
        Assert.Equal(expected, Sharpness.Of(Edge(pixels)) / Sharpness.Of(Edge(1)), 1e-5);
        Assert.True(Sharpness.Of(Edge(pixels) + randn(1, 3, 8, 33) * 0.1) > Sharpness.Of(Edge(pixels)));
    }

    /// <summary>A ramp that rises by a to the right and b downwards has the gradient √(a² + b²) everywhere.</summary>
    [Fact]
    public void SharpnessIsTheLengthOfTheGradient()
    {
        using var scope = NewDisposeScope();
        var ramp = arange(0, 10).to(float32).view(1, 1, 1, 10) * 0.03 + arange(0, 8).to(float32).view(1, 1, 8, 1) * 0.04;
        Assert.Equal(0.05, Sharpness.Of(ramp.expand(2, 3, 8, 10)), 1e-6);
        Assert.Equal(0, Sharpness.Of(ones(1, 3, 8, 8)));
    }

    private static ImageGenerator FreshGenerator()
    {
        manual_seed(1);
        var tiny = new UnetOptions { Dim = 8, DimMults = [1], LayerAttns = false, LayerCrossAttns = false };
        var options = new ImagenOptions { ImageSizes = [8, 16], Timesteps = 30, TextEmbedDim = 16 };
        return new ImageGenerator(Imagen.Create([tiny, tiny with { MemoryEfficient = true }], options), new LetterEncoder());
    }

    /// <summary>A text encoder without a network: a text is told by its letters.</summary>
    private sealed class LetterEncoder : ITextEncoder
    {
        public string Name => "letters";

        public int EncodedDim => 16;

        public string Digest => "letters";

        public TextEncoding Encode(IReadOnlyList<string> texts, int maxLength = TextEncoders.DefaultMaxLength)
        {
            var letters = texts.SelectMany(text => Enumerable.Range(0, 32).Select(i => (float)(text[i % text.Length] % 16) / 16)).ToArray();
            return new TextEncoding(tensor(letters).view(texts.Count, 2, 16), ones(texts.Count, 2, dtype: ScalarType.Bool));
        }

        public void Dispose()
        {
        }
    }
}
