using System.Globalization;
using System.Text;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Unets;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>
/// What belongs to one U-Net while it is trained: its optimizer, the moving average of its weights, and the copy that
/// computes where it is trained in bfloat16.
/// </summary>
internal sealed class UnetTraining : IDisposable
{
    private readonly Adam optimizer;
    private readonly MasterWeights? master;
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
        master = options.Precision == Precision.BFloat16 ? new MasterWeights(unet) : null;
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

    /// <summary>What computes the loss: the U-Net itself, or its copy in bfloat16.</summary>
    public Unet Model => master?.Copy ?? Unet;

    /// <summary>What a batch's loss is multiplied with: L = 1/A · ∑ L_a, so that A batches of b weigh what one of A · b would.</summary>
    public double Scale => 1.0 / accumulationSteps;

    /// <summary>Takes in one batch, unless its loss is no number: then the batch is skipped.</summary>
    /// <param name="loss">The batch's part of the mean loss, whose gradients <see cref="Model"/> has.</param>
    public void Learn(double loss)
    {
        if (!double.IsFinite(loss))
        {
            Skip(1, $"a loss of {loss.ToString(CultureInfo.InvariantCulture)}");
            return;
        }

        master?.TakeGradients();
        lossSum += loss * accumulationSteps;
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
            Unet.zero_grad();
            Skip(batches, string.Create(CultureInfo.InvariantCulture, $"a gradient of norm {norm} at a loss of {loss:G4}"));
            return null;
        }

        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = learningRate;
        }
        optimizer.step();
        Unet.zero_grad();
        master?.GiveWeights();
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
            Unet.zero_grad();
            master?.Copy.zero_grad();
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

    /// <summary>Goes on with the weights that the U-Net has got, and with what <see cref="OptimizerState"/> returned.</summary>
    public void Restore(Tensor state)
    {
        master?.GiveWeights();
        using var reader = new BinaryReader(new MemoryStream(state.data<byte>().ToArray()));
        optimizer.load_state_dict(reader);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        master?.Dispose();
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
