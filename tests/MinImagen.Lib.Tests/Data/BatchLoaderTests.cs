using MinImagen.Lib.Data;
using MinImagen.Lib.Tests.Training;
using TorchSharp;

namespace MinImagen.Lib.Tests.Data;

public sealed class BatchLoaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void EveryBatchIsFullAndEveryEpochWhole(int workers)
    {
        var data = new ColourPictures(5, side: 2);
        using var encodings = new CaptionEncodings(new WordEncoder());
        using var loader = new BatchLoader(data, encodings, 3, seed: 1, new BatchLoaderOptions { Workers = workers });

        var colours = new List<float>();
        for (var i = 0; i < 5; i++)
        {
            using var batch = loader.Next();
            Assert.Equal(3, batch.Size);
            colours.AddRange(Colours(batch));
        }

        Assert.Equal(15, loader.Position);
        for (var epoch = 0; epoch < 3; epoch++)
            Assert.Equal([0.1f, 0.3f, 0.5f, 0.7f, 0.9f], colours.Skip(epoch * 5).Take(5).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ACaptionKeepsItsPictureAndItsWords(int workers)
    {
        var data = new ColourPictures(4, side: 2);
        var encoder = new WordEncoder();
        using var encodings = new CaptionEncodings(encoder, [.. Enumerable.Range(0, 4).Select(data.GetCaption), "one two three four"]);
        using var loader = new BatchLoader(data, encodings, 4, seed: 2, new BatchLoaderOptions { Workers = workers });
        using var scope = torch.NewDisposeScope();

        var batch = loader.Next();

        for (var i = 0; i < 4; i++)
        {
            var which = (int)(batch.Images[i, 0, 0, 0].item<float>() * 4);
            var expected = encoder.Encode([data.GetCaption(which)]).Embeds[0];
            Assert.Equal(expected.data<float>().ToArray(), batch.TextEmbeds[i].contiguous().data<float>().ToArray());
        }
        Assert.Equal([4, 2], batch.TextMask.shape);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 2)]
    public void TheBatchesDoNotDependOnTheWorkers(int workers, int prefetch)
    {
        Assert.Equal(
            Read(0, new BatchLoaderOptions { FlipHorizontally = true }, batches: 12),
            Read(0, new BatchLoaderOptions { FlipHorizontally = true, Workers = workers, Prefetch = prefetch }, batches: 12));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void StartingAtAPositionIsGoingOn(int workers)
    {
        var options = new BatchLoaderOptions { FlipHorizontally = true, Workers = workers };

        Assert.Equal(Read(0, options, batches: 9).Skip(5), Read(15, options, batches: 4));
    }

    [Fact]
    public void APositionSetInTheMiddleThrowsAwayWhatWasPreparedAhead()
    {
        Assert.Equal(0, LiveTensors.LeftBy(() =>
        {
            using var encodings = new CaptionEncodings(new WordEncoder());
            using var loader = new BatchLoader(new UnevenPictures(7), encodings, 3, 4, new BatchLoaderOptions { Workers = 2 });
            using var first = loader.Next();
            loader.Next().Dispose();
            loader.Position = 0;
            using var again = loader.Next();

            Assert.Equal(first.Images.data<float>().ToArray(), again.Images.data<float>().ToArray());
            Assert.Equal(3, loader.Position);
        }));
    }

    [Fact]
    public void NothingIsPreparedBeyondThePrefetch()
    {
        var data = new UnevenPictures(100);
        using var encodings = new CaptionEncodings(new WordEncoder());
        using var loader = new BatchLoader(data, encodings, 4, 1, new BatchLoaderOptions { Workers = 3, Prefetch = 2 });

        loader.Next().Dispose();
        SpinWait.SpinUntil(() => data.Asked >= 12, TimeSpan.FromSeconds(10));
        Thread.Sleep(50);

        Assert.Equal(12, data.Asked);
    }

    /// <summary>At any moment, whatever the workers are at: no tensor stays, no thread, and nobody waits for ever.</summary>
    [Fact]
    public void DisposingAndCancellingLeaveNothingBehind()
    {
        var moments = new Random(5);
        var threads = new HashSet<Thread>();
        Assert.Equal(0, LiveTensors.LeftBy(() =>
        {
            for (var round = 0; round < 40; round++)
            {
                var data = new UnevenPictures(11);
                using var encodings = new CaptionEncodings(new WordEncoder());
                using var cancellation = new CancellationTokenSource();
                var loader = new BatchLoader(data, encodings, 2, round, new BatchLoaderOptions { Workers = 1 + (round % 3), Prefetch = 1 + (round % 4) });
                cancellation.CancelAfter(TimeSpan.FromMilliseconds(moments.NextDouble() * 8));
                try
                {
                    for (var i = round % 5; i < 40; i++)
                        loader.Next(cancellation.Token).Dispose();
                }
                catch (OperationCanceledException)
                {
                    // at whatever moment it was
                }
                loader.Dispose();

                var asked = data.Asked;
                threads.UnionWith(data.Threads);
                Assert.Equal(0, data.Active);
                Assert.Throws<ObjectDisposedException>(() => loader.Next());
                Assert.Equal(asked, data.Asked);
            }
        }));
        Assert.DoesNotContain(threads, thread => thread.IsAlive && thread != Thread.CurrentThread);
        Assert.InRange(threads.Count, 40, 120);
    }

    [Fact]
    public void WhoWaitsIsWokenByCancellationAndGetsTheSameBatchLater()
    {
        using var open = new ManualResetEventSlim();
        var data = new UnevenPictures(6, before: _ => open.Wait());
        using var encodings = new CaptionEncodings(new WordEncoder());
        using var loader = new BatchLoader(data, encodings, 2, 1, new BatchLoaderOptions { Workers = 2 });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));

        Assert.Throws<OperationCanceledException>(() => loader.Next(cancellation.Token));
        Assert.Equal(0, loader.Position);
        open.Set();

        using var batch = loader.Next();
        var order = new ShuffledOrder(6, 1);
        Assert.Equal([order.At(0), order.At(1)], Colours(batch).Select(colour => (int)(colour * 6)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void APictureThatCannotBeReadIsAnErrorWhereItsBatchIsAskedFor(int workers)
    {
        var broken = true;
        var bad = new ShuffledOrder(6, 1).At(3);
        var data = new UnevenPictures(6, before: index =>
        {
            if (broken && index == bad)
                throw new InvalidDataException("torn");
        });
        using var encodings = new CaptionEncodings(new WordEncoder());
        using var loader = new BatchLoader(data, encodings, 2, 1, new BatchLoaderOptions { Workers = workers });

        loader.Next().Dispose();
        Assert.Equal("torn", Assert.Throws<InvalidDataException>(() => loader.Next()).Message);
        Assert.Equal("torn", Assert.Throws<InvalidDataException>(() => loader.Next()).Message);
        Assert.Equal(2, loader.Position);
        broken = false;

        using var batch = loader.Next();
        Assert.Equal(bad, (int)(Colours(batch).Last() * 6));
    }

    [Fact]
    public void WhoDisposesTheEncodingsTooEarlyIsTold()
    {
        var encodings = new CaptionEncodings(new WordEncoder());
        using var loader = new BatchLoader(new ColourPictures(5), encodings, 2, 1, new BatchLoaderOptions { Workers = 1 });
        encodings.Dispose();

        Assert.Throws<ObjectDisposedException>(() => loader.Next());
    }

    [Fact]
    public void InOrderTheLastBatchMayBeSmaller()
    {
        var data = new ColourPictures(5, side: 2);
        using var encodings = new CaptionEncodings(new WordEncoder());
        using var scope = torch.NewDisposeScope();

        Assert.Equal([2, 2, 1], BatchLoader.InOrder(data, encodings, 2).Select(batch => batch.Size));
        Assert.Equal([2, 1], BatchLoader.InOrder(data, encodings, 2, limit: 3).Select(batch => batch.Size));
    }

    private static List<float[]> Read(long position, BatchLoaderOptions options, int batches)
    {
        using var encodings = new CaptionEncodings(new WordEncoder());
        using var loader = new BatchLoader(new UnevenPictures(10), encodings, 3, 8, options) { Position = position };
        var read = new List<float[]>();
        for (var i = 0; i < batches; i++)
        {
            using var batch = loader.Next();
            read.Add([.. batch.Images.data<float>().ToArray(), .. batch.TextEmbeds.data<float>().ToArray()]);
        }
        return read;
    }

    private static float[] Colours(Batch batch)
    {
        using var scope = torch.NewDisposeScope();
        return batch.Images.select(1, 0).select(1, 0).select(1, 0).data<float>().ToArray();
    }
}
