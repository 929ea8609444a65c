using MinImagen.Lib.Cascade;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>Everything from a seed: initial weights, and a picture from models that were never loaded.</summary>
internal static class SeededCases
{
    private const int ShownValues = 4;

    /// <summary>The first values and the mean of every initial weight, and what is drawn next.</summary>
    public static void UnetInitialization(CaseRun run)
    {
        manual_seed(run.Case.Seed);
        using var unet = new Unet(UnetOptions.FromJson(run.Args.Object("unet").Json));
        var next = randn(ShownValues);

        using var noGradient = no_grad();
        foreach (var (name, tensor) in unet.state_dict())
        {
            var values = tensor.flatten();
            run.Report("out/" + name, cat([values.narrow(0, 0, Math.Min(ShownValues, values.numel())), values.mean().view(1)]));
        }
        run.Report("out/next_randn", next);
    }

    /// <summary>A picture from a seed, through both U-Nets.</summary>
    public static void Sample(CaseRun run)
    {
        manual_seed(run.Case.Seed);
        using var imagen = ImagenCases.Build(run.Args);
        var embeds = run.Input("text_embeds");
        run.Report("in/text_embeds", randn_like(embeds));
        run.Report("out/images", ImagenCases.Sample(imagen, run, new SampleOptions()));
    }
}
