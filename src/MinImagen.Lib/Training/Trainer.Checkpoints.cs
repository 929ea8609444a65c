using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Lib.Training;

// What a checkpoint holds of a training, and back.
public sealed partial class Trainer
{
    /// <summary>Writes everything there is to know to the training directory, if there is one.</summary>
    public void SaveCheckpoint()
    {
        if (directory is null)
        {
            return;
        }

        // What was measured until here must not be lost where the checkpoint is not.
        metrics?.FlushToDisk();
        using var checkpoint = CreateCheckpoint();
        directory.Checkpoints.Save(checkpoint);
        sinceCheckpoint.Restart();
    }

    /// <summary>Everything there is to know, in copies that the caller disposes.</summary>
    public Checkpoint CreateCheckpoint()
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor> { [Checkpoint.RngStateName] = get_rng_state() };
        for (var index = 0; index < imagen.Unets.Count; index++)
        {
            AddCopies(tensors, Checkpoint.WeightPrefix(index), imagen.Unets[index].state_dict());
        }
        foreach (var unet in unets)
        {
            tensors[Checkpoint.OptimizerName(unet.Number - 1)] = unet.OptimizerState();
            if (unet.Average is { } average)
            {
                AddCopies(tensors, Checkpoint.AveragePrefix(unet.Number - 1), average.Weights);
            }
        }
        foreach (var tensor in tensors.Values)
        {
            tensor.DetachFromDisposeScope();
        }
        return new Checkpoint
        {
            Step = StepsTaken,
            Position = loader.Position,
            DataCount = data.Count,
            Seed = options.Seed,
            BestLosses = bestLosses.ToDictionary(),
            Skipped = unets.ToDictionary(unet => unet.Number, unet => unet.Skipped),
            SkippedInARow = unets.ToDictionary(unet => unet.Number, unet => unet.SkippedInARow),
            Threads = get_num_threads(),
            Encoder = encoder,
            Model = imagen.CheckpointMetadata(),
            Tensors = tensors,
        };
    }

    /// <summary>Goes on from a checkpoint as if the training had never stopped.</summary>
    /// <param name="checkpoint">Of a training of the same cascade, data and options.</param>
    /// <exception cref="InvalidDataException">It is of another text encoder, of other data, or of other U-Nets.</exception>
    public void Restore(Checkpoint checkpoint)
    {
        RequireSame(checkpoint);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        for (var index = 0; index < imagen.Unets.Count; index++)
        {
            StateDict.LoadInto(imagen.Unets[index], checkpoint.Part(Checkpoint.WeightPrefix(index)), $"the checkpoint's U-Net {index + 1}");
        }
        foreach (var unet in unets)
        {
            unet.Restore(checkpoint.Tensors[Checkpoint.OptimizerName(unet.Number - 1)]);
            unet.Average?.Restore(checkpoint.Part(Checkpoint.AveragePrefix(unet.Number - 1)));
            unet.Skipped = checkpoint.Skipped.GetValueOrDefault(unet.Number);
            unet.SkippedInARow = checkpoint.SkippedInARow.GetValueOrDefault(unet.Number);
        }
        bestLosses.Clear();
        foreach (var (number, loss) in checkpoint.BestLosses)
        {
            bestLosses[number] = loss;
        }
        StepsTaken = checkpoint.Step;
        loader.Position = checkpoint.Position;
        RandomState.Restore(checkpoint.Tensors[Checkpoint.RngStateName], "the checkpoint");
    }

    /// <summary>
    /// Goes on from the newest whole checkpoint of the training directory as if the training had never stopped: with the
    /// same options and as many threads, every weight and every loss becomes what it would have been, to the last bit (on
    /// the CPU). What was measured after the checkpoint is forgotten.
    /// </summary>
    /// <returns>Where it goes on; null where there is no checkpoint yet, and it begins from the beginning.</returns>
    /// <exception cref="InvalidOperationException">There is no training directory, or steps were taken already.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another text encoder, of other data, or of other U-Nets.</exception>
    public Resumption? Resume()
    {
        if (directory is null || StepsTaken > 0)
        {
            throw new InvalidOperationException("A training goes on in its directory, and before it has taken a step.");
        }

        directory.RemoveLeftovers();
        List<string> damaged = [];
        if (directory.Checkpoints.LoadNewest(damaged.Add) is not var (checkpoint, path))
        {
            MetricsLog.Truncate(directory.Path, 0);
            return null;
        }

        using (checkpoint)
        {
            Restore(checkpoint);
            MetricsLog.Truncate(directory.Path, checkpoint.Step);

            // A damaged file has the higher number: left there, it would be taken for the one to fall back on.
            damaged.ForEach(File.Delete);
            var resumption = new Resumption(path, checkpoint.Step, damaged, checkpoint.Threads == get_num_threads() ? null : checkpoint.Threads);
            directory.Note(resumption.ToString());
            return resumption;
        }
    }

    private void RequireSame(Checkpoint checkpoint)
    {
        if (checkpoint.Encoder.Digest != encoder.Digest)
        {
            throw new InvalidDataException($"The checkpoint was trained with the text encoder {checkpoint.Encoder.Name}, digest {checkpoint.Encoder.Digest}; this one is {encoder.Name}, digest {encoder.Digest}.");
        }
        if (checkpoint.DataCount != data.Count || checkpoint.Seed != options.Seed)
        {
            throw new InvalidDataException($"The checkpoint's training learnt from {checkpoint.DataCount} pictures in the order of seed {checkpoint.Seed}; this one has {data.Count} and seed {options.Seed}. It cannot go on exactly; begin a new one from its weights.");
        }
        imagen.CheckMetadata(checkpoint.Model, "the checkpoint");
        if (unets.Any(unet => !checkpoint.Tensors.ContainsKey(Checkpoint.OptimizerName(unet.Number - 1))))
        {
            throw new InvalidDataException("The checkpoint is of a training of other U-Nets.");
        }
    }

    private static void AddCopies(Dictionary<string, Tensor> target, string prefix, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        using var noGrad = no_grad();
        foreach (var (name, tensor) in tensors)
        {
            target[prefix + name] = tensor.detach().clone();
        }
    }
}
