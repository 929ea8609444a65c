using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BadFilesAreSkippedCountedAndExplained()
    {
        Picture("good.png", 8, 8);
        Picture("huge.png", 40, 40);
        File.WriteAllText(_folder["text.png"], "hello");
        Captions("good.png\ta", "missing.png\tb", "text.png\tc", "huge.png\td", "../e.png\te", "good.png\tanother name");

        using ImageFolder images = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8, MaxPixels = 1000 });

        Assert.Equal(["a", "another name"], Enumerable.Range(0, images.Count).Select(images.GetCaption));
        Assert.Equal(
            ["captions.tsv, line 5", "huge.png", "missing.png", "text.png"],
            images.Skipped.Select(skip => skip.Name).Order(StringComparer.Ordinal));
        Assert.Contains("40 × 40 pixels", images.Skipped.Single(skip => skip.Name == "huge.png").Reason);
    }

    [Fact]
    public void NothingUsableIsAnErrorWithTheFirstReasons()
    {
        Captions("missing.png\tb");

        Assert.Contains("missing.png: no such file", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 })).Message);
    }

    [Theory]
    [InlineData(30, 20)]
    [InlineData(8, 8)]
    [InlineData(5, 9)]
    [InlineData(100, 64)]
    public void EveryPictureIsSquareAndInRange(int width, int height)
    {
        Picture("a.png", width, height);
        Captions("a.png\ta");

        using ImageFolder images = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 });
        using Tensor image = images.GetImage(0);

        Assert.Equal([3, 8, 8], image.shape);
        float[] values = image.contiguous().data<float>().ToArray();
        Assert.InRange(values.Min(), 0, 1);
        Assert.InRange(values.Max(), 0, 1);
    }

    [Fact]
    public void APictureOfTheRightSizeIsNotTouched()
    {
        Picture("a.png", 8, 8);
        Captions("a.png\ta");

        using ImageFolder images = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 });
        using Tensor image = images.GetImage(0);
        using Tensor expected = ImageDecoder.Decode(_folder["a.png"]).ToTensor();

        Assert.Equal(expected.data<float>().ToArray(), image.data<float>().ToArray());
    }

    [Fact]
    public void TheCaptionsFileDecidesTheSplitElseTheFileName()
    {
        Picture("a.png", 8, 8);
        Captions([.. Enumerable.Range(0, 4).Select(i => $"a.png\tkept {i}\tvalidation"), .. Enumerable.Range(0, 4).Select(i => $"a.png\tby name {i}")]);

        using ImageFolder images = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8, ValidationFraction = 0 });
        ICaptionedImages validation = images.Select(DataSplit.Validation);
        ICaptionedImages train = images.Select(DataSplit.Train);

        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal($"kept {i}", validation.GetCaption(i)));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal($"by name {i}", train.GetCaption(i)));
        Assert.Equal((4, 4), (validation.Count, train.Count));
    }

    [Fact]
    public void LoadingStopsWhenCancelled()
    {
        Picture("a.png", 8, 8);
        Captions("a.png\ta");

        Assert.Throws<OperationCanceledException>(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 }, cancellation: new CancellationToken(true)));
    }

    private void Captions(params string[] lines) => File.WriteAllLines(_folder[CaptionsFile.Name], lines);

    private void Picture(string name, int width, int height)
    {
        using Tensor noise = TorchSharp.torch.rand(3, height, width).gt(0.5).to(ScalarType.Float32);
        PictureFile.Save(_folder[name], noise);
    }
}
