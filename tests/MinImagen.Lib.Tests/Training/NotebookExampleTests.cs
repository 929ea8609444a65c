using MinImagen.Lib.Cascade;
using MinImagen.Lib.Data;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;
using MinImagen.Lib.Unets;
using TorchSharp;

namespace MinImagen.Lib.Tests.Training;

/// <summary>What a notebook writes to train a model, to watch it, and to stop it.</summary>
public sealed class NotebookExampleTests
{
    [Fact]
    public void TenLinesTrainAModelAndCanBeStopped()
    {
        using var stop = new CancellationTokenSource();
        var losses = new List<double>();

        torch.manual_seed(0);
        using var encoder = TextEncoders.Get(TextEncoders.Default);
        using var data = DataSources.Open("emoji-sample", new DataSourceOptions { Side = 8, Limit = 4 });
        using var imagen = Imagen.Create([new UnetOptions { Dim = 8, DimMults = [1], LayerAttns = false, LayerCrossAttns = false }], new ImagenOptions { ImageSizes = 8, Timesteps = 25 });
        using var trainer = new Trainer(imagen, data.Train, encoder, new TrainingOptions { Steps = 1000, BatchSize = 4, LearningRate = 5e-3 });
        try
        {
            trainer.Run(new Collect(step =>
            {
                losses.Add(step.Losses[1]);
                if (losses.Count == 40)
                {
                    stop.Cancel();
                }
            }), stop.Token);
        }
        catch (OperationCanceledException)
        {
        }

        Assert.Equal((40, 40), (losses.Count, trainer.StepsTaken));
        Assert.True(losses.TakeLast(10).Average() < 0.85 * losses.Take(10).Average(), string.Join(" ", losses));
    }
}
