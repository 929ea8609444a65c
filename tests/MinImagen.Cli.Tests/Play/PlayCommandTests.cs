using MinImagen.Cli.Terminal;
using MinImagen.Lib.Tests.Training;
using MinImagen.Lib.Text;
using MinImagen.Lib.Training;

namespace MinImagen.Cli.Tests.Play;

/// <summary>The command as a process: about five seconds.</summary>
public sealed class PlayCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-play-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task ItSaysWhereItIsServesTheModelAndEndsAtCtrlC()
    {
        using var process = CommandLine.Start([], "play", "--from", SaveToy(), "--port", "0");
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Matches(@"^http://127\.0\.0\.1:\d+ ", line);
        using (var client = new HttpClient { BaseAddress = new Uri(line!.Split(' ')[0]) })
        {
            Assert.Contains("<title>MinImagen playground</title>", await client.GetStringAsync("/"));
            Assert.Contains("\"name\":\"toy\",\"sides\":[4,8],\"timesteps\":[25,25]", await client.GetStringAsync("/world"));
        }

        Signal.Interrupt(process);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
    }

    [Theory]
    [InlineData(2, "--port", "--port", "65536")]
    [InlineData(1, "not a training directory", "--from", "data")]
    public void WhatIsWrongIsSaidInOneLine(int exitCode, string words, params string[] arguments)
    {
        var run = CommandLine.Run(["play", .. arguments]);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error);
    }

    /// <summary>A training directory of a model that learned nothing, with the encoder that ships.</summary>
    private string SaveToy()
    {
        using var encoder = TextEncoders.Get("t5_mini");
        using var imagen = Toys.Cascade(Toys.TwoUnets with { TextEncoderName = "t5_mini", TextEmbedDim = encoder.EncodedDim });
        var directory = TrainingDirectory.Create(Path.Combine(folder, "toy"));
        directory.SaveParameters(imagen, [new("DATA", "shapes")]);
        for (var unet = 0; unet < imagen.Unets.Count; unet++)
        {
            directory.SaveWeights(imagen, unet, TextEncoderStamp.Of(encoder), 0, null);
        }

        return directory.Path;
    }
}
