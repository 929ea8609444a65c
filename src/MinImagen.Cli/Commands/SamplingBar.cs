using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;

namespace MinImagen.Cli.Commands;

/// <summary>Shows sampling on one row: every denoising step of every U-Net of every batch.</summary>
internal sealed class SamplingBar(ProgressBoard board, string title, int batches) : IProgress<(int Begin, SampleProgress Step)>
{
    private readonly ProgressRow row = board.Add(title, batches);
    private int done;

    public void Report((int Begin, SampleProgress Step) value)
    {
        var step = value.Step;
        var batch = (step.UnetNumber - 1 + (double)step.Step / step.Steps) / step.UnetCount;
        if (step.UnetNumber == step.UnetCount && step.Step == step.Steps)
        {
            done++;
            batch = 0;
        }
        row.Report(done + batch, $"U-Net {step.UnetNumber} of {step.UnetCount}, step {step.Step} of {step.Steps}");
    }
}
