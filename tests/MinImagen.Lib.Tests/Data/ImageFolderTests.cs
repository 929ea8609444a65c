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

    [Fact]
    public void CaptionsMayBeRecordsOrTextsBesideThePictures()
    {
        Directory.CreateDirectory(_folder["sub"]);
        Picture("a.png", 8, 8);
        Picture("sub/b.png", 8, 8);
        Picture("lonely.png", 8, 8);
        File.WriteAllText(_folder["a.txt"], "\uFEFFan apple,\r\nred \n");
        File.WriteAllText(_folder["sub/b.txt"], "a bee");
        File.WriteAllBytes(_folder["lonely.txt"], [0xff, 0xfe, 0x41]);

        using (var byTexts = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 }))
        {
            Assert.Equal(["an apple, red", "a bee"], Enumerable.Range(0, byTexts.Count).Select(byTexts.GetCaption));
            Assert.Equal(("lonely.png", "lonely.txt is not UTF-8"), (byTexts.Skipped.Single().Name, byTexts.Skipped.Single().Reason));
        }

        File.WriteAllLines(_folder[CaptionRecords.Name],
        [
            "{\"file\": \"sub/b.png\", \"caption\": \"a b\\u00e9e\", \"split\": \"validation\"}", "{\"file_name\": \"a.png\", \"text\": \"an apple\"}",
            "{\"file\": \"../a.png\", \"caption\": \"x\"}", "[1]", "{\"file\": 3}", "{\"file\": \"a.png\"}", "{\"file\": \"a.png\", \"caption\": \"\\ud800\"}",
            "{\"file\": \"a.png\", \"caption\": \"x\", \"split\": \"test\"}", new string('[', 5000),
        ]);
        using var byRecords = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 });
        Assert.Equal(["a bée", "an apple"], Enumerable.Range(0, byRecords.Count).Select(byRecords.GetCaption));
        Assert.Equal(DataSplit.Validation, byRecords.GetFile(0).Split);
        Assert.Equal(Enumerable.Range(3, 7).Select(line => $"captions.jsonl, line {line}"), byRecords.Skipped.Select(skip => skip.Name));
    }

    [Fact]
    public void LinesThatAreNoTextOrTooLongAreSkippedAlone()
    {
        Picture("a.png", 8, 8);
        File.WriteAllBytes(_folder[CaptionsFile.Name],
        [
            .. "a.png\tfirst\n"u8, .. "a.png\tbad "u8, 0xff, (byte)'\n', .. new byte[300_000].Select(_ => (byte)'x'), (byte)'\n', .. "a.png\tlast"u8,
        ]);

        using var images = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 });

        Assert.Equal(["first", "last"], Enumerable.Range(0, images.Count).Select(images.GetCaption));
        Assert.Equal(["not UTF-8", "more than 64 KB in a line"], images.Skipped.Select(skip => skip.Reason));
    }

    [Fact]
    public void WhatDoesNotFitInMemoryIsDecodedEachTimeAndIsTheSame()
    {
        foreach (var name in new[] { "a.png", "b.png", "c.png" })
            Picture(name, 20, 15);
        Captions("a.png\ta", "b.png\tb", "c.png\tc");

        using var all = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 });
        using var some = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8, MemoryLimit = 3 * 8 * 8 * sizeof(float) });

        Assert.Equal((3, 1), (all.KeptInMemory, some.KeptInMemory));
        for (var i = 0; i < 3; i++)
        {
            using var kept = all.GetImage(i);
            using var decoded = some.GetImage(i);
            Assert.Equal(kept.data<float>().ToArray(), decoded.data<float>().ToArray());
        }
        Assert.Equal((20, 15), some.GetOriginalSize(2));
        File.Delete(_folder["c.png"]);
        Assert.Contains("could be read before", Assert.Throws<InvalidDataException>(() => some.GetImage(2)).Message);
    }

    [Fact]
    public void LoadingLeavesNothingBehind()
    {
        Picture("a.png", 20, 15);
        File.WriteAllText(_folder["text.png"], "hello");
        File.WriteAllText(_folder["empty.png"], "");
        Captions("a.png\ta", "text.png\tb", "empty.png\tc");

        Assert.Equal(0, LiveTensors.LeftBy(() =>
        {
            using var images = ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 });
            Assert.Equal("an empty file", images.Skipped.Single(skip => skip.Name == "empty.png").Reason);
            Assert.Throws<OperationCanceledException>(() => ImageFolder.Load(_folder.Path, new ImageFolderOptions { Side = 8 }, cancellation: new CancellationToken(true)));
        }));
    }

    private void Captions(params string[] lines) => File.WriteAllLines(_folder[CaptionsFile.Name], lines);

    private void Picture(string name, int width, int height)
    {
        using Tensor noise = TorchSharp.torch.rand(3, height, width).gt(0.5).to(ScalarType.Float32);
        PictureFile.Save(_folder[name], noise);
    }
}
