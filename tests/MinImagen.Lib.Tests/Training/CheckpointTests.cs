using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Training;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private static readonly TrainingOptions s_options = new() { Steps = 6, BatchSize = 3, LearningRate = 1e-3, Seed = 5, CheckpointEvery = 100, EmaDecay = 0.8 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ATrainingGoesOnFromItAsIfItHadNeverStopped()
    {
        using Imagen straight = Toys.Cascade(Toys.TwoUnets);
        using Trainer whole = new(straight, new ColourPictures(4), new WordEncoder(), s_options);
        Steps(whole, 6);

        using (Imagen first = Toys.Cascade(Toys.TwoUnets))
        using (Trainer half = new(first, new ColourPictures(4), new WordEncoder(), s_options))
        {
            Steps(half, 3);
            using Checkpoint saved = half.CreateCheckpoint();
            saved.Save(_folder["checkpoint.safetensors"]);
        }

        using Imagen second = Toys.Cascade(Toys.TwoUnets, seed: 99);
        using Trainer rest = new(second, new ColourPictures(4), new WordEncoder(), s_options);
        using (Checkpoint loaded = Checkpoint.Load(_folder["checkpoint.safetensors"]))
            rest.Restore(loaded);
        Assert.Equal(3, rest.StepsTaken);
        Steps(rest, 3);

        Assert.Equal(Toys.Weights(straight), Toys.Weights(second));
        whole.KeepSampledWeights();
        rest.KeepSampledWeights();
        Assert.Equal(Toys.Weights(straight), Toys.Weights(second));
    }

    [Fact]
    public void AnotherTextEncoderIsRefused()
    {
        using Imagen imagen = Toys.Cascade(Toys.OneUnet);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder("d1"), s_options);
        using Checkpoint checkpoint = trainer.CreateCheckpoint();
        using Trainer other = new(imagen, new ColourPictures(4), new WordEncoder("d2"), s_options);

        Assert.Contains("d2", Assert.Throws<InvalidDataException>(() => other.Restore(checkpoint)).Message);
    }

    [Fact]
    public void WhatIsNoCheckpointIsRefusedByName()
    {
        MinImagen.Lib.Tensors.SafeTensors.Save(_folder["other.safetensors"], new Dictionary<string, Tensor>());

        Assert.Contains("other.safetensors", Assert.Throws<InvalidDataException>(() => Checkpoint.Load(_folder["other.safetensors"])).Message);
    }

    /// <summary>TorchSharp's <c>set_rng_state</c> would end the process.</summary>
    [Fact]
    public void AnotherGeneratorStateIsRefused()
    {
        using Imagen imagen = Toys.Cascade(Toys.OneUnet);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), s_options);
        using Tensor whole = get_rng_state();

        Refused(zeros(7, dtype: ScalarType.Byte));
        Refused(zeros(whole.shape));
        Refused(zeros(whole.shape, dtype: ScalarType.Byte));
        Refused(full(whole.shape, 255, dtype: ScalarType.Byte));

        void Refused(Tensor state)
        {
            using Checkpoint checkpoint = trainer.CreateCheckpoint();
            var tensors = (Dictionary<string, Tensor>)checkpoint.Tensors;
            tensors[Checkpoint.RngStateName].Dispose();
            tensors[Checkpoint.RngStateName] = state;
            Assert.Contains("random generator", Assert.Throws<InvalidDataException>(() => trainer.Restore(checkpoint)).Message);
        }
    }

    private static void Steps(Trainer trainer, int count)
    {
        for (int i = 0; i < count; i++)
            trainer.Step();
    }
}
