using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Data;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen data show`: a contact sheet of a data set, and what is in it.</summary>
internal sealed class DataShowCommand
{
    private const int ListedSkips = 20;
    private const int MostPictures = 1000;

    /// <summary>Captions that are counted; a drawn data set has more than anybody waits for.</summary>
    private const int CountedCaptions = 100_000;

    private readonly DataOptions data = new();
    private readonly Option<string> output = new("--out") { Description = "The contact sheet to write, a PNG", DefaultValueFactory = _ => "data.png" };
    private readonly Option<int> pictures = new("--pictures") { Description = "Pictures on the sheet, taken at random by the seed", DefaultValueFactory = _ => 40 };
    private readonly Option<string> split = new("--split") { Description = "Which pictures to show", DefaultValueFactory = _ => "all" };
    private readonly Option<bool> flip = new("--flip") { Description = "Show them as the augmentation does: mirrored where the caption allows it" };
    private readonly Option<bool> json = JsonReport.CreateOption();

    private DataShowCommand()
    {
    }

    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var show = new DataShowCommand();
        show.pictures.MustBe(number => number is >= 1 and <= MostPictures, $"from 1 to {MostPictures}");
        show.split.AcceptOnlyFromAmong("all", "train", "validation");
        var command = new Command("show", "Look at a data set: a contact sheet with captions, counts, sizes, and what was skipped and why")
        {
            show.output, show.pictures, show.split, show.flip, show.json,
        };
        show.data.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(show.Run(parsed, cancellation)));
        return command.WithExamples(
            ("minimagen data show emoji-sample", "writes data.png"),
            ("minimagen data show shapes --side 32 --seed 7", "pictures that are drawn on demand"),
            ("minimagen data show DIR --split validation --out validation.png", "a folder with captions.tsv, captions.jsonl or a .txt beside each picture"),
            ("minimagen data show Train_GCC-training.tsv --limit 100", "fetches the first hundred pictures of Conceptual Captions"));
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        using var source = data.Open(parsed, memoryLimit: null, cancellation);
        ICaptionedImages shown = parsed.GetValue(split) switch
        {
            "train" => source.Train,
            "validation" => source.Validation,
            _ => new JoinedImages(source.Train, source.Validation),
        };
        if (shown.Count == 0)
            throw new CommandException($"{source.Name} has no pictures of that split");

        var sheet = SaveSheet(parsed, shown);
        var captions = Enumerable.Range(0, Math.Min(shown.Count, CountedCaptions)).Select(shown.GetCaption).ToArray();
        if (parsed.GetValue(json))
            JsonReport.Write(Describe(source, shown, captions, sheet));
        else
            Print(source, shown, captions, sheet);
        return ExitCode.Done;
    }

    private string SaveSheet(ParseResult parsed, ICaptionedImages shown)
    {
        using var scope = NewDisposeScope();
        var order = new ShuffledOrder(shown.Count, data.SeedOf(parsed));
        var augmentation = parsed.GetValue(flip) ? new HorizontalFlip(data.SeedOf(parsed)) : null;
        var places = Enumerable.Range(0, Math.Min(shown.Count, parsed.GetValue(pictures))).ToArray();
        string[] captions = [.. places.Select(place => shown.GetCaption(order.At(place)))];
        var images = places.Select(place =>
        {
            var image = shown.GetImage(order.At(place));
            return augmentation?.Applies(place, captions[place]) == true ? HorizontalFlip.Mirror(image) : image;
        });
        var path = Path.GetFullPath(parsed.GetValue(output)!);
        new ContactSheet { PictureSize = 128, CaptionLines = 5 }.Save(path, stack(images.ToArray()), captions);
        return path;
    }

    private static object Describe(DataSource source, ICaptionedImages shown, string[] captions, string sheet)
    {
        var words = WordCounts(captions);
        return new
        {
            Data = source.Name,
            Train = source.Train.Count,
            Validation = source.Validation.Count,
            Side = shown.Side,
            OriginalSizes = Sizes(source) is { } sizes
                ? new { Smallest = new[] { sizes.Smallest.Width, sizes.Smallest.Height }, Median = new[] { sizes.Median.Width, sizes.Median.Height }, Largest = new[] { sizes.Largest.Width, sizes.Largest.Height } }
                : null,
            source.KeptInMemory,
            Captions = new
            {
                Counted = captions.Length,
                Different = captions.Distinct().Count(),
                FewestWords = words[0],
                MedianWords = words[words.Length / 2],
                MostWords = words[^1],
                MayBeMirrored = captions.Count(HorizontalFlip.IsHarmless),
            },
            Skipped = source.Skipped.Count,
            SkippedBecause = Reasons(source).ToDictionary(reason => reason.Reason, reason => reason.Count),
            SkippedPictures = source.Skipped,
            Sheet = sheet,
        };
    }

    private static void Print(DataSource source, ICaptionedImages shown, string[] captions, string sheet)
    {
        var words = WordCounts(captions);
        var of = captions.Length < shown.Count ? $" of the first {captions.Length:N0}" : "";
        Say($"{source.Name}: {source.Train.Count:N0} pictures to learn from, {source.Validation.Count:N0} to judge on, {source.Skipped.Count:N0} skipped");
        if (Sizes(source) is { } sizes)
            Say($"sizes     {sizes.Smallest.Width} × {sizes.Smallest.Height} to {sizes.Largest.Width} × {sizes.Largest.Height}, median {sizes.Median.Width} × {sizes.Median.Height}; brought to {shown.Side} × {shown.Side}, {source.KeptInMemory:N0} kept in memory");
        else
            Say($"sizes     drawn at {shown.Side} × {shown.Side} when they are asked for");
        Say($"captions  {captions.Distinct().Count():N0} different{of}, {words[0]} to {words[^1]} words, median {words[words.Length / 2]}; {captions.Count(HorizontalFlip.IsHarmless):N0} allow the picture to be mirrored");
        Say($"sheet     {sheet}");

        foreach (var (reason, count) in Reasons(source))
            Say($"skipped   {count:N0} × {reason}");
        foreach (var skipped in source.Skipped.Take(ListedSkips))
            Say($"  {skipped.Name}: {skipped.Reason}");
        if (source.Skipped.Count > ListedSkips)
            Say($"  … and {source.Skipped.Count - ListedSkips:N0} more; --json lists them all");
    }

    /// <summary>How often each kind of reason was given, the most frequent first.</summary>
    private static IEnumerable<(string Reason, int Count)> Reasons(DataSource source) => source.Skipped
        .GroupBy(skip => skip.Reason.Split(':', 2)[0])
        .Select(group => (group.Key, group.Count()))
        .OrderByDescending(reason => reason.Item2)
        .ThenBy(reason => reason.Key, StringComparer.Ordinal);

    private static ((int Width, int Height) Smallest, (int Width, int Height) Median, (int Width, int Height) Largest)? Sizes(DataSource source)
    {
        if (source.OriginalSizes.Count == 0)
            return null;
        var byArea = source.OriginalSizes.OrderBy(size => (long)size.Width * size.Height).ToArray();
        return (byArea[0], byArea[byArea.Length / 2], byArea[^1]);
    }

    private static int[] WordCounts(string[] captions) =>
        [.. captions.Select(caption => caption.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length).Order()];

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
