using System.Globalization;
using System.Text;
using MinImagen.Lib.Unets;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>What belongs to one U-Net while it is trained: its optimizer and the moving average of its weights.</summary>
internal sealed class UnetTraining : IDisposable
{
    private readonly Adam optimizer;
    private readonly double maxGradNorm;
    private readonly int accumulationSteps;
    private readonly int maxSkippedInARow;
    private double lossSum;
    private int learnt;
    private string lastSeen = "nothing yet";

    public UnetTraining(int number, Unet unet, TrainingOptions options)
    {
        Number = number;
        Unet = unet;
        optimizer = optim.Adam(unet.parameters(), options.LearningRate);
        maxGradNorm = options.MaxGradNorm;
        accumulationSteps = options.AccumulationSteps;
        maxSkippedInARow = options.MaxSkippedInARow;
        Average = options.EmaDecay is { } decay ? new MovingAverage(unet, decay) : null;
    }

    /// <summary>Which U-Net of the cascade, from 1.</summary>
    public int Number { get; }

    public Unet Unet { get; }

    public MovingAverage? Average { get; }

    /// <summary>Batches skipped so far.</summary>
    public long Skipped { get; set; }

    /// <summary>How many of them were the last ones.</summary>
    public int SkippedInARow { get; set; }

    /// <summary>Adds the gradients of one batch, unless its loss is no number: then the batch is skipped.</summary>
    /// <param name="loss">The mean loss of the batch.</param>
    public void Learn(Tensor loss)
    {
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            Skip(1, $"a loss of {value.ToString(CultureInfo.InvariantCulture)}");
            return;
        }

        // L = 1/A · ∑ L_a, so that A batches of b weigh what one of A · b would
        (loss / accumulationSteps).backward();
        lossSum += value;
        learnt++;
    }

    /// <summary>One step of Adam on the gradients that are there, which are then gone; none where there are no good ones.</summary>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="step">Which step this is, from 1.</param>
    /// <returns>The mean loss of the batches and the norm of their gradient before it was cut; null where no step was taken.</returns>
    public (double Loss, double GradNorm)? Step(double learningRate, long step)
    {
        var (loss, batches) = (lossSum / learnt, learnt);
        Forget(clearGradients: false);
        if (batches == 0)
        {
            return null;
        }

        if (batches < accumulationSteps)
        {
            ScaleGradients((double)accumulationSteps / batches);
        }

        // g ← g · min(1, max / ‖g‖)
        var norm = nn.utils.clip_grad_norm_(Unet.parameters(), maxGradNorm);
        if (!double.IsFinite(norm))
        {
            optimizer.zero_grad();
            Skip(batches, string.Create(CultureInfo.InvariantCulture, $"a gradient of norm {norm} at a loss of {loss:G4}"));
            return null;
        }

        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }
        optimizer.step();
        optimizer.zero_grad();
        Average?.Update(step);
        SkippedInARow = 0;
        lastSeen = string.Create(CultureInfo.InvariantCulture, $"a loss of {loss:G4} and a gradient of norm {norm:G4} at step {step}, with the learning rate {learningRate:G3}");
        return (loss, norm);
    }

    /// <summary>Forgets the batches since the last step.</summary>
    public void Forget(bool clearGradients = true)
    {
        (lossSum, learnt) = (0, 0);
        if (clearGradients)
        {
            optimizer.zero_grad();
        }
    }

    /// <summary>Runs <paramref name="work"/> while the U-Net has the weights that it is sampled with.</summary>
    public T WithSampledWeights<T>(Func<T> work)
    {
        Average?.Swap();
        try
        {
            return work();
        }
        finally
        {
            Average?.Swap();
        }
    }

    /// <summary>The optimizer's state as bytes of its own format.</summary>
    public Tensor OptimizerState()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            optimizer.save_state_dict(writer);
        }
        return tensor(bytes.ToArray(), [bytes.Length], dtype: ScalarType.Byte);
    }

    /// <summary>Puts back what <see cref="OptimizerState"/> returned.</summary>
    public void RestoreOptimizer(Tensor state)
    {
        using var reader = new BinaryReader(new MemoryStream(state.data<byte>().ToArray()));
        optimizer.load_state_dict(reader);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        Average?.Dispose();
    }

    private void Skip(int batches, string what)
    {
        Skipped += batches;
        SkippedInARow += batches;
        if (SkippedInARow >= maxSkippedInARow)
        {
            throw new ArithmeticException($"U-Net {Number} has diverged: {SkippedInARow} batches in a row were skipped, the last one for {what}. "
                + $"The last that it learnt from had {lastSeen}. Lower the learning rate, or raise the warm-up.");
        }
    }

    /// <summary>Where batches were skipped, the others weigh more: the gradient is the mean over what was trained.</summary>
    private void ScaleGradients(double factor)
    {
        using var noGrad = no_grad();
        foreach (var weight in Unet.parameters())
        {
            using var gradient = weight.grad;
            gradient?.mul_(factor);
        }
    }
}
