using System.Text.Json.Nodes;
using MinImagen.Cli.Parity;
using static TorchSharp.torch;

namespace MinImagen.Cli.Tests.Parity;

/// <summary>The harness sees what is wrong: a case that was changed after it was recorded fails.</summary>
public sealed class ChangedCasesTests
{
    /// <summary>A case and a recorded tensor of each kind that records tensors.</summary>
    public static TheoryData<string, string> Values => new()
    {
        { "diffusion.T100", "buffer/betas" },
        { "diffusion.T100", "out/posterior_mean" },
        { "attention.4", "out/y" },
        { "attention.4", "grad_in/context" },
        { "cross_attention.2", "grad/to_kv.weight" },
        { "cross_embed.2", "out/y" },
        { "chan_feed_forward.0", "grad/0.g" },
        { "chan_layer_norm.1", "out/y" },
        { "layer_norm.1", "grad/gamma" },
        { "block.2", "grad_in/scale" },
        { "resnet_block.5", "grad_in/time_emb" },
        { "transformer_block.2", "out/y" },
        { "sinusoidal_pos_emb.3", "out/y" },
        { "downsample.3", "grad/bias" },
        { "upsample.2", "grad_in/x" },
        { "parallel.1", "out/y" },
        { "residual.2", "out/y" },
        { "unet_base.longtext", "out/keepmask" },
        { "unet_base.longtext", "grad/final_conv.weight" },
        { "unet_super.supertest", "out/grad_norm" },
        { "unet_mid.base", "out/scale3" },
        { "resize.16x16_32_replicate", "out/y" },
        { "resize_square.20x24_32_reflect", "out/y" },
        { "p_mean_variance.3", "out/p_sample" },
        { "p_losses_base.l1", "out/loss" },
        { "p_losses_super.l2_drop", "out/loss" },
        { "imagen_forward.3", "out/loss" },
        { "sample.3", "out/images" },
        { "train_steps.0", "out/unet0.final_conv.weight" },
        { "train_steps.0", "out/losses" },
        { "checkpoint_pth.0", "state/block1.project.weight" },
        { "sentencepiece.a", "vocab_scores" },
        { "t5_encoder_relu.basic", "out/last_hidden_state" },
        { "t5_encoder_gated.long", "out/hidden_0" },
        { "t5_encode_text.2", "out/encoding" },
        { "unet_init.tiny", "out/next_randn" },
        { "seeded_sample.1", "out/images" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Changing_one_value_by_one_percent_fails(string id, string name)
    {
        using var copy = new CaseCopy(id);
        copy.Change(tensors =>
        {
            var values = tensors[name].flatten();
            var largest = values.abs().argmax();
            values.index_copy_(0, largest.view(1), values.index_select(0, largest.view(1)) * 1.01);
            tensors[name] = values.view(tensors[name].shape);
        });

        var report = copy.Run();

        Assert.False(report.Passed);
        Assert.Null(report.Error);
        Assert.Equal([name], report.Comparisons.Where(comparison => !comparison.Passed).Select(comparison => comparison.Name));
    }

    [Theory]
    [InlineData("diffusion.T1000", "out/get_times")]
    [InlineData("t5_tokenizer.2", "out/input_ids")]
    [InlineData("t5_encoder_gated.basic", "out/relative_buckets")]
    [InlineData("sentencepiece.a", "out/all_ids_concat")]
    public void Changing_one_integer_by_one_fails(string id, string name)
    {
        using var copy = new CaseCopy(id);
        copy.Change(tensors => tensors[name].flatten()[-1].add_(1));

        Assert.Equal([name], copy.Run().Comparisons.Where(comparison => !comparison.Passed).Select(comparison => comparison.Name));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Nothing_agrees_with_what_is_not_finite(double value)
    {
        using var copy = new CaseCopy("layer_norm.1");
        copy.Change(tensors => tensors["out/y"].flatten()[0].fill_(value));

        Assert.Equal(["out/y"], copy.Run().Comparisons.Where(comparison => !comparison.Passed).Select(comparison => comparison.Name));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_agrees_with_nothing(double value)
    {
        using var scope = NewDisposeScope();

        var comparison = TensorComparer.Compare("y", ones(2), tensor(new[] { 1f, (float)value }), Agreement.Recorded, noiseFloor: 0);

        Assert.False(comparison.Passed);
    }

    [Theory]
    [InlineData(1, 0, 0.9e-5, true)]
    [InlineData(1, 0, 1.1e-5, false)]
    [InlineData(0.001, 0, 0.9e-5, true)]
    [InlineData(100, 0, 0.9e-3, true)]
    [InlineData(100, 0, 1.1e-3, false)]
    [InlineData(1, 1e-6, 1.9e-5, true)]
    [InlineData(1, 1e-6, 2.1e-5, false)]
    public void The_tolerance_is_the_golden_datas(double expected, double noiseFloor, double difference, bool agrees)
    {
        using var scope = NewDisposeScope();
        var recorded = tensor(new[] { expected, 0 });

        var comparison = TensorComparer.Compare("y", recorded, recorded + difference, Agreement.Recorded, noiseFloor);

        Assert.Equal(agrees, comparison.Passed);
    }

    [Fact]
    public void A_size_that_differs_fails()
    {
        using var copy = new CaseCopy("state_keys.BaseTest_intended");
        copy.Entry["state_dict"]!["norm_cond.weight"] = new JsonArray(9);
        copy.SaveManifest();

        Assert.Contains(copy.Run().Comparisons, comparison => comparison is { Passed: false, Name: "state_dict" });
    }

    [Fact]
    public void An_expected_tensor_that_is_not_computed_fails()
    {
        using var copy = new CaseCopy("layer_norm.1");
        copy.Change(tensors => tensors["out/z"] = tensors["out/y"]);

        Assert.Contains(copy.Run().Comparisons, comparison => comparison is { Passed: false, Name: "out/z", Mismatch: "was not computed" });
    }

    [Fact]
    public void A_case_of_an_unknown_kind_fails()
    {
        using var copy = new CaseCopy("layer_norm.1");
        copy.Entry["kind"] = "group_norm";
        copy.SaveManifest();

        var report = copy.Run();

        Assert.False(report.Passed);
        Assert.Contains("'group_norm'", report.Error);
    }

    [Fact]
    public void A_case_with_nothing_compared_fails()
    {
        using var copy = new CaseCopy("resize.16x16_32_replicate");
        copy.Entry["tensors"]!.AsObject().Remove("out/y");
        copy.SaveManifest();
        copy.Change(tensors => tensors.Remove("out/y"));

        var report = copy.Run();

        Assert.False(report.Passed);
        Assert.Empty(report.Comparisons);
        Assert.Null(report.Error);
    }

    [Fact]
    public void Weights_that_do_not_fit_are_an_error()
    {
        using var copy = new CaseCopy("layer_norm.1");
        copy.Change(tensors => tensors["state/gamma"] = ones(1));

        Assert.Contains("'gamma'", copy.Run().Error);
    }
}
