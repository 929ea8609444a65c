using MinImagen.Lib.Data;
using MinImagen.Lib.Files;
using MinImagen.Lib.Tests.Training;
using TorchSharp;

namespace MinImagen.Lib.Tests.Data;

public sealed class CaptionEncodingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ShorterCaptionsAreFilledWithZerosAndMasked()
    {
        using var encodings = new CaptionEncodings(new WordEncoder(), ["one", "one two three"]);
        using var scope = torch.NewDisposeScope();

        var (embeds, mask) = encodings.Gather(["one", "one two three"]);

        Assert.Equal([2, 3, Toys.TextDim], embeds.shape);
        Assert.Equal([true, false, false, true, true, true], mask.data<bool>().ToArray());
        Assert.Equal(0f, embeds[0].narrow(0, 1, 2).abs().max().item<float>());
        Assert.Equal(embeds[0, 0].data<float>().ToArray(), embeds[1, 0].data<float>().ToArray());
    }

    /// <summary>The original's collator fails on it.</summary>
    [Fact]
    public void ABatchOfOneWordIsABatch()
    {
        using var encodings = new CaptionEncodings(new WordEncoder());
        using var scope = torch.NewDisposeScope();

        var (embeds, mask) = encodings.Gather(["one"]);

        Assert.Equal([1, 1, Toys.TextDim], embeds.shape);
        Assert.Equal([1, 1], mask.shape);
    }

    [Fact]
    public void LongCaptionsAreCut()
    {
        using var encodings = new CaptionEncodings(new WordEncoder(), ["one two three"], maxWords: 2);
        using var scope = torch.NewDisposeScope();

        Assert.Equal([1, 2, Toys.TextDim], encodings.Gather(["one two three"]).Embeds.shape);
    }

    [Fact]
    public void ACaptionIsEncodedOnceWhenItIsFirstNeeded()
    {
        var encoder = new WordEncoder();
        using var encodings = new CaptionEncodings(encoder);

        Assert.Equal(0, encoder.Encoded);
        Read(encodings, "a", "b", "a");
        Assert.Equal(2, encoder.Encoded);
        encodings.Prepare(["a", "c", "c", "d"]);
        Read(encodings, "d", "b");
        Assert.Equal(4, encoder.Encoded);
    }

    /// <summary>The loader's workers may be faster than who prepares; the report between two chunks stands for them.</summary>
    [Fact]
    public void WhatIsGatheredWhileOthersArePreparedIsEncodedOnce()
    {
        var encoder = new WordEncoder();
        using var encodings = new CaptionEncodings(encoder);
        string[] captions = [.. Enumerable.Range(0, 70).Select(i => $"word{i}")];

        encodings.Prepare(captions, new Workers(() => Read(encodings, captions[40], captions[69])));

        Assert.Equal((70, 70), (encodings.Count, encoder.Encoded));
    }

    [Fact]
    public void WhatIsOnDiskIsNotEncodedAgain()
    {
        float[] expected;
        using (var first = new CaptionEncodings(new WordEncoder(), cache: Cache))
        {
            first.Prepare(["a", "b c", "naïve 🍎"]);
            expected = Read(first, "lazily", "b c");
        }

        var encoder = new WordEncoder();
        using var second = new CaptionEncodings(encoder, cache: Cache);

        Assert.Equal(4, second.Count);
        Assert.Equal(expected, Read(second, "lazily", "b c"));
        Read(second, "naïve 🍎", "a");
        Assert.Equal((0, null), (encoder.Encoded, second.CacheProblem));
        second.Save();
        Assert.Equal(TheFile, Assert.Single(Directory.GetFileSystemEntries(folder["cache"])));
    }

    [Theory]
    [InlineData("another", 64)]
    [InlineData("d1", 32)]
    public void TheCacheOfAnotherEncoderOrLengthIsNotUsed(string digest, int maxWords)
    {
        using (new CaptionEncodings(new WordEncoder(), cache: Cache))
            Fill();

        using var other = new CaptionEncodings(new WordEncoder(digest), maxWords, Cache);
        Assert.Equal((0, null), (other.Count, other.CacheProblem));

        // nor where it stands under the name of the one that is asked for
        var file = TheFile;
        other.Prepare(["x"]);
        var others = Directory.GetFiles(folder["cache"]).Single(path => path != file);
        File.Move(file, others, overwrite: true);
        using var again = new CaptionEncodings(new WordEncoder(digest), maxWords, Cache);
        Assert.Equal(0, again.Count);
        Assert.NotNull(again.CacheProblem);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.999)]
    public void ADamagedCacheIsThrownAwayAndSaidSo(double at)
    {
        Fill();
        var bytes = File.ReadAllBytes(TheFile);
        bytes[(int)(at * bytes.Length)] ^= 0x55;
        File.WriteAllBytes(TheFile, bytes);

        Assert.Equal(0, LiveTensors.LeftBy(() =>
        {
            using var encodings = new CaptionEncodings(new WordEncoder(), cache: Cache);
            Assert.Equal(0, encodings.Count);
            Assert.Contains(TheFile, encodings.CacheProblem);
            encodings.Prepare(["a", "b c"]);
        }));
        using var mended = new CaptionEncodings(new WordEncoder(), cache: Cache);
        Assert.Equal((2, null), (mended.Count, mended.CacheProblem));
    }

    [Fact]
    public void ATruncatedCacheIsThrownAway()
    {
        Fill();
        var bytes = File.ReadAllBytes(TheFile);
        foreach (var length in new[] { 0, 5, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(TheFile, bytes[..length]);
            using var encodings = new CaptionEncodings(new WordEncoder(), cache: Cache);
            Assert.Equal(0, encodings.Count);
            Assert.NotNull(encodings.CacheProblem);
        }
    }

    [Fact]
    public void WhereTheFirstFolderCannotBeWrittenToTheNextIs()
    {
        File.WriteAllText(folder["file"], "");
        var cache = new EncodingCache([folder["file/cache"], folder["cache"]]);
        using (var encodings = new CaptionEncodings(new WordEncoder(), cache: cache))
        {
            encodings.Prepare(["a"]);
            Assert.Null(encodings.CacheProblem);
        }

        using var again = new CaptionEncodings(new WordEncoder(), cache: cache);
        Assert.Equal(1, again.Count);
    }

    [Fact]
    public void WhereNoFolderCanBeWrittenToItIsSaidAndTheWorkGoesOn()
    {
        File.WriteAllText(folder["file"], "");
        using var encodings = new CaptionEncodings(new WordEncoder(), cache: new EncodingCache([folder["file/cache"]]));

        encodings.Prepare(["a"]);

        Assert.Contains("cannot be kept", encodings.CacheProblem);
        Assert.NotEmpty(Read(encodings, "a"));
    }

    [Fact]
    public void BeyondTheMemoryLimitTheOldestAreForgotten()
    {
        var encoder = new WordEncoder();
        Assert.Equal(0, LiveTensors.LeftBy(() =>
        {
            using var encodings = new CaptionEncodings(encoder, memoryLimit: 3 * Toys.TextDim * sizeof(float));
            using var all = new CaptionEncodings(new WordEncoder());
            string[] captions = ["a", "b", "c", "d e", "f g h i"];
            Assert.Equal(Read(all, captions), Read(encodings, captions));
            Assert.Equal(1, encodings.Count);
            Assert.Equal(5, encoder.Encoded);
            Read(encodings, "a");
            Assert.Equal(6, encoder.Encoded);
        }));
    }

    [Fact]
    public void SeveralThreadsEncodeEachCaptionOnce()
    {
        var encoder = new WordEncoder();
        using var encodings = new CaptionEncodings(encoder);
        Parallel.For(0, 64, i => Read(encodings, $"w{i % 7}", $"w{i % 5}"));
        Assert.Equal(7, encoder.Encoded);
    }

    [Fact]
    public void PreparingStopsWhenCancelled() => Assert.Throws<OperationCanceledException>(() =>
        new CaptionEncodings(new WordEncoder(), ["a"], cancellation: new CancellationToken(true)));

    [Fact]
    public void TheCacheStandsBesideTheData()
    {
        var cache = EncodingCache.Beside(folder.Path + "/");

        Assert.Equal(folder[EncodingCache.FolderName], cache.Folders[0]);
        Assert.Equal(cache.Folders, EncodingCache.Beside(folder.Path).Folders);
        Assert.StartsWith(CacheFolder.Path, cache.Folders[1]);
    }

    private EncodingCache Cache => new([folder["cache"]]);

    private string TheFile => Directory.GetFiles(folder["cache"]).Order().First();

    private void Fill()
    {
        using var encodings = new CaptionEncodings(new WordEncoder(), cache: Cache);
        encodings.Prepare(["a", "b c"]);
    }

    private static float[] Read(CaptionEncodings encodings, params string[] captions)
    {
        using var encoding = encodings.Gather(captions);
        return encoding.Embeds.data<float>().ToArray();
    }

    private sealed class Workers(Action gather) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => gather();
    }
}
