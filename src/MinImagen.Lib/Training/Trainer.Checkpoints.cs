using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

// What a checkpoint holds of a training, and back.
public sealed partial class Trainer
{
    /// <summary>Writes everything there is to know to the training directory, if there is one.</summary>
    public void SaveCheckpoint()
    {
        if (_directory is null)
            return;
        using Checkpoint checkpoint = CreateCheckpoint();
        checkpoint.Save(_directory.CheckpointPath);
    }

    /// <summary>Everything there is to know, in copies that the caller disposes.</summary>
    public Checkpoint CreateCheckpoint()
    {
        Dictionary<string, Tensor> tensors = new() { [Checkpoint.RngStateName] = torch.get_rng_state() };
        for (int index = 0; index < _imagen.Unets.Count; index++)
            AddCopies(tensors, Checkpoint.WeightPrefix(index), _imagen.Unets[index].state_dict());
        foreach (UnetTraining unet in _unets)
        {
            tensors[Checkpoint.OptimizerName(unet.Number - 1)] = unet.OptimizerState();
            if (unet.Average is { } average)
                AddCopies(tensors, Checkpoint.AveragePrefix(unet.Number - 1), average.Weights);
        }
        foreach (Tensor tensor in tensors.Values)
            tensor.DetachFromDisposeScope();
        return new Checkpoint { Step = StepsTaken, Position = _loader.Position, BestLosses = _bestLosses.ToDictionary(), Encoder = _encoder, Tensors = tensors };
    }

    /// <summary>Goes on from a checkpoint as if the training had never stopped.</summary>
    /// <param name="checkpoint">Of a training of the same cascade, data and options.</param>
    /// <exception cref="InvalidDataException">It was trained with another text encoder, or of other U-Nets.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        if (checkpoint.Encoder.Digest != _encoder.Digest)
            throw new InvalidDataException($"The checkpoint was trained with the text encoder {checkpoint.Encoder.Name}, digest {checkpoint.Encoder.Digest}; this one is {_encoder.Name}, digest {_encoder.Digest}.");
        if (_unets.Any(unet => !checkpoint.Tensors.ContainsKey(Checkpoint.OptimizerName(unet.Number - 1))))
            throw new InvalidDataException("The checkpoint is of a training of other U-Nets.");

        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        for (int index = 0; index < _imagen.Unets.Count; index++)
            _imagen.Unets[index].load_state_dict(checkpoint.Part(Checkpoint.WeightPrefix(index)));
        foreach (UnetTraining unet in _unets)
        {
            unet.RestoreOptimizer(checkpoint.Tensors[Checkpoint.OptimizerName(unet.Number - 1)]);
            unet.Average?.Restore(checkpoint.Part(Checkpoint.AveragePrefix(unet.Number - 1)));
        }
        _bestLosses.Clear();
        foreach ((int number, double loss) in checkpoint.BestLosses)
            _bestLosses[number] = loss;
        StepsTaken = checkpoint.Step;
        _loader.Position = checkpoint.Position;
        torch.set_rng_state(checkpoint.Tensors[Checkpoint.RngStateName]);
    }

    private static void AddCopies(Dictionary<string, Tensor> target, string prefix, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        using IDisposable noGrad = torch.no_grad();
        foreach ((string name, Tensor tensor) in tensors)
            target[prefix + name] = tensor.detach().clone();
    }
}
