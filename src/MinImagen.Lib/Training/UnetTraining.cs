using MinImagen.Lib.Unets;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

/// <summary>What belongs to one U-Net while it is trained: its optimizer and the moving average of its weights.</summary>
internal sealed class UnetTraining : IDisposable
{
    private readonly Adam _optimizer;
    private readonly double _maxGradNorm;

    public UnetTraining(int number, Unet unet, TrainingOptions options)
    {
        Number = number;
        Unet = unet;
        _optimizer = torch.optim.Adam(unet.parameters(), options.LearningRate);
        _maxGradNorm = options.MaxGradNorm;
        Average = options.EmaDecay is { } decay ? new MovingAverage(unet, decay) : null;
    }

    /// <summary>Which U-Net of the cascade, from 1.</summary>
    public int Number { get; }

    public Unet Unet { get; }

    public MovingAverage? Average { get; }

    /// <summary>One step of Adam on the gradients that are there, which are then gone.</summary>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="step">Which step this is, from 1.</param>
    /// <returns>The norm of the gradient before it was cut.</returns>
    public double Step(double learningRate, long step)
    {
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = learningRate;

        // g ← g · min(1, max / ‖g‖)
        double norm = nn.utils.clip_grad_norm_(Unet.parameters(), _maxGradNorm);
        _optimizer.step();
        _optimizer.zero_grad();
        Average?.Update(step);
        return norm;
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
        using MemoryStream bytes = new();
        using (BinaryWriter writer = new(bytes, System.Text.Encoding.UTF8, leaveOpen: true))
            _optimizer.save_state_dict(writer);
        return torch.tensor(bytes.ToArray(), [bytes.Length], dtype: ScalarType.Byte);
    }

    /// <summary>Puts back what <see cref="OptimizerState"/> returned.</summary>
    public void RestoreOptimizer(Tensor state)
    {
        using BinaryReader reader = new(new MemoryStream(state.data<byte>().ToArray()));
        _optimizer.load_state_dict(reader);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        Average?.Dispose();
    }
}
