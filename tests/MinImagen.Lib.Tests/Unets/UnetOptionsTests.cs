using System.Text.Json;
using MinImagen.Lib.Unets;

namespace MinImagen.Lib.Tests.Unets;

public sealed class UnetOptionsTests
{
    [Fact]
    public void EveryOptionIsWrittenWithTheOriginalsKey()
    {
        using var json = JsonDocument.Parse(new UnetOptions().ToJson());
        Assert.Equal(
            [
                "attend_at_middle", "attn_heads", "channels", "channels_out", "cond_dim", "dim", "dim_mults",
                "layer_attns", "layer_cross_attns", "lowres_cond", "memory_efficient", "num_resnet_blocks", "text_embed_dim",
            ],
            json.RootElement.EnumerateObject().Select(entry => entry.Name).Order());
    }

    [Fact]
    public void ReadsWhatTheOriginalWrites()
    {
        var options = UnetOptions.FromJson(
            """
            {
                "dim": 8, "dim_mults": [1, 2], "channels": 3, "channels_out": null, "cond_dim": null,
                "text_embed_dim": 512, "num_resnet_blocks": [1, 2], "layer_attns": false, "layer_cross_attns": false,
                "attn_heads": 8, "lowres_cond": false, "memory_efficient": true, "attend_at_middle": false
            }
            """);
        Assert.Equal(UnetOptions.SuperTest, options);
    }

    [Fact]
    public void PresetsGoThroughJsonUnchanged()
    {
        var presets = new[] { UnetOptions.Base, UnetOptions.Super, UnetOptions.BaseTest, UnetOptions.SuperTest, new() };
        Assert.All(presets, preset => Assert.Equal(preset, UnetOptions.FromJson(preset.ToJson())));
        Assert.All(presets, preset => preset.Validate());
        Assert.Equal(presets.Length, presets.Distinct().Count());
    }

    [Fact]
    public void TestPresetsHaveTheirOwnValues()
    {
        Assert.Equal((8, 8), (UnetOptions.BaseTest.Dim, UnetOptions.SuperTest.Dim));
        Assert.Equal([1, 2], UnetOptions.BaseTest.DimMults);
        Assert.True(UnetOptions.SuperTest.MemoryEfficient);
        Assert.False(UnetOptions.BaseTest.MemoryEfficient);
    }

    [Theory]
    [InlineData("""{"dmi": 8}""", "dmi")]
    [InlineData("""{"dim": "eight"}""", "dim")]
    [InlineData("""{"dim": null}""", "dim")]
    [InlineData("""{"dim_mults": null}""", "dim_mults")]
    [InlineData("""{"dim": 8""", "")]
    [InlineData("null", "null")]
    [InlineData("[]", "")]
    public void WhatIsNoOptionsIsRefused(string json, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => UnetOptions.FromJson(json)).Message);

    [Fact]
    public void WhatCannotBeBuiltIsRefusedByName()
    {
        Refused("dim must be a multiple of 8, since channels are normalized in 8 groups, got 12", new() { Dim = 12 });
        Refused("dim must be a multiple of 8", new() { Dim = 2 });
        Refused("dim_mults must be positive, one a level, got [1, 0]", new() { DimMults = [1, 0] });
        Refused("dim_mults", new() { DimMults = [] });
        Refused("num_resnet_blocks is a list of 2: one value for all or 3 are needed", new() { NumResnetBlocks = [1, 2] });
        Refused("layer_attns is a list of 1", new() { LayerAttns = [true] });
        Refused("layer_cross_attns is a list of 4", new() { LayerCrossAttns = [true, true, true, true] });
        Refused("channels must be positive, got 0", new() { Channels = 0 });
        Refused("attn_heads must be positive, got 0", new() { AttnHeads = 0 });
        Refused("text_embed_dim must be positive, got -1", new() { TextEmbedDim = -1 });

        static void Refused(string message, UnetOptions options) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => new Unet(options)).Message);
    }

    [Fact]
    public void OneOrEachComparesByValue()
    {
        OneOrEach<int> one = 2, each = new[] { 2 };
        Assert.NotEqual(one, each);
        Assert.Equal(OneOrEach.All(2), one);
        Assert.Equal<OneOrEach<int>>([1, 2], new[] { 1, 2 });
        Assert.Equal([2, 2, 2], one.For(3, "x"));
        Assert.Equal("[1, 2]", OneOrEach.Each<int>([1, 2]).ToString());
    }
}
