using MinImagen.Cli.Terminal;
using MinImagen.Lib.Cascade;

namespace MinImagen.Cli.Commands;

/// <summary>Shows sampling on one row: every denoising step of every U-Net of every batch.</summary>
internal sealed class SamplingBar(ProgressBoard board, string title, int batches) : IProgress<(int Begin, SampleProgress Step)>
{
    private readonly ProgressRow _row = board.Add(title, batches);
    private int _done;

    public void Report((int Begin, SampleProgress Step) value)
    {
        SampleProgress step = value.Step;
        double batch = (step.UnetNumber - 1 + (double)step.Step / step.Steps) / step.UnetCount;
        if (step.UnetNumber == step.UnetCount && step.Step == step.Steps)
        {
            _done++;
            batch = 0;
        }
        _row.Report(_done + batch, $"U-Net {step.UnetNumber} of {step.UnetCount}, step {step.Step} of {step.Steps}");
    }
}
