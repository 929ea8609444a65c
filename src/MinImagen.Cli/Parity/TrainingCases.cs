using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>The body of the original's training loop, over recorded batches.</summary>
internal static class TrainingCases
{
    /// <summary>
    /// Every U-Net's loss on every batch, and weights afterwards. As in the original: one Adam over all U-Nets, the loss
    /// of accumulated batches not divided, a step at each batch whose number from 0 is a multiple of the accumulation and
    /// at the last one, and no gradient clipped (the original's clipping never reaches the U-Nets).
    /// </summary>
    public static void Steps(CaseRun run)
    {
        using var imagen = ImagenCases.Build(run.Args);
        for (var index = 0; index < imagen.Unets.Count; index++)
        {
            StateLoading.Load(imagen.Unets[index], run.State($"unet{index}"));
        }

        var (batches, accumulation) = (run.Args.Int("steps"), run.Args.Int("accum_iter"));
        using var optimizer = optim.Adam(imagen.Unets.SelectMany(unet => unet.parameters()), run.Args.Number("lr"));
        var losses = new List<Tensor>();
        imagen.train();
        for (var batch = 0; batch < batches; batch++)
        {
            losses.Add(Accumulate(run, imagen, batch));
            if (batch % accumulation == 0 || batch + 1 == batches)
            {
                optimizer.step();
                optimizer.zero_grad();
            }
        }

        run.Report("out/losses", stack([.. losses]));
        for (var index = 0; index < imagen.Unets.Count; index++)
        {
            foreach (var (key, weight) in imagen.Unets[index].state_dict())
            {
                if (run.Expects($"out/unet{index}.{key}"))
                    run.Report($"out/unet{index}.{key}", weight, Agreement.TrainedWeights);
            }
        }
    }

    /// <summary>Which captions were kept: recorded for each U-Net, or once for all of them.</summary>
    private static Tensor? KeepMask(CaseRun run, int batch, int index) =>
        run.InputOrNull($"s{batch}.u{index}.keep_mask") ?? run.InputOrNull($"s{batch}.keep_mask");

    /// <summary>Adds the gradients of one batch.</summary>
    /// <returns>The loss of each U-Net.</returns>
    private static Tensor Accumulate(CaseRun run, Lib.Cascade.Imagen imagen, int batch)
    {
        var losses = new List<Tensor>();
        for (var index = 0; index < imagen.Unets.Count; index++)
        {
            var draws = new ReplayedDraws(
                ReplayedDraws.Recorded(run, $"draw/s{batch}.u{index}."), KeepMask(run, batch, index));
            losses.Add(tensor((float)imagen.LossAndGradients(
                run.Input($"s{batch}.images"),
                run.Input($"s{batch}.text_embeds"),
                run.InputOrNull($"s{batch}.text_masks"),
                index + 1,
                draws)));
        }
        return stack([.. losses]);
    }
}
