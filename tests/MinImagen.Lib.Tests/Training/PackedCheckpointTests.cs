using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Training;

public sealed class PackedCheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(ScalarType.BFloat16, 2, 1.0 / 256)]
    [InlineData(ScalarType.Float16, 2, 1.0 / 2048)]
    [InlineData(ScalarType.Float32, 4, 0)]
    public void WeightsComeBackInSinglePrecisionRoundedOnce(ScalarType precision, int bytes, double rounding)
    {
        using var scope = NewDisposeScope();
        using var imagen = Save("training", []);
        var size = PackedCheckpoint.Write(TrainingDirectory.Open(In("training")), In("packed"), precision, TrainedWeights.Best);

        using var loaded = TrainingDirectory.Open(In("packed")).LoadImagen(new WordEncoder());
        var numbers = 0L;
        foreach (var (original, packed) in imagen.Unets.Zip(loaded.Unets))
        {
            var weights = packed.state_dict();
            foreach (var (name, weight) in original.state_dict())
            {
                Assert.Equal(ScalarType.Float32, weights[name].dtype);
                Assert.True((weights[name] - weight).abs().le(weight.abs() * rounding + 1e-7).all().item<bool>(), name);
                numbers += weight.numel();
            }
        }

        Assert.InRange(size, bytes * numbers, bytes * numbers + 200_000);
        Assert.Equal(size, Directory.GetFiles(In("packed/state_dicts")).Sum(file => new FileInfo(file).Length));
        var notes = SafeTensors.LoadMetadata(Directory.GetFiles(In("packed/state_dicts"))[0]);
        Assert.Equal(("12", "0.5"), (notes["step"], notes["validation_loss"]));
        Assert.Equal(["packed", "training"], Directory.GetDirectories(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void WhatIsWrittenByHandStaysAndNoPathOfThisMachineGoesAlong()
    {
        using var imagen = Save("training", new() { ["DATA"] = "shapes", ["RESTART_DIRECTORY"] = "/home/somebody/old_training" });
        File.WriteAllText(In("training/recipe.json"), "theirs");
        File.WriteAllText(In("training/film.png"), "new film");
        Directory.CreateDirectory(In("packed/state_dicts"));
        File.WriteAllText(In("packed/state_dicts/unet_0_state_old.safetensors"), "old");
        File.WriteAllText(In("packed/README.md"), "by hand");
        File.WriteAllText(In("packed/recipe.json"), "own");
        File.WriteAllText(In("packed/film.png"), "old film");

        PackedCheckpoint.Write(
            TrainingDirectory.Open(In("training")), In("packed"), ScalarType.BFloat16, TrainedWeights.Best, new Dictionary<string, string> { ["captions.txt"] = "a frog\n" });

        Assert.Equal(("by hand", "own", "new film", "a frog\n"), (Read("README.md"), Read("recipe.json"), Read("film.png"), Read("captions.txt")));
        Assert.False(File.Exists(In("packed/state_dicts/unet_0_state_old.safetensors")));
        var parameters = TrainingDirectory.Open(In("packed")).LoadTrainingParameters();
        Assert.Equal(("shapes", "old_training"), (parameters["DATA"], parameters["RESTART_DIRECTORY"]));
    }

    [Fact]
    public void AUnetTrainedElsewhereIsTakenFromThereWithItsCurve()
    {
        using var scope = NewDisposeScope();
        using var main = Save("training", []);
        using var other = Save("other", [], seed: 2);
        File.WriteAllLines(In("training/metrics.jsonl"), Enumerable.Range(1, 150).Select(step => Line(step, unet: 2, loss: step <= 100 ? 4 : 1)));
        File.WriteAllLines(In("other/metrics.jsonl"), Enumerable.Range(1, 2).Select(step => Line(step, unet: 1, loss: step)));

        PackedCheckpoint.Write(
            TrainingDirectory.Open(In("training")), In("packed"), ScalarType.Float32, TrainedWeights.Best, elsewhere: new Dictionary<int, TrainingDirectory> { [1] = TrainingDirectory.Open(In("other")) });

        using var loaded = TrainingDirectory.Open(In("packed")).LoadImagen(new WordEncoder());
        AssertSame(other.Unets[0], loaded.Unets[0]);
        AssertSame(main.Unets[1], loaded.Unets[1]);
        Assert.Equal("unet\tstep\tloss\n1\t2\t1.50000\n2\t100\t4.00000\n2\t150\t1.00000\n", Read("curve.tsv"));
    }

    [Fact]
    public void AUnetOfAnotherKindIsNotTaken()
    {
        using var main = Save("training", []);
        using var other = Imagen.Create([main.Unets[0].Options with { Dim = 16 }, main.Unets[1].Options], main.Options);
        TrainingDirectory.Create(In("other")).SaveParameters(other, []);

        var error = Assert.Throws<InvalidDataException>(() => PackedCheckpoint.Write(
            TrainingDirectory.Open(In("training")), In("packed"), ScalarType.Float32, TrainedWeights.Best, elsewhere: new Dictionary<int, TrainingDirectory> { [1] = TrainingDirectory.Open(In("other")) }));
        Assert.Contains("U-Net 1 is missing or built otherwise", error.Message);
        Assert.False(Directory.Exists(In("packed")));
    }

    [Fact]
    public void AWeightThatDoesNotFitLeavesTheOldFolderAsItWas()
    {
        using var imagen = Save("training", []);
        using (no_grad())
        {
            imagen.Unets[0].parameters().First().fill_(1e6);
        }

        TrainingDirectory.Open(In("training")).SaveWeights(imagen, 0, TextEncoderStamp.Of(new WordEncoder()), 12, 0.5);
        Directory.CreateDirectory(In("packed"));
        File.WriteAllText(In("packed/README.md"), "by hand");

        var error = Assert.Throws<InvalidDataException>(() =>
            PackedCheckpoint.Write(TrainingDirectory.Open(In("training")), In("packed"), ScalarType.Float16, TrainedWeights.Best));
        Assert.Contains("pack as bfloat16", error.Message);
        Assert.Equal([In("packed/README.md")], Directory.GetFileSystemEntries(In("packed")));
        Assert.Equal(["packed", "training"], Directory.GetDirectories(folder).Select(Path.GetFileName).Order());
    }

    private static string Line(int step, int unet, double loss) => FormattableString.Invariant(
        $$"""{"step":{{step}},"epoch":0,"loss":{"{{unet}}":{{loss}}},"grad_norm":{"{{unet}}":1},"learning_rate":0.1,"images_per_second":1,"skipped":0,"validation_loss":null}""");

    private static void AssertSame(torch.nn.Module expected, torch.nn.Module actual)
    {
        var weights = actual.state_dict();
        Assert.All(expected.state_dict(), weight => Assert.True(weight.Value.eq(weights[weight.Key]).all().item<bool>(), weight.Key));
    }

    private Imagen Save(string name, Dictionary<string, string> parameters, long seed = 1)
    {
        var imagen = Toys.Cascade(Toys.TwoUnets, seed);
        var directory = TrainingDirectory.Create(In(name));
        directory.SaveParameters(imagen, parameters);
        for (var index = 0; index < 2; index++)
        {
            directory.SaveWeights(imagen, index, TextEncoderStamp.Of(new WordEncoder()), 12, 0.5);
        }

        return imagen;
    }

    private string Read(string name) => File.ReadAllText(In($"packed/{name}"));

    private string In(string name) => Path.Combine(folder, name);
}
