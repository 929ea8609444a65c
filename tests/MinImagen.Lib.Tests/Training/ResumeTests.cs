using MinImagen.Lib.Cascade;
using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Tests.Engine;
using MinImagen.Lib.Training;

namespace MinImagen.Lib.Tests.Training;

/// <summary>A training that was stopped, however it was stopped, becomes what it would have become.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        Steps = 12,
        BatchSize = 3,
        AccumulationSteps = 2,
        LearningRate = 1e-3,
        WarmupSteps = 3,
        Schedule = LearningRateSchedule.Cosine,
        EmaDecay = 0.8,
        Seed = 5,
        CheckpointEvery = 4,
    };

    private static readonly TrainingOptions Drawing = Options with { Samples = new TrainingSamples(6, ["colour 1", "colour 3"], new SampleOptions()) };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void StoppedAtEveryStepItBecomesTheSame()
    {
        var whole = Train("whole", int.MaxValue, options: Drawing);
        TrainingDirectory? stopped = null;
        for (var step = 1; step <= Options.Steps; step++)
        {
            stopped = Train("stopped", step, options: Drawing);
        }
        Assert.Equal(3, Directory.GetFiles(Path.Combine(stopped!.Path, "samples")).Length);

        AssertSame(whole, stopped);
    }

    /// <summary>On two threads the halves of each batch are computed side by side, and who is first is chance.</summary>
    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void OnTwoThreadsItBecomesTheSame(Precision precision)
    {
        using var two = new ThreadCount(2);
        var options = Options with { Precision = precision, Steps = 4, CheckpointEvery = 2 };
        var whole = Train("whole", int.MaxValue, options: options);
        Train("stopped", 3, options: options);

        AssertSame(whole, Train("stopped", int.MaxValue, options: options));
    }

    [Fact]
    public void WhatComesAfterTheCheckpointIsForgottenAndDoneAgain()
    {
        var whole = Train("whole", int.MaxValue);

        // No checkpoint at the fault: as if the process had been killed there, six steps taken and four of them saved.
        var killed = Train("killed", step =>
        {
            if (step == 6)
            {
                throw new PlugPulled();
            }
        });
        Assert.Equal(6, Losses(killed).Count);
        File.AppendAllText(Path.Combine(killed.Path, "metrics.jsonl"), "{\"step\": 7, \"epo");
        using (var checkpoint = Checkpoint.Load(killed.CheckpointPaths[0]))
        {
            Assert.Equal(4, checkpoint.Step);
        }

        AssertSame(whole, Train("killed", int.MaxValue));
        Assert.Contains("resumed from step 4", File.ReadAllText(Path.Combine(killed.Path, "training_progress.txt")));
    }

    [Fact]
    public void ATornOrMissingCheckpointGivesWayToTheOneBefore()
    {
        var whole = Train("whole", int.MaxValue);
        var torn = Train("torn", int.MaxValue);
        foreach (var tear in new Action<FileStream>[] { stream => stream.SetLength(0), stream => stream.SetLength(5000), FlipABit })
        {
            Assert.Equal(2, torn.CheckpointPaths.Count);
            var (newest, before) = (torn.CheckpointPaths[0], torn.CheckpointPaths[1]);
            using (var stream = new FileStream(newest, FileMode.Open))
            {
                tear(stream);
            }

            AssertSame(whole, Train("torn", int.MaxValue));
            Assert.Contains(
                $"resumed from step 8 ({Path.GetFileName(before)}); {Path.GetFileName(newest)} was damaged",
                File.ReadAllText(Path.Combine(torn.Path, "training_progress.txt")));
        }

        File.Delete(torn.CheckpointPaths[0]);
        AssertSame(whole, Train("torn", int.MaxValue));
    }

    [Fact]
    public void BeforeTheFirstCheckpointItBeginsAgain()
    {
        var whole = Train("whole", int.MaxValue);
        Train("killed", step =>
        {
            if (step == 3)
            {
                throw new PlugPulled();
            }
        });

        AssertSame(whole, Train("killed", int.MaxValue, modelSeed: 1));
    }

    [Fact]
    public void WithoutAWholeCheckpointNothingIsPretended()
    {
        var directory = Train("torn", int.MaxValue);
        foreach (var path in directory.CheckpointPaths)
        {
            File.WriteAllText(path, "torn");
        }

        Assert.Contains("no checkpoint is whole", Assert.Throws<InvalidDataException>(() => Train("torn", int.MaxValue)).Message);
        Assert.Equal(2, directory.CheckpointPaths.Count);
    }

    [Fact]
    public void AFailedStepIsAsIfItHadNotBeenTried()
    {
        var whole = Train("whole", int.MaxValue);

        Assert.Throws<IOException>(() => Train("failing", int.MaxValue, new ColourPictures(5, failsAt: 23)));

        var failed = TrainingDirectory.Open(folder["failing"]);
        using (var checkpoint = Checkpoint.Load(failed.CheckpointPaths[0]))
        {
            // six pictures a step: the 23rd is of the fourth
            Assert.Equal((3, 18), (checkpoint.Step, checkpoint.Position));
        }
        Assert.Contains("failed at step 4 of 12", File.ReadAllText(Path.Combine(failed.Path, "training_progress.txt")));
        AssertSame(whole, Train("failing", int.MaxValue));
    }

    [Fact]
    public void TwoTrainingsDoNotShareAFolder()
    {
        using var imagen = Toys.Cascade(Toys.OneUnet);
        using var first = new Trainer(imagen, new ColourPictures(5), new WordEncoder(), Options, directory: Open("one", imagen));
        using var second = new Trainer(imagen, new ColourPictures(5), new WordEncoder(), Options, directory: Open("one", imagen));
        first.Run();

        Assert.Contains("another training", Assert.Throws<IOException>(() => second.Run()).Message);
    }

    [Fact]
    public void OtherDataOrSeedsAreRefused()
    {
        Train("training", 4);

        Assert.Contains("5 pictures", Assert.Throws<InvalidDataException>(() => Train("training", int.MaxValue, new ColourPictures(6))).Message);
        Assert.Contains("seed 6", Assert.Throws<InvalidDataException>(() => Train("training", int.MaxValue, options: Options with { Seed = 6 })).Message);
    }

    private TrainingDirectory Open(string name, Imagen imagen)
    {
        if (Directory.Exists(folder[name]))
        {
            return TrainingDirectory.Open(folder[name]);
        }
        var directory = TrainingDirectory.Create(folder[name]);
        directory.SaveParameters(imagen, []);
        return directory;
    }

    private TrainingDirectory Train(string name, int interruptAt, ColourPictures? data = null, TrainingOptions? options = null, long? modelSeed = null)
    {
        using var interrupt = new CancellationTokenSource();
        try
        {
            return Train(name, step =>
            {
                if (step >= interruptAt)
                {
                    interrupt.Cancel();
                }
            }, data, options, modelSeed, interrupt.Token);
        }
        catch (OperationCanceledException)
        {
            return TrainingDirectory.Open(folder[name]);
        }
    }

    /// <summary>Begins a training, or goes on with it.</summary>
    private TrainingDirectory Train(
        string name, Action<long> seen, ColourPictures? data = null, TrainingOptions? options = null, long? modelSeed = null, CancellationToken cancellation = default)
    {
        // Other weights than those of the checkpoint, so that it shows where they are not replaced.
        using var imagen = Toys.Cascade(Toys.TwoUnets, modelSeed ?? (Directory.Exists(folder[name]) ? 99 : 1));
        var directory = Open(name, imagen);
        using var trainer = new Trainer(imagen, data ?? new ColourPictures(5), new WordEncoder(), options ?? Options, new ColourPictures(3), directory);
        trainer.Resume();
        try
        {
            trainer.Run(new Collect(step => seen(step.Step)), cancellation);
        }
        catch (PlugPulled)
        {
        }
        return directory;
    }

    private static void AssertSame(TrainingDirectory expected, TrainingDirectory actual)
    {
        // Whole files: weights, averages, moments, the generator, the place in the data, the best losses, to the last bit.
        Assert.Equal(File.ReadAllBytes(expected.CheckpointPaths[0]), File.ReadAllBytes(actual.CheckpointPaths[0]));
        Assert.Equal(Losses(expected), Losses(actual));
        foreach (var part in new[] { "state_dicts", "samples" }.Where(part => Directory.Exists(Path.Combine(expected.Path, part))))
        {
            var files = Directory.GetFiles(Path.Combine(expected.Path, part)).Order().ToArray();
            var others = Directory.GetFiles(Path.Combine(actual.Path, part)).Order().ToArray();
            Assert.Equal(files.Select(File.ReadAllBytes), others.Select(File.ReadAllBytes));
        }
        Assert.Empty(Directory.GetFiles(Path.Combine(actual.Path, "tmp"), ".*"));
    }

    private static IReadOnlyList<string> Losses(TrainingDirectory directory) =>
        [.. MetricsLog.Read(directory.Path).Select(step => string.Join(" ", [step.Step, step.LearningRate, .. step.Loss.Values, .. step.GradNorm.Values, .. step.ValidationLoss?.Values ?? []]))];

    /// <summary>In the middle, where the weights are.</summary>
    private static void FlipABit(FileStream stream)
    {
        stream.Position = stream.Length / 2;
        var value = stream.ReadByte();
        stream.Position--;
        stream.WriteByte((byte)(value ^ 4));
    }

    private sealed class PlugPulled : Exception;
}
