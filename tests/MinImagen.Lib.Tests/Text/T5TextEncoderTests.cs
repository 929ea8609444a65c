using System.Text.Json;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Tests.Tensors;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Hub;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Text;

public class T5TextEncoderTests
{
    private static readonly string[] Captions =
        ["a red apple", "a green apple", "a red car", "a happy dog", "a dog that is happy", "moon", "a cat under a tree"];

    public static TheoryData<string> Ids => GoldenData.Ids("t5_encode_text");

    [Theory]
    [MemberData(nameof(Ids))]
    public void EncodingsAreTheOriginals(string id)
    {
        using var scope = NewDisposeScope();
        var arguments = GoldenData.Arguments(id);
        var recorded = GoldenData.Tensors(id);
        var encoder = new T5Encoder(T5Config.Load(GoldenData.PathOf(arguments.GetProperty("config").GetString()!)));
        encoder.LoadWeights(GoldenData.State(recorded));
        var pieces = SentencePieceTokenizer.Load(GoldenData.PathOf(arguments.GetProperty("model").GetString()!));
        using var text = new T5TextEncoder("tiny", new T5Tokenizer(pieces), encoder, digest: "");

        var texts = arguments.GetProperty("texts").EnumerateArray().Select(caption => caption.GetString()!).ToList();
        using var encoding = text.Encode(texts, arguments.GetProperty("max_length").GetInt32());
        GoldenData.AssertMatches(recorded["out/encoding"], encoding.Embeds, id);
        GoldenData.AssertMatches(recorded["out/mask"], encoding.Mask, id);
        Assert.False(encoding.Embeds.requires_grad);
    }

    [Fact]
    public void TheOneThatShipsTellsCaptionsApart()
    {
        using var scope = NewDisposeScope();
        using var encoder = TextEncoders.Get(TextEncoders.Default);
        Assert.Equal(TextEncoders.GetEncodedDim(TextEncoders.Default), encoder.EncodedDim);

        using var encoding = encoder.Encode(Captions);
        Assert.Equal([Captions.Length, encoding.Mask.shape[1], encoder.EncodedDim], encoding.Embeds.shape);
        Assert.Equal(0, encoding.Embeds.masked_select(encoding.Mask.logical_not().unsqueeze(-1)).abs().sum().item<float>());

        // Mean over the caption's own tokens, as the U-Net pools it: the angle between any two captions is plain to see.
        var counts = encoding.Mask.sum(1, keepdim: true);
        var pooled = nn.functional.normalize(encoding.Embeds.sum(1) / counts, dim: 1);
        var cosines = pooled.matmul(pooled.t()) - eye(Captions.Length);
        Assert.InRange(cosines.max().item<float>(), -1, 0.9f);

        // Padding changes nothing: a caption alone is what it is in a batch.
        using var alone = encoder.Encode([Captions[5]]);
        var length = alone.Mask.shape[1];
        Assert.True(alone.Embeds[0].allclose(encoding.Embeds[5].narrow(0, 0, length), atol: 1e-5));
    }

    [Fact]
    public void TheOneThatShipsIsWhatItsReadmeSays()
    {
        using var scope = NewDisposeScope();
        using var encoder = T5TextEncoder.Open("t5_mini", ShippedFolder);
        Assert.Contains("step 2500 of 2500, seed 2022", encoder.Notice, StringComparison.Ordinal);
        Assert.Contains("Copyright 2006 by Princeton University", encoder.Notice, StringComparison.Ordinal);
        Assert.Equal((192, 2_731_392L), (encoder.EncodedDim, T5Config.Load(Path.Combine(ShippedFolder, "config.json")).ParameterCount));

        // √(mean(x²)) of its vectors is about 2.
        using var encoding = encoder.Encode(Captions);
        var size = encoding.Embeds.masked_select(encoding.Mask.unsqueeze(-1)).square().mean().sqrt().item<float>();
        Assert.InRange(size, 1.5f, 2.5f);
        Assert.InRange(new DirectoryInfo(Path.Combine(ShippedFolder, "..")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length), 0, 12_000_000);
    }

