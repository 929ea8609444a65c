using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.T5;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Text;

public class T5EncoderTests
{
    private static readonly T5Config Tiny = new()
    {
        VocabSize = 50,
        DModel = 16,
        DKv = 8,
        DFf = 24,
        NumLayers = 2,
        NumHeads = 2,
    };

    public static TheoryData<string> Relu => GoldenData.Ids("t5_encoder_relu");

    public static TheoryData<string> Gated => GoldenData.Ids("t5_encoder_gated");

    [Theory]
    [MemberData(nameof(Relu))]
    [MemberData(nameof(Gated))]
    public void HiddenStatesAreTheReferences(string id)
    {
        using var scope = NewDisposeScope();
        var recorded = GoldenData.Tensors(id);
        var config = T5Config.Load(GoldenData.PathOf(GoldenData.Arguments(id).GetProperty("config").GetString()!));
        using var encoder = new T5Encoder(config);
        encoder.LoadWeights(GoldenData.State(recorded));

        using var frozen = no_grad();
        var ids = recorded["in/input_ids"];
        var mask = recorded["in/attention_mask"];
        var states = encoder.HiddenStates(ids, mask);
        GoldenData.AssertMatches(recorded["out/last_hidden_state"], encoder.call(ids, mask), id);
        GoldenData.AssertMatches(recorded["out/last_hidden_state"], states[^1], id);
        GoldenData.AssertMatches(recorded["out/hidden_0"], states[0], id);
        GoldenData.AssertMatches(recorded["out/hidden_1"], states[1], id);
        if (recorded.TryGetValue("out/position_bias", out var bias))
            GoldenData.AssertMatches(bias, encoder.PositionBias(ids.shape[1]), id);

        var distances = arange(-150, 151, dtype: ScalarType.Int64);
        var buckets = RelativePosition.Bucket(
            distances, config.RelativeAttentionNumBuckets, config.RelativeAttentionMaxDistance);
        GoldenData.AssertMatches(recorded["out/relative_buckets"], buckets, id);
    }

    [Theory]
    [InlineData(32, 128)]
    [InlineData(8, 20)]
    [InlineData(64, 256)]
    public void BucketsAreTheirDefinitionsInWholeNumbers(int buckets, int maxDistance)
    {
        using var distances = arange(-300, 301, dtype: ScalarType.Int64);
        using var found = RelativePosition.Bucket(distances, buckets, maxDistance);
        var half = buckets / 2;
        var near = half / 2;
        for (var distance = -300; distance <= 300; distance++)
        {
            // The k-th far bucket begins at near · (max / near)^(k / (half − near)).
            var away = Math.Abs(distance);
            var bucket = away < near
                ? away
                : Enumerable.Range(near, half - near).Last(k =>
                    away >= near * Math.Pow((double)maxDistance / near, (double)(k - near) / (half - near)) - 1e-4);
            Assert.Equal(bucket + (distance > 0 ? half : 0), found[distance + 300].item<long>());
        }
    }

