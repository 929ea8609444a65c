using MinImagen.Lib.Data;
using MinImagen.Lib.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Data;

public sealed class BatchLoaderTests
{
    [Fact]
    public void EveryBatchIsFullAndEveryEpochWhole()
    {
        ColourPictures data = new(5, side: 2);
        using CaptionEncodings encodings = new(new WordEncoder(), Enumerable.Range(0, 5).Select(data.GetCaption));
        BatchLoader loader = new(data, encodings, 3, seed: 1);

        List<float> colours = [];
        for (int i = 0; i < 5; i++)
        {
            using Batch batch = loader.Next();
            Assert.Equal(3, batch.Size);
            colours.AddRange(batch.Images.select(1, 0).select(1, 0).select(1, 0).data<float>().ToArray());
        }

        Assert.Equal(15, loader.Position);
        for (int epoch = 0; epoch < 3; epoch++)
            Assert.Equal([0.1f, 0.3f, 0.5f, 0.7f, 0.9f], colours.Skip(epoch * 5).Take(5).Order());
    }

    [Fact]
    public void ACaptionKeepsItsPictureAndItsWords()
    {
        ColourPictures data = new(4, side: 2);
        WordEncoder encoder = new();
        using CaptionEncodings encodings = new(encoder, [.. Enumerable.Range(0, 4).Select(data.GetCaption), "one two three four"]);
        BatchLoader loader = new(data, encodings, 4, seed: 2);
        using DisposeScope scope = torch.NewDisposeScope();

        Batch batch = loader.Next();

        for (int i = 0; i < 4; i++)
        {
            int which = (int)(batch.Images[i, 0, 0, 0].item<float>() * 4);
            Tensor expected = encoder.Encode([data.GetCaption(which)]).Embeds[0];
            Assert.Equal(expected.data<float>().ToArray(), batch.TextEmbeds[i].contiguous().data<float>().ToArray());
        }
        Assert.Equal([4, 2], batch.TextMask.shape);
    }

    [Fact]
    public void ShorterCaptionsAreFilledWithZerosAndMasked()
    {
        using CaptionEncodings encodings = new(new WordEncoder(), ["one", "one two three"]);
        using DisposeScope scope = torch.NewDisposeScope();

        (Tensor embeds, Tensor mask) = encodings.Gather(["one", "one two three"]);

        Assert.Equal([2, 3, Toys.TextDim], embeds.shape);
        Assert.Equal([true, false, false, true, true, true], mask.data<bool>().ToArray());
        Assert.Equal(0f, embeds[0].narrow(0, 1, 2).abs().max().item<float>());
        Assert.Equal(embeds[0, 0].data<float>().ToArray(), embeds[1, 0].data<float>().ToArray());
    }

    [Fact]
    public void LongCaptionsAreCut()
    {
        using CaptionEncodings encodings = new(new WordEncoder(), ["one two three"], maxWords: 2);
        using DisposeScope scope = torch.NewDisposeScope();

        Assert.Equal([1, 2, Toys.TextDim], encodings.Gather(["one two three"]).Embeds.shape);
    }

    [Fact]
    public void InOrderTheLastBatchMayBeSmaller()
    {
        ColourPictures data = new(5, side: 2);
        using CaptionEncodings encodings = new(new WordEncoder(), Enumerable.Range(0, 5).Select(data.GetCaption));
        using DisposeScope scope = torch.NewDisposeScope();

        Assert.Equal([2, 2, 1], BatchLoader.InOrder(data, encodings, 2).Select(batch => batch.Size));
        Assert.Equal([2, 1], BatchLoader.InOrder(data, encodings, 2, limit: 3).Select(batch => batch.Size));
    }
}
