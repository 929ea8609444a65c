using System.CommandLine;
using System.Diagnostics;
using MinImagen.Cli.Play;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Generation;
using MinImagen.Lib.Training;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen play`: a web page, for this machine only, to draw with every setting at hand.</summary>
public static class PlayCommand
{
    private const int UsualPort = 5230;
    private const int LastPort = 65535;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var from = new Option<string?>("--from") { Description = "The training directory of the model, or the name of one that ships (default: the first that ships)" };
        var port = new Option<int>("--port") { Description = "Where the page is: 127.0.0.1 at this port; 0 for any that is free", DefaultValueFactory = _ => UsualPort };
        var open = new Option<bool>("--open") { Description = "Open the page in the browser" };
        port.MustBe(number => number is >= 0 and <= LastPort, $"from 0 to {LastPort}");

        var command = new Command("play", "A page to play with a model: captions, settings, and the picture as it is made") { from, port, open };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(from) is { } said ? TrainedModel.Open(said) : GenerateCommand.ShippedModels()[0], parsed.GetValue(port), parsed.GetValue(open), cancellation));
        return command.WithExamples(
            ("minimagen play", $"the checkpoint that ships, at http://127.0.0.1:{UsualPort}"),
            ("minimagen play --from training_20260101_120000 --open", "a model of your own, in the browser at once"),
            ("minimagen play --port 0", "at any port that is free; it says which"));
    }

    private static async Task<int> RunAsync(TrainedModel model, int port, bool open, CancellationToken cancellation)
    {
        await using var server = await PlayServer.StartAsync(OpenStudio(model), port);
        Console.WriteLine($"{server.Address} (Ctrl-C ends it)");
        if (open)
        {
            Open(server.Address);
        }

        await Task.Delay(Timeout.Infinite, cancellation);
        return ExitCode.Done;
    }

    private static Studio OpenStudio(TrainedModel model)
    {
        var generator = ImageGenerator.Open(model.Folder);
        try
        {
            var data = TrainingDirectory.Open(model.Folder).LoadTrainingParameters().GetValueOrDefault("DATA");
            return new Studio(generator, PlayWorld.Of(generator.Imagen, model.Name, data, model.Settings ?? new SamplingSettings()));
        }
        catch (ArgumentException unfitting)
        {
            generator.Dispose();
            throw new CommandException($"{Path.Combine(model.Folder, SamplingSettings.FileName)}: {unfitting.Message}", inner: unfitting);
        }
    }

    private static void Open(string address)
    {
        try
        {
            Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })?.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine("minimagen: there is no browser to open; go to the address yourself");
        }
    }
}