    [Fact]
    public void WhatIsMaskedChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var encoder = Initialized(Tiny);
        using var frozen = no_grad();
        var mask = tensor(new long[,] { { 1, 1, 1, 0, 0 } });
        var one = encoder.call(tensor(new long[,] { { 5, 6, 7, 0, 0 } }), mask);
        var other = encoder.call(tensor(new long[,] { { 5, 6, 7, 40, 41 } }), mask);
        var alone = encoder.call(tensor(new long[,] { { 5, 6, 7 } }), ones(1, 3, dtype: ScalarType.Int64));
        Assert.True(one.narrow(1, 0, 3).allclose(other.narrow(1, 0, 3), atol: 1e-6));
        Assert.True(one.narrow(1, 0, 3).allclose(alone, atol: 1e-5));
        Assert.False(one.narrow(1, 3, 2).allclose(other.narrow(1, 3, 2), atol: 1e-3));
    }

    [Fact]
    public void OpeningAnEncoderDrawsNoRandomNumbers()
    {
        manual_seed(3);
        var expected = rand(4);
        manual_seed(3);
        using var encoder = new T5Encoder(Tiny);
        Assert.True(expected.equal(rand(4)).all().item<bool>());
    }

    [Fact]
    public void WeightsAreThoseOfThePublishedNamesAndCounted()
    {
        using var gated = new T5Encoder(Tiny with { FeedForwardProj = "gated-gelu" });
        var names = gated.named_parameters().Select(pair => pair.name).ToHashSet();
        Assert.Contains("shared.weight", names);
        Assert.Contains("encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight", names);
        Assert.DoesNotContain("encoder.block.1.layer.0.SelfAttention.relative_attention_bias.weight", names);
        Assert.Contains("encoder.block.1.layer.1.DenseReluDense.wi_1.weight", names);
        Assert.Contains("encoder.final_layer_norm.weight", names);
        Assert.Equal(gated.Config.ParameterCount, gated.parameters().Sum(parameter => parameter.numel()));

        using var relu = new T5Encoder(Tiny);
        Assert.Equal(Tiny.ParameterCount, relu.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void InitialWeightsHaveT5sScale()
    {
        manual_seed(0);
        var config = Tiny with { VocabSize = 400, DModel = 128, DKv = 32, DFf = 256 };
        using var encoder = Initialized(config);
        var parameters = encoder.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        AssertDeviation(1, "shared.weight");
        AssertDeviation(1 / Math.Sqrt(128 * 32), "encoder.block.1.layer.0.SelfAttention.q.weight");
        AssertDeviation(1 / Math.Sqrt(128), "encoder.block.1.layer.0.SelfAttention.v.weight");
        AssertDeviation(1 / Math.Sqrt(2 * 32), "encoder.block.1.layer.0.SelfAttention.o.weight");
        AssertDeviation(1 / Math.Sqrt(256), "encoder.block.0.layer.1.DenseReluDense.wo.weight");

        void AssertDeviation(double expected, string name) =>
            Assert.InRange(parameters[name].std().item<float>(), expected * 0.95, expected * 1.05);
    }

    [Fact]
    public void WeightsThatDoNotFitAreNamed()
    {
        using var encoder = new T5Encoder(Tiny);
        var weights = encoder.named_parameters().ToDictionary(pair => pair.name, pair => (Tensor)pair.parameter);
        encoder.LoadWeights(weights);

        const string name = "encoder.block.1.layer.0.SelfAttention.k.weight";
        AssertRefused($"lack '{name}'", Without(name));
        AssertRefused("(3, 3)", new(weights) { [name] = zeros(3, 3) });
        AssertRefused("encoder.block.2", new(weights) { ["encoder.block.2.layer.0.layer_norm.weight"] = zeros(16) });

        // A second name of the token table, and a decoder, are fine.
        encoder.LoadWeights(new Dictionary<string, Tensor>(Without("shared.weight"))
        {
            ["encoder.embed_tokens.weight"] = full(50, 16, 2),
            ["decoder.block.0.layer.0.SelfAttention.q.weight"] = zeros(1),
            ["lm_head.weight"] = zeros(1),
        });
        Assert.Equal(2, encoder.state_dict()["shared.weight"][7, 3].item<float>());

        Dictionary<string, Tensor> Without(string key) => weights.Where(pair => pair.Key != key).ToDictionary(pair => pair.Key, pair => pair.Value);

        void AssertRefused(string reason, Dictionary<string, Tensor> wrong) =>
            Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => encoder.LoadWeights(wrong)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IdsAndMaskOfDifferentShapesAreRefused()
    {
        using var encoder = new T5Encoder(Tiny);
        using var ids = zeros(1, 3, dtype: ScalarType.Int64);
        using var mask = zeros(1, 4, dtype: ScalarType.Int64);
        Assert.Throws<ArgumentException>(() => encoder.call(ids, mask));
    }

    [Theory]
    [InlineData("""{"d_model": 0}""")]
    [InlineData("""{"num_layers": -1}""")]
    [InlineData("""{"vocab_size": 99999999999}""")]
    [InlineData("""{"relative_attention_num_buckets": 7}""")]
    [InlineData("""{"feed_forward_proj": "gated-swish"}""")]
    [InlineData("""{"feed_forward_proj": null}""")]
    [InlineData("""{"layer_norm_epsilon": -1}""")]
    [InlineData("null")]
    [InlineData("[")]
    public void AConfigurationOutOfRangeIsRefused(string json)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["config.json"], json);
        var error = Assert.Throws<InvalidDataException>(() => T5Config.Load(folder["config.json"]));
        Assert.Contains(folder["config.json"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AConfigurationComesBackAsItWasSaved()
    {
        using var folder = new TemporaryFolder();
        var config = Tiny with { FeedForwardProj = "gated-gelu", LayerNormEpsilon = 1e-5 };
        config.Save(folder["config.json"]);
        Assert.Equal(config, T5Config.Load(folder["config.json"]));
    }

    private static T5Encoder Initialized(T5Config config)
    {
        var encoder = new T5Encoder(config);
        encoder.InitializeWeights();
        return encoder;
    }
}
