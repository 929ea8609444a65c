using System.CommandLine;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen data …`: makes data sets, shows and measures them.</summary>
public static class DataCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("data", "Make data sets, look at them, measure them")
        {
            DataShowCommand.Create(),
            DataBenchCommand.Create(),
            new Command("fetch", "Fetch a data set into the cache") { CreateFetchEmoji() },
            CreateSample(),
            DataShapesReaderCommand.Create(),
        };
        return command.WithExamples(
            ("minimagen data show emoji-sample", "a contact sheet of the emoji that ship"),
            ("minimagen data fetch emoji", "1250 emoji with their names, once, into the cache"),
            ("minimagen train --data emoji", "then train on them"));
    }

    private static Command CreateFetchEmoji()
    {
        var json = JsonReport.CreateOption();
        var command = new Command("emoji", "Google's Noto emoji with Unicode's English names, about 1250, with the npm client") { json };
        command.SetAction((parsed, cancellation) =>
        {
            Report(FetchEmoji(cancellation), parsed.GetValue(json));
            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(
            ("minimagen data fetch emoji", "into $MINIMAGEN_CACHE, else the XDG cache; the second time there is nothing to do"));
    }

    private static Command CreateSample()
    {
        var output = new Option<string>("--out") { Description = "The image folder to make", Required = true };
        var json = JsonReport.CreateOption();
        var command = new Command("sample", "Make data/emoji-sample again: the fetched emoji that ship with the project") { output, json };
        command.SetAction((parsed, cancellation) =>
        {
            var folder = parsed.GetValue(output)!;
            EmojiDataset.MakeSample(FetchEmoji(cancellation), EmojiSample.Captions, folder);
            Report(folder, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(("minimagen data sample --out /tmp/emoji-sample", "the same files as data/emoji-sample"));
    }

    private static string FetchEmoji(CancellationToken cancellation) => ProgressBoard.Run(board =>
    {
        var row = board.Add("emoji", 1);
        return EmojiDataset.Fetch(new SynchronousProgress<FetchProgress>(step => row.Report(step.Fraction, step.Stage)), cancellation);
    });

    private static void Report(string folder, bool json)
    {
        var rows = CaptionsFile.Read(Path.Combine(folder, CaptionsFile.Name), []);
        var validation = rows.Count(row => row.Split == DataSplit.Validation);
        if (json)
            JsonReport.Write(new { Folder = folder, Pictures = rows.Count, Train = rows.Count - validation, Validation = validation });
        else
            Console.WriteLine($"{rows.Count} pictures ({validation} of them for validation) in {folder}");
    }
}