    [Fact]
    public void ADigestTellsEncodersApart()
    {
        using var folder = new TemporaryFolder();
        CopyShipped(folder);
        var digest = Digest(folder);
        Assert.Matches("^[0-9a-f]{64}$", digest);
        Assert.Equal(digest, Digest(folder));
        using (var shipped = TextEncoders.Get(TextEncoders.Default))
            Assert.Equal(digest, shipped.Digest);

        var weights = SafeTensors.Load(folder["model.safetensors"]).ToDictionary();
        weights["encoder.final_layer_norm.weight"] = weights["encoder.final_layer_norm.weight"] * 1.5;
        SafeTensors.Save(folder["model.safetensors"], weights);
        var other = Digest(folder);
        Assert.NotEqual(digest, other);

        File.WriteAllText(folder["tokenizer_config.json"], """{ "extra_ids": 99 }""");
        Assert.NotEqual(other, Digest(folder));
    }

    [Fact]
    public void ShardedAndHalfPrecisionWeightsAreReadToo()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        CopyShipped(folder);
        var weights = SafeTensors.Load(folder["model.safetensors"]);
        File.Delete(folder["model.safetensors"]);

        var (first, second) = (weights.Take(9).ToDictionary(), weights.Skip(9).ToDictionary());
        second["decoder.unused"] = zeros(3);
        SafeTensors.Save(folder["one.safetensors"], first);
        SafeTensors.Save(folder["two.safetensors"], second.ToDictionary(pair => pair.Key, pair => pair.Value.to(ScalarType.Float64)));
        var map = first.Keys.Select(key => (key, file: "one")).Concat(second.Keys.Select(key => (key, file: "two")));
        File.WriteAllText(
            folder["model.safetensors.index.json"],
            JsonSerializer.Serialize(new { weight_map = map.ToDictionary(entry => entry.key, entry => entry.file + ".safetensors") }));

