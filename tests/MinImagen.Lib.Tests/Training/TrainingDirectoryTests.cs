using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Training;

public sealed class TrainingDirectoryTests : IDisposable
{
    private static readonly DateTime s_began = new(2026, 3, 4, 5, 6, 7);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItIsLaidOutAsTheOriginals()
    {
        TrainingDirectory directory = Train(Toys.TwoUnets, new ColourPictures(3));

        Assert.Equal(
            [
                "metrics.jsonl",
                "parameters/imagen_params_20260304_050607.json",
                "parameters/training_parameters_20260304_050607.txt",
                "parameters/unet_0_params_20260304_050607.json",
                "parameters/unet_1_params_20260304_050607.json",
                "report.html",
                "state_dicts/unet_0_state_20260304_050607.safetensors",
                "state_dicts/unet_1_state_20260304_050607.safetensors",
                "tmp/checkpoint_000001.safetensors",
                "training_progress.txt",
            ],
            Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(directory.Path, file)).Order(StringComparer.Ordinal));
        Assert.Contains("validation losses [", File.ReadAllText(Path.Combine(directory.Path, "training_progress.txt")));
    }

    [Fact]
    public void TheBestWeightsComeBack()
    {
        TrainingDirectory directory = Train(Toys.TwoUnets, validation: null);

        TrainingDirectory opened = TrainingDirectory.Open(directory.Path);
        using Imagen loaded = opened.LoadImagen(new WordEncoder());
        using Checkpoint last = Checkpoint.Load(opened.CheckpointPaths[0]);

        // nothing was validated, so the last are the best
        Assert.Equal("20260304_050607", opened.Timestamp);
        Assert.Equal(Toys.TwoUnets, loaded.Options);
        for (int index = 0; index < 2; index++)
        {
            Dictionary<string, Tensor> expected = last.Part(Checkpoint.WeightPrefix(index));
            Assert.All(loaded.Unets[index].state_dict(), weight => Assert.Equal(expected[weight.Key].data<float>().ToArray(), weight.Value.data<float>().ToArray()));
        }
        Assert.Equal("4", opened.LoadTrainingParameters()["BATCH_SIZE"]);
    }

    [Fact]
    public void AUnetWithoutABestTakesTheAverageOfTheCheckpoint()
    {
        TrainingDirectory directory = Train(Toys.TwoUnets, validation: null, emaDecay: 0.9);
        File.Delete(StateFile(directory, 1));

        using Imagen loaded = directory.LoadImagen();

        using Checkpoint checkpoint = Checkpoint.Load(directory.CheckpointPaths[0]);
        float[] average = checkpoint.Tensors["average_1.final_conv.weight"].data<float>().ToArray();
        Assert.Equal(average, loaded.Unets[1].state_dict()["final_conv.weight"].data<float>().ToArray());
        Assert.NotEqual(average, checkpoint.Tensors["unet_1.final_conv.weight"].data<float>().ToArray());
    }

    [Fact]
    public void TheLastWeightsAreThoseOfTheCheckpointThoughThereAreBest()
    {
        TrainingDirectory directory = Train(Toys.OneUnet, validation: null, emaDecay: 0.9);
        Dictionary<string, Tensor> weights = SafeTensors.Load(StateFile(directory, 0)).ToDictionary();
        weights["final_conv.bias"] = ones(3);
        SafeTensors.Save(StateFile(directory, 0), weights, SafeTensors.LoadMetadata(StateFile(directory, 0)));

        float[] Bias(TrainedWeights which)
        {
            using Imagen loaded = directory.LoadImagen(null, which);
            return loaded.Unets[0].state_dict()["final_conv.bias"].data<float>().ToArray();
        }

        using Checkpoint checkpoint = Checkpoint.Load(directory.CheckpointPaths[0]);
        Assert.Equal([1, 1, 1], Bias(TrainedWeights.Best));
        Assert.Equal(checkpoint.Tensors["average_0.final_conv.bias"].data<float>().ToArray(), Bias(TrainedWeights.Last));

        foreach (var path in directory.CheckpointPaths)
        {
            File.Delete(path);
        }
        Assert.Equal([1, 1, 1], Bias(TrainedWeights.Last));
    }

    [Fact]
    public void AnInterruptedTrainingLeavesItsCheckpoint()
    {
        using Imagen imagen = Toys.Cascade(Toys.OneUnet);
        TrainingDirectory directory = TrainingDirectory.Create(_folder["training"]);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), Options(null), directory: directory);
        using CancellationTokenSource interrupt = new();

        Assert.Throws<OperationCanceledException>(() => trainer.Run(
            new Collect(step =>
            {
                if (step.Step == 3)
                    interrupt.Cancel();
            }),
            interrupt.Token));

        using Checkpoint checkpoint = Checkpoint.Load(directory.CheckpointPaths[0]);
        Assert.Equal(3, checkpoint.Step);
        Assert.Contains("interrupted at step 3", File.ReadAllText(Path.Combine(directory.Path, "training_progress.txt")));
    }

    [Fact]
    public void AnotherTextEncoderIsRefusedNamingTheFile()
    {
        TrainingDirectory directory = Train(Toys.OneUnet, validation: null);

        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => directory.LoadImagen(new WordEncoder("another")));

        Assert.Contains("another", refused.Message);
        Assert.Contains("unet_0_state", refused.Message);

        File.Delete(StateFile(directory, 0));
        Assert.Contains("checkpoint_000001.safetensors", Assert.Throws<InvalidDataException>(() => directory.LoadImagen(new WordEncoder("another"))).Message);
    }

    [Fact]
    public void WeightsOfAnotherUnetAreRefusedWithTheFirstDifference()
    {
        TrainingDirectory directory = Train(Toys.OneUnet, validation: null);
        Dictionary<string, Tensor> weights = SafeTensors.Load(StateFile(directory, 0)).ToDictionary();
        weights["final_conv.bias"] = zeros(4);
        SafeTensors.Save(StateFile(directory, 0), weights);
        Assert.Contains("final_conv.bias is [4] instead of [3]", Assert.Throws<InvalidDataException>(() => directory.LoadImagen()).Message);

        weights.Remove("final_conv.bias");
        SafeTensors.Save(StateFile(directory, 0), weights);
        Assert.Contains("final_conv.bias is missing", Assert.Throws<InvalidDataException>(() => directory.LoadImagen()).Message);

        File.WriteAllText(StateFile(directory, 0), "no weights");
        Assert.Throws<InvalidDataException>(() => directory.LoadImagen());
    }

    [Fact]
    public void UnetOneIsNotUnetTen()
    {
        TrainingDirectory directory = Train(Toys.TwoUnets, validation: null);
        string states = Path.Combine(directory.Path, "state_dicts");
        File.WriteAllText(Path.Combine(states, "unet_10_state_20990101_000000.safetensors"), "not read");
        File.WriteAllText(Path.Combine(states, "unet_1_state_20990101_000000.safetensors.tmp"), "not read");

        directory.LoadImagen().Dispose();
    }

    [Fact]
    public void DamagedParametersAreRefusedByName()
    {
        TrainingDirectory directory = Train(Toys.TwoUnets, validation: null);
        string unet = Path.Combine(directory.Path, "parameters", "unet_1_params_20260304_050607.json");

        File.WriteAllText(unet, "{ \"dim\": \"eight\" }");
        Assert.Contains("unet_1_params", Assert.Throws<InvalidDataException>(() => directory.LoadParameters()).Message);
        File.Move(unet, Path.Combine(directory.Path, "parameters", "unet_2_params_20260304_050607.json"));
        Assert.Contains("found 0, 2", Assert.Throws<InvalidDataException>(() => TrainingDirectory.Open(directory.Path)).Message);
        Assert.Contains("parameters/", Assert.Throws<DirectoryNotFoundException>(() => TrainingDirectory.Open(_folder.Path)).Message);
        Assert.Contains("not empty", Assert.Throws<IOException>(() => TrainingDirectory.Create(directory.Path)).Message);
    }

    /// <summary>The folder that the original leaves when it trains its two test models.</summary>
    [Fact]
    public void TheOriginalsOwnParametersOpen()
    {
        string parameters = Path.Combine(_folder.Path, "parameters");
        Directory.CreateDirectory(parameters);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Golden, "original-parameters")))
            File.Copy(file, Path.Combine(parameters, Path.GetFileName(file)));

        TrainingDirectory directory = TrainingDirectory.Open(_folder.Path);
        (IReadOnlyList<UnetOptions> unets, ImagenOptions imagen) = directory.LoadParameters();

        Assert.Equal("20220816_165729", directory.Timestamp);
        Assert.Equal([64, 128], imagen.ImageSizes);
        Assert.Equal(("t5_small", 25, 0.15), (imagen.TextEncoderName, imagen.Timesteps[0], imagen.CondDropProb));
        Assert.Equal([UnetOptions.BaseTest, UnetOptions.SuperTest], unets);
        Assert.Equal(("2", "True", "None"), (directory.LoadTrainingParameters()["BATCH_SIZE"], directory.LoadTrainingParameters()["TESTING"], directory.LoadTrainingParameters()["VALID_NUM"]));
    }

    /// <summary>A training directory of the original's: best weights of one U-Net, temporary ones of the other, both .pth.</summary>
    [Fact]
    public void TheOriginalsOwnWeightsOpen()
    {
        using Imagen imagen = TrainingDirectory.Open(Path.Combine(RepositoryFolder.Golden, "original-training")).LoadImagen(new WordEncoder());

        // ∑ |w| over each state dict, recorded in Python
        Assert.Equal(7886.863391314387, SumOfMagnitudes(imagen.Unets[0]), 1e-3);
        Assert.Equal(9034.407211952257, SumOfMagnitudes(imagen.Unets[1]), 1e-3);
    }

    private static double SumOfMagnitudes(Unet unet) => unet.state_dict().Values.Sum(weight => weight.data<float>().ToArray().Sum(value => Math.Abs((double)value)));

    private static TrainingOptions Options(double? emaDecay) => new() { Steps = 4, BatchSize = 4, LearningRate = 1e-2, EmaDecay = emaDecay };

    private static string StateFile(TrainingDirectory directory, int unet) => Path.Combine(directory.Path, "state_dicts", $"unet_{unet}_state_{directory.Timestamp}.safetensors");

    private TrainingDirectory Train(ImagenOptions options, ColourPictures? validation, double? emaDecay = null)
    {
        using Imagen imagen = Toys.Cascade(options);
        TrainingDirectory directory = TrainingDirectory.Create(_folder["training"], s_began);
        directory.SaveParameters(imagen, [new("BATCH_SIZE", "4")]);
        using Trainer trainer = new(imagen, new ColourPictures(4), new WordEncoder(), Options(emaDecay), validation, directory);
        trainer.Run();
        return directory;
    }
}
