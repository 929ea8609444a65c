using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Generation;
using TorchSharp;

namespace MinImagen.Lib.Tests.Data;

public sealed class DataSourcesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheEmojiThatShipHaveAName()
    {
        using var source = DataSources.Open("emoji-sample", new DataSourceOptions { Side = 8 });

        Assert.Equal(EmojiSample.Captions.Count, source.Train.Count + source.Validation.Count);
        Assert.Equal(source.OriginalSizes.Count, source.KeptInMemory);
        Assert.All(source.OriginalSizes, size => Assert.Equal((64, 64), size));
        Assert.EndsWith(EncodingCache.FolderName, source.EncodingCache.Folders[0]);
    }

    [Fact]
    public void ShapesToLearnFromAreNeverThoseToJudgeOn()
    {
        using var source = DataSources.Open("shapes", new DataSourceOptions { Side = 16, Seed = 5 });
        var seen = Enumerable.Range(0, 500).Select(source.Train.GetCaption).ToHashSet();

        Assert.Equal((1_000_000, 1000), (source.Train.Count, source.Validation.Count));
        Assert.DoesNotContain(Enumerable.Range(0, 500).Select(source.Validation.GetCaption), seen.Contains);
        using var last = source.Train.GetImage(source.Train.Count - 1);
        Assert.Equal([3, 16, 16], last.shape);
    }

    [Fact]
    public void FromTheHeldOutShapesNothingIsLearnt()
    {
        using var source = DataSources.Open("shapes-held-out", new DataSourceOptions { Side = 16, Limit = 7 });

        Assert.Equal((0, 7), (source.Train.Count, source.Validation.Count));
        Assert.True(HeldOutScenes.Contains(new ShapesDataset(new ShapesOptions { Split = DataSplit.Validation }).GetScene(0)));
        Assert.Equal(new ShapesDataset(new ShapesOptions { Split = DataSplit.Validation }).GetCaption(0), source.Validation.GetCaption(0));
    }

    /// <summary>The original's smalldata: so many of each split.</summary>
    [Fact]
    public void ASmallDataSetHasTheFirstOfEachSplit()
    {
        Fill([.. Enumerable.Range(0, 40).Select(i => $"a.png\t{(i < 30 ? "t" : "v")}{i}\t{(i < 30 ? "train" : "validation")}")]);

        using var source = DataSources.Open(folder.Path, new DataSourceOptions { Side = 8, Limit = DataSourceOptions.SmallDataLimit });

        Assert.Equal(Enumerable.Range(0, 16).Select(i => $"t{i}"), Enumerable.Range(0, source.Train.Count).Select(source.Train.GetCaption));
        Assert.Equal(Enumerable.Range(30, 10).Select(i => $"v{i}"), Enumerable.Range(0, source.Validation.Count).Select(source.Validation.GetCaption));
    }

    [Fact]
    public void ATransformOfTheUsersOwnSeesEveryPictureAtItsFinalSize()
    {
        Fill("a.png\tcolour\ttrain", "a.png\tcolour\tvalidation");
        using var source = DataSources.Open(folder.Path, new DataSourceOptions { Side = 8, Transform = image => 1 - image });
        using var plain = DataSources.Open(folder.Path, new DataSourceOptions { Side = 8 });

        Assert.Equal(0, LiveTensors.LeftBy(() =>
        {
            using var scope = torch.NewDisposeScope();
            Assert.Equal(0f, (source.Train.GetImage(0) + plain.Train.GetImage(0) - 1).abs().max().item<float>());
            Assert.Equal(0f, (source.Validation.GetImage(0) + plain.Validation.GetImage(0) - 1).abs().max().item<float>());
        }));
    }

    [Fact]
    public void ATransformThatChangesTheShapeIsRefused()
    {
        Fill("a.png\tcolour\ttrain");
        using var source = DataSources.Open(folder.Path, new DataSourceOptions { Side = 8, Transform = image => image.narrow(0, 0, 1) });

        Assert.Contains("(1, 8, 8)", Assert.Throws<InvalidDataException>(() => source.Train.GetImage(0)).Message);
    }

    [Fact]
    public void TheCaptionsFileOfAFolderStandsForIt()
    {
        Fill();
        File.Delete(folder[CaptionsFile.Name]);
        File.WriteAllText(folder[CaptionRecords.Name], """{"file": "a.png", "caption": "colour", "split": "train"}""");

        using var source = DataSources.Open(folder[CaptionRecords.Name], new DataSourceOptions { Side = 8 });

        Assert.Equal("colour", source.Train.GetCaption(0));
    }

    [Fact]
    public void AnUnknownNameIsToldTheKnownOnes() =>
        Assert.Contains("emoji-sample", Assert.Throws<ArgumentException>(() => DataSources.Open("emojis", new DataSourceOptions { Side = 8 })).Message);

    private void Fill(params string[] lines)
    {
        File.WriteAllLines(folder[CaptionsFile.Name], lines);
        using var noise = torch.rand(3, 12, 10);
        PictureFile.Save(folder["a.png"], noise);
    }
}