        using var sharded = T5TextEncoder.Open("sharded", folder.Path);
        using var shipped = TextEncoders.Get(TextEncoders.Default);
        using var expected = shipped.Encode(Captions);
        using var actual = sharded.Encode(Captions);
        Assert.True(expected.Embeds.equal(actual.Embeds).all().item<bool>());
        Assert.NotEqual(shipped.Digest, sharded.Digest);
    }

    [Fact]
    public void WeightsThatPyTorchSavedAreReadToo()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        CopyShipped(folder);
        var weights = SafeTensors.Load(folder["model.safetensors"]);
        File.Delete(folder["model.safetensors"]);

        var pickle = new PickleBuilder().Protocol().Code("}(");
        foreach (var (name, weight) in weights)
        {
            long[] strides = weight.dim() == 2 ? [weight.shape[1], 1] : [1];
            pickle.Text(name).Tensor(name, weight.numel(), 0, weight.shape, strides);
        }

        var storages = weights.Select(pair => ("data/" + pair.Key, pair.Value.bytes.ToArray()));
        File.WriteAllBytes(folder["pytorch_model.bin"], PickleBuilder.Zip(pickle.Code("u.").ToArray(), storages));

        using var saved = TextEncoders.Get(folder.Path);
        using var shipped = TextEncoders.Get(TextEncoders.Default);
        using var expected = shipped.Encode(Captions);
        using var actual = saved.Encode(Captions);
        Assert.True(expected.Embeds.equal(actual.Embeds).all().item<bool>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OnlyTheEncodersWeightsAreRead(bool sharded)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        CopyShipped(folder);
        var weights = SafeTensors.Load(folder["model.safetensors"]);
        File.Delete(folder["model.safetensors"]);

        // The decoder's storage is not even there; half precision, as some publish it.
        var pickle = new PickleBuilder().Protocol().Code("}(").Text("decoder.final_layer_norm.weight").Tensor("missing", 1L << 40, 0, [1L << 40], [1]);
        foreach (var (name, weight) in weights)
        {
            long[] strides = weight.dim() == 2 ? [weight.shape[1], 1] : [1];
            pickle.Text(name == "shared.weight" ? "encoder.embed_tokens.weight" : name).Tensor(name, weight.numel(), 0, weight.shape, strides, "HalfStorage");
        }

        var storages = weights.Select(pair => ("data/" + pair.Key, pair.Value.to(ScalarType.Float16).bytes.ToArray()));
        var file = PickleBuilder.Zip(pickle.Code("u.").ToArray(), storages);
        if (sharded)
        {
            File.WriteAllBytes(folder["pytorch_model-00001-of-00001.bin"], file);
            var names = weights.Keys.Select(name => name == "shared.weight" ? "encoder.embed_tokens.weight" : name);
            File.WriteAllText(
                folder["pytorch_model.bin.index.json"],
                JsonSerializer.Serialize(new { weight_map = names.ToDictionary(name => name, _ => "pytorch_model-00001-of-00001.bin") }));
        }
        else
        {
            File.WriteAllBytes(folder["pytorch_model.bin"], file);
        }

        using var saved = TextEncoders.Get(folder.Path);
        using var shipped = TextEncoders.Get(TextEncoders.Default);
        using var expected = shipped.Encode(Captions);
        using var actual = saved.Encode(Captions);
        Assert.InRange((expected.Embeds - actual.Embeds).abs().max().item<float>(), 0, 0.01f * expected.Embeds.abs().max().item<float>());
    }

    [Fact]
    public void FilesThatDoNotFitTogetherAreRefused()
    {
        using var folder = new TemporaryFolder();
        CopyShipped(folder);
        var config = T5Config.Load(folder["config.json"]);

        AssertRefused("ids", config with { VocabSize = 3999 });
        AssertRefused("weights", config with { NumLayers = 900, DFf = 1 << 20 });
        AssertRefused("shape", config with { DKv = 16 });

        File.Delete(folder["model.safetensors"]);
        Assert.Contains("pytorch_model.bin", Assert.Throws<FileNotFoundException>(() => TextEncoders.Get(folder.Path)).Message, StringComparison.Ordinal);

        void AssertRefused(string reason, T5Config wrong)
        {
            wrong.Save(folder["config.json"]);
            var error = Assert.Throws<InvalidDataException>(() => TextEncoders.Get(folder.Path));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void KnownNamesHaveTheOriginalsWidthsAndAnErrorThatSaysWhatToDo()
    {
        Assert.Equal(10, TextEncoders.Published.Count);
        Assert.Equal(512, TextEncoders.GetEncodedDim("t5_small"));
        Assert.Equal(768, TextEncoders.GetEncodedDim("base1.1"));
        Assert.Equal(4096, TextEncoders.GetEncodedDim("xxl1.1"));

        using var folder = new TemporaryFolder();
        var missing = Assert.Throws<HubException>(() => TextEncoders.Get("t5_11b", new HubOptions { Folder = folder.Path, Offline = true }));
        Assert.Contains("t5-11b", missing.Message, StringComparison.Ordinal);
        var unknown = Assert.Throws<ArgumentException>(() => TextEncoders.Get("t6"));
        Assert.Contains("t5_mini", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EncodingLeavesNoTensorsBehind()
    {
        using var encoder = TextEncoders.Get(TextEncoders.Default);
        using var scope = NewDisposeScope();
        encoder.Encode(Captions).Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    private static string ShippedFolder { get; } = Path.Combine(RepositoryFolder.Golden, "..", "..", "data", "text", "t5_mini");

    private static string Digest(TemporaryFolder folder)
    {
        using var encoder = TextEncoders.Get(folder.Path);
        return encoder.Digest;
    }

    private static void CopyShipped(TemporaryFolder folder)
    {
        foreach (var file in Directory.GetFiles(ShippedFolder))
            File.Copy(file, folder[Path.GetFileName(file)]);
    }
}
