using System.Text.RegularExpressions;
using MinImagen.Lib.Unets.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Layers = MinImagen.Lib.Unets.Layers;

namespace MinImagen.Cli.Parity;

/// <summary>The layers of the U-Net, one at a time: output, and the gradients of ∑ y · grad_y.</summary>
internal static partial class LayerCases
{
    /// <summary>Multi-headed attention, with or without context, mask and bias.</summary>
    public static void Attention(CaseRun run)
    {
        using var layer = new Attention(
            run.Args.Int("dim"), run.Args.Int("dim_head"), run.Args.Int("heads"), run.Args.IntOrNull("context_dim"));
        Run(run, layer, input => layer.forward(
            input.Required("x"), input.Optional("context"), input.Optional("mask"), input.Optional("attn_bias")));
    }

    /// <summary>Attention over conditioning tokens.</summary>
    public static void CrossAttention(CaseRun run)
    {
        using var layer = new CrossAttention(
            run.Args.Int("dim"), run.Args.IntOrNull("context_dim"), run.Args.Int("dim_head"), run.Args.Int("heads"),
            run.Args.FlagOrNull("norm_context") ?? false);
        Run(run, layer, input => layer.forward(input.Required("x"), input.Required("context"), input.Optional("mask")));
    }

    /// <summary>Convolutions of several widths side by side.</summary>
    public static void CrossEmbed(CaseRun run)
    {
        using var layer = new CrossEmbedLayer(
            run.Args.Int("dim_in"), run.Args.Ints("kernel_sizes"), run.Args.IntOrNull("dim_out"), run.Args.Int("stride"));
        Run(run, layer, input => layer.forward(input.Required("x")));
    }

    /// <summary>The feed-forward half of a transformer block.</summary>
    public static void ChanFeedForward(CaseRun run)
    {
        using var layer = Layers.ChanFeedForward.Create(run.Args.Int("dim"), run.Args.Number("mult"));
        Run(run, layer, input => layer.forward(input.Required("x")));
    }

    /// <summary>Normalization over channels.</summary>
    public static void ChanLayerNorm(CaseRun run)
    {
        using var layer = new ChanLayerNorm(run.Args.Int("dim"), run.Args.Number("eps"));
        Run(run, layer, input => layer.forward(input.Required("x")));
    }

    /// <summary>Normalization over the last dimension.</summary>
    public static void LayerNorm(CaseRun run)
    {
        using var layer = new LayerNorm(run.Args.Int("dim"));
        Run(run, layer, input => layer.forward(input.Required("x")));
    }

    /// <summary>Norm, scale-shift, activation, convolution.</summary>
    public static void Block(CaseRun run)
    {
        using var layer = new Block(
            run.Args.Int("dim"), run.Args.Int("dim_out"), run.Args.Int("groups"), run.Args.FlagOrNull("norm") ?? true);
        Run(run, layer, input => layer.forward(
            input.Required("x"),
            input.Optional("scale") is { } scale ? (scale, input.Required("shift")) : null));
    }

    /// <summary>Two blocks with time and token conditioning.</summary>
    public static void ResnetBlock(CaseRun run)
    {
        using var layer = new ResnetBlock(
            run.Args.Int("dim"), run.Args.Int("dim_out"), run.Args.IntOrNull("cond_dim"), run.Args.IntOrNull("time_cond_dim"),
            run.Args.Int("groups"));
        Run(run, layer, input => layer.forward(input.Required("x"), input.Optional("time_emb"), input.Optional("cond")));
    }

    /// <summary>Self attention and feed-forward.</summary>
    public static void TransformerBlock(CaseRun run)
    {
        using var layer = new TransformerBlock(
            run.Args.Int("dim"), run.Args.Int("heads"), run.Args.Int("dim_head"), run.Args.Number("ff_mult"),
            run.Args.IntOrNull("context_dim"));
        Run(run, layer, input => layer.forward(input.Required("x"), input.Optional("context")));
    }

    /// <summary>The embedding of a timestep.</summary>
    public static void SinusoidalPosEmb(CaseRun run)
    {
        using var layer = new SinusoidalPosEmb(run.Args.Int("dim"));

        // Both round the arguments of sine and cosine, which are as large as x, to 24 bits.
        var rounding = run.Input("x").abs().max().to(float64).item<double>() * Math.Pow(2, -23);
        Run(run, layer, input => layer.forward(input.Required("x")), rounding);
    }

    /// <summary>Half the size.</summary>
    public static void Downsample(CaseRun run)
    {
        using var layer = Layers.Downsample.Create(run.Args.Int("dim"), run.Args.IntOrNull("dim_out"));
        Run(run, layer, input => layer.forward(input.Required("x")));
    }

    /// <summary>Twice the size.</summary>
    public static void Upsample(CaseRun run)
    {
        using var layer = Layers.Upsample.Create(run.Args.Int("dim"), run.Args.IntOrNull("dim_out"));
        Run(run, layer, input => layer.forward(input.Required("x")));
    }

    /// <summary>The sum of several layers.</summary>
    public static void Parallel(CaseRun run)
    {
        using var layer = new Layers.Parallel(Convolutions(run, run.Args.Text("fns")));
        Run(run, layer, input => layer.forward(input.Required("x")));
    }

    /// <summary>A layer plus its input.</summary>
    public static void Residual(CaseRun run)
    {
        using var layer = new Residual(Convolutions(run, run.Args.Text("fn")).Single());
        Run(run, layer, input => layer.forward(input.Required("x")));
    }

    private static void Run(CaseRun run, Module layer, Func<LayerInput, Tensor> forward, double rounding = 0)
    {
        StateLoading.Load(layer, run.State());
        var input = new LayerInput(run);
        var y = forward(input);
        run.Report("out/y", y, rounding: rounding);

        if (run.InputOrNull("grad_y") is not { } gradient)
            return;

        // d ∑ y · grad_y
        (y * gradient).sum().backward();
        input.ReportGradients();
        ParameterGradients.Report(run, layer);
    }

    /// <summary>The layers of a text such as <c>Conv2d(dim,dim_out,3,padding=1), Conv2d(dim,dim_out,1)</c>.</summary>
    private static Module<Tensor, Tensor>[] Convolutions(CaseRun run, string text)
    {
        var matches = Convolution().Matches(text);
        if (matches.Count == 0 || Convolution().Replace(text, "").Trim(' ', ',').Length > 0)
            throw new InvalidDataException($"'{text}' is no list of Conv2d(in,out,kernel[,padding=n])");

        return [.. matches.Select(match => Conv2d(
            Size(match.Groups["in"].Value), Size(match.Groups["out"].Value), Size(match.Groups["kernel"].Value), 1,
            match.Groups["padding"].Success ? Size(match.Groups["padding"].Value) : 0))];

        int Size(string word) => int.TryParse(word, out var number) ? number : run.Args.Int(word);
    }

    [GeneratedRegex(@"Conv2d\((?<in>\w+),\s*(?<out>\w+),\s*(?<kernel>\d+)(,\s*padding=(?<padding>\d+))?\)")]
    private static partial Regex Convolution();
}
