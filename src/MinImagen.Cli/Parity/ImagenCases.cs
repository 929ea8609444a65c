using MinImagen.Lib.Cascade;
using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>The cascade: the loss of a U-Net and pictures from the whole chain, with recorded draws.</summary>
internal static class ImagenCases
{
    /// <summary>Stands where a case needs a U-Net that it never calls.</summary>
    private static readonly UnetOptions s_bystander = new()
    {
        Dim = 8,
        DimMults = [1],
        LayerAttns = false,
        LayerCrossAttns = false,
    };

    /// <summary>The loss at given timesteps, with given noise, and its gradients.</summary>
    public static void NoisePredictionLoss(CaseRun run)
    {
        var number = run.Args.Int("unet_number");
        var options = Options(run.Args);
        var called = UnetOptions.FromJson(run.Args.Object("unet").Json);
        using var imagen = Imagen.Create(
            [.. Enumerable.Range(1, options.ImageSizes.Count).Select(other => other == number ? called : s_bystander)], options);
        var unet = imagen.Unets[number - 1];
        StateLoading.Load(unet, run.State());

        var draws = new ReplayedDraws(
            run.InputOrNull("lowres_noise") is { } noise ? [("randn_like", noise)] : [], run.InputOrNull("keep_mask"));
        var loss = imagen.PLosses(
            number, run.Input("x_start"), run.Input("times"), run.Input("text_embeds"), run.InputOrNull("text_mask"),
            run.InputOrNull("lowres_cond_img"), run.InputOrNull("lowres_aug_times"), run.Input("noise"), draws);
        run.Report("out/loss", loss);
        draws.ReportLeft(run);

        loss.backward();
        ParameterGradients.Report(run, unet);
    }

    /// <summary>The loss as training computes it: drawn timesteps, resized pictures, noised low-resolution pictures.</summary>
    public static void Loss(CaseRun run)
    {
        using var imagen = Build(run.Args);
        var number = run.Args.IntOrNull("unet_number");
        StateLoading.Load(imagen.Unets[(number ?? 1) - 1], run.State());

        var draws = new ReplayedDraws(ReplayedDraws.Recorded(run, "draw/"), run.InputOrNull("keep_mask"));
        var loss = imagen.Loss(
            run.Input("images"), run.Input("text_embeds"), run.InputOrNull("text_masks"), number, draws);
        run.Report("out/loss", loss);
        draws.ReportLeft(run);

        loss.backward();
        ParameterGradients.Report(run, imagen.Unets[(number ?? 1) - 1]);
    }

    /// <summary>Pictures from recorded noise, and what they were after some of the steps.</summary>
    public static void Sample(CaseRun run)
    {
        using var imagen = Build(run.Args);
        var noise = new List<(string, Tensor)>();
        for (var index = 0; index < imagen.Unets.Count; index++)
        {
            StateLoading.Load(imagen.Unets[index], run.State($"unet{index}"));
            if (run.RecordedOrNull($"noise/unet{index}_lowres") is { } lowres)
                noise.Add(("randn_like", lowres));
            noise.AddRange(run.Recorded($"noise/unet{index}").unbind().Select(step => ("randn", step)));
        }

        var draws = new ReplayedDraws(noise);
        var trace = new TracingSampler(run.Case.Fields.Has("trace_steps") ? run.Case.Fields.Ints("trace_steps") : []);
        run.Report("out/images", Sample(imagen, run, new SampleOptions { Sampler = OneOrEach.All<ISampler>(trace) }, draws));
        draws.ReportLeft(run);
        foreach (var (index, steps) in trace.Chains.Index())
        {
            if (run.Expects($"trace/unet{index}"))
                run.Report($"trace/unet{index}", stack([.. steps]));
        }
    }

    /// <summary>Samples with the text, guidance and noise level of a case.</summary>
    public static Tensor Sample(Imagen imagen, CaseRun run, SampleOptions options, ReplayedDraws? draws = null)
        => imagen.Sample(
            run.Input("text_embeds"),
            run.InputOrNull("text_masks"),
            options with
            {
                CondScale = run.Args.NumberOrNull("cond_scale") ?? 1,
                LowresSampleNoiseLevel = run.Args.NumberOrNull("lowres_sample_noise_level"),
            },
            draws: draws);

    /// <summary>The cascade of a case: its U-Nets in order, with fresh weights.</summary>
    public static Imagen Build(CaseArguments args)
        => Imagen.Create([.. args.Objects("unets").Select(unet => UnetOptions.FromJson(unet.Json))], Options(args));

    private static ImagenOptions Options(CaseArguments args)
        => ImagenOptions.FromJson(args.Object("imagen").Json) with { OriginalNumerics = true };
}
