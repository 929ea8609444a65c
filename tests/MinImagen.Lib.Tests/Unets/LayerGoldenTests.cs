using System.Text.Json;
using MinImagen.Lib.Unets.Layers;
using static TorchSharp.torch;
using Layers = MinImagen.Lib.Unets.Layers;

namespace MinImagen.Lib.Tests.Unets;

/// <summary>Every layer against the Python original: what it gives, and the gradients of all it is given.</summary>
public sealed class LayerGoldenTests
{
    public static TheoryData<string> Ids { get; } = Golden.Ids(
        "attention",
        "cross_attention",
        "cross_embed",
        "chan_feed_forward",
        "chan_layer_norm",
        "layer_norm",
        "block",
        "resnet_block",
        "transformer_block",
        "sinusoidal_pos_emb",
        "downsample",
        "upsample",
        "parallel",
        "residual");

    [Theory]
    [MemberData(nameof(Ids))]
    public void GivesWhatTheOriginalGives(string id)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Case(id);
        foreach (var key in golden.Keys("grad_in/"))
        {
            golden["in/" + key["grad_in/".Length..]].requires_grad = true;
        }

        var (layer, forward) = Build(golden);
        layer.load_state_dict(golden.State());
        var y = forward();
        golden.AssertEqual("out/y", y, layer is SinusoidalPosEmb ? SineRounding(golden["in/x"]) : 0);

        if (golden.OrNull("in/grad_y") is not { } gradient)
        {
            return;
        }

        (y * gradient).sum().backward();
        Assert.All(golden.Keys("grad_in/"), key => golden.AssertEqual(key, golden["in/" + key["grad_in/".Length..]].grad!));
        Assert.All(golden.Keys("grad/"), key => golden.AssertEqual(key, layer.get_parameter(key["grad/".Length..])!.grad!));
        Assert.NotEmpty(golden.Keys("grad_in/"));
    }

    /// <summary>Both round the arguments of sine and cosine, which are as large as x, to 24 bits.</summary>
    private static double SineRounding(Tensor x) => x.abs().max().to(float64).item<double>() * Math.Pow(2, -23);

    private static (nn.Module Layer, Func<Tensor> Forward) Build(Golden golden)
    {
        var x = golden["in/x"];
        Tensor? In(string name) => golden.OrNull("in/" + name);
        (nn.Module, Func<Tensor>) Of(nn.Module<Tensor, Tensor> layer) => (layer, () => layer.call(x));
        (nn.Module, Func<Tensor>) With<T>(T layer, Func<T, Tensor> call)
            where T : nn.Module => (layer, () => call(layer));

        return golden.Fields.GetProperty("kind").GetString() switch
        {
            "attention" => With(
                new Attention(Int("dim"), Int("dim_head"), Int("heads"), IntOrNull("context_dim")),
                layer => layer.forward(x, In("context"), In("mask"), In("attn_bias"))),
            "cross_attention" => With(
                new CrossAttention(
                    Int("dim"), IntOrNull("context_dim"), Int("dim_head"), Int("heads"), Arg("norm_context").GetBoolean()),
                layer => layer.forward(x, In("context"), In("mask"))),
            "cross_embed" => Of(new CrossEmbedLayer(
                Int("dim_in"),
                Arg("kernel_sizes").EnumerateArray().Select(size => size.GetInt32()).ToArray(),
                IntOrNull("dim_out"),
                Int("stride"))),
            "chan_feed_forward" => Of(ChanFeedForward.Create(Int("dim"), Int("mult"))),
            "chan_layer_norm" => Of(new ChanLayerNorm(Int("dim"), Arg("eps").GetDouble())),
            "layer_norm" => Of(new LayerNorm(Int("dim"))),
            "block" => With(
                new Block(Int("dim"), Int("dim_out"), Int("groups"), Arg("norm").GetBoolean()),
                layer => layer.forward(x, In("scale") is { } scale ? (scale, In("shift")!) : null)),
            "resnet_block" => With(
                new ResnetBlock(Int("dim"), Int("dim_out"), IntOrNull("cond_dim"), IntOrNull("time_cond_dim"), Int("groups")),
                layer => layer.forward(x, In("time_emb"), In("cond"))),
            "transformer_block" => With(
                new TransformerBlock(Int("dim"), Int("heads"), Int("dim_head"), Int("ff_mult"), IntOrNull("context_dim")),
                layer => layer.forward(x, In("context"))),
            "sinusoidal_pos_emb" => Of(new SinusoidalPosEmb(Int("dim"))),
            "downsample" => Of(Downsample.Create(Int("dim"), IntOrNull("dim_out"))),
            "upsample" => Of(Layers.Upsample.Create(Int("dim"), IntOrNull("dim_out"))),
            "parallel" => Of(new Layers.Parallel(
                nn.Conv2d(Int("dim"), Int("dim_out"), 3, 1, 1), nn.Conv2d(Int("dim"), Int("dim_out"), 1))),
            "residual" => With(new Residual(nn.Conv2d(Int("dim"), Int("dim"), 3, 1, 1)), layer => layer.forward(x)),
            var kind => throw new InvalidOperationException(kind),
        };

        JsonElement Arg(string name) => golden.Args.GetProperty(name);

        int Int(string name) => Arg(name).GetInt32();

        int? IntOrNull(string name) => Arg(name).ValueKind == JsonValueKind.Null ? null : Int(name);
    }
}
