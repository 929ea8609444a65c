using MinImagen.Lib.Cascade;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Generation;

public sealed class ImageGeneratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItIsTheCascadesOwnSampleOfTheEncodedCaptions()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageGenerator generator = new(Toys.Cascade(Toys.TwoUnets), new WordEncoder());
        SampleOptions options = new() { Seed = 9, CondScale = 2 };
        using var text = new WordEncoder().Encode(["a", "b c"]);

        Tensor expected = generator.Imagen.Sample(text.Embeds, text.Mask, options);

        Assert.Equal(Values(expected), Values(generator.Generate(["a", "b c"], options)));
    }

    [Fact]
    public void EveryBatchHasItsOwnNoiseAndIsReported()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using ImageGenerator generator = new(Toys.Cascade(Toys.OneUnet), new WordEncoder());
        List<int> begins = [];

        Tensor pictures = generator.Generate(["a", "a", "a"], new SampleOptions { Seed = 1 }, batchSize: 2, new Collector(begins));

        Assert.Equal([3, 3, 4, 4], pictures.shape);
        Assert.Equal(3, Enumerable.Range(0, 3).Select(i => Values(pictures[i])[0]).Distinct().Count());
        Assert.Equal([.. Enumerable.Repeat(0, 25), .. Enumerable.Repeat(2, 25)], begins);
    }

    [Fact]
    public void NoCaptionIsRefused()
    {
        using ImageGenerator generator = new(Toys.Cascade(Toys.OneUnet), new WordEncoder());

        Assert.Throws<ArgumentException>(() => generator.Generate([]));
        Assert.Throws<OperationCanceledException>(() => generator.Generate(["a"], cancellation: new CancellationToken(true)));
    }

    [Fact]
    public void TheFolderIsLaidOutAsTheOriginals()
    {
        using Tensor pictures = torch.rand(2, 3, 4, 4);
        GenerationFolder folder = GenerationFolder.Create(_folder["out"]);

        folder.Save(pictures, ["a", "two\nlines"], "training_x");

        Assert.Equal("a\ntwo lines\n", File.ReadAllText(_folder["out/captions.txt"]));
        Assert.Equal("training_x", File.ReadAllText(_folder["out/imagen_training_directory.txt"]));
        Assert.Equal(["image_0.png", "image_1.png"], Directory.GetFiles(_folder["out/generated_images"]).Select(file => Path.GetFileName(file)).Order());
        Assert.Throws<IOException>(() => GenerationFolder.Create(_folder["out"]));
        Assert.Throws<ArgumentException>(() => folder.Save(pictures, ["one"], null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfARunThatDrewNothingNoFolderRemainsButTheUsersOwn(bool existed)
    {
        if (existed)
        {
            Directory.CreateDirectory(_folder["out"]);
        }

        var folder = GenerationFolder.Create(_folder["out"]);
        Assert.True(Directory.Exists(_folder["out/generated_images"]));

        folder.Abandon();

        Assert.Equal((existed, false), (Directory.Exists(_folder["out"]), Directory.Exists(_folder["out/generated_images"])));
    }

    [Fact]
    public void AFolderWithPicturesIsNotAbandoned()
    {
        using var pictures = torch.rand(1, 3, 4, 4);
        var folder = GenerationFolder.Create(_folder["out"]);
        folder.Save(pictures, ["a"], null);

        folder.Abandon();

        Assert.True(File.Exists(_folder["out/generated_images/image_0.png"]));
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    private sealed class Collector(List<int> begins) : IProgress<(int Begin, SampleProgress Step)>
    {
        public void Report((int Begin, SampleProgress Step) value) => begins.Add(value.Begin);
    }
}
