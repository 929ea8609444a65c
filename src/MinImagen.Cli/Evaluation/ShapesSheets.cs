using MinImagen.Lib.Data.Shapes;
using MinImagen.Lib.Data.Shapes.Reading;
using MinImagen.Lib.Generation;
using static TorchSharp.torch;

namespace MinImagen.Cli.Evaluation;

/// <summary>The contact sheets of an evaluation: what was drawn, what was asked for and what the reader saw.</summary>
internal static class ShapesSheets
{
    private const int MostPictures = 64;

    private static readonly ContactSheet Sheet = new() { Columns = 8, PictureSize = 128, CaptionLines = 8 };

    /// <summary>Writes a sheet of failures, where there are any, and one of all pictures; of very many, some from everywhere.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="outcomes">What came of each picture.</param>
    /// <param name="pictures">The pictures, shape (n, 3, side, side).</param>
    /// <returns>The files.</returns>
    public static IReadOnlyList<string> Save(string folder, IReadOnlyList<SceneOutcome> outcomes, Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var failures = outcomes.Index().Where(outcome => !outcome.Item.Match.All).Select(outcome => outcome.Index).ToArray();
        List<string> files = [];
        foreach (var (name, indices) in new[] { ("failures.png", failures), ("pictures.png", Enumerable.Range(0, outcomes.Count).ToArray()) })
        {
            if (indices.Length > 0)
            {
                var shown = Spread(indices);
                files.Add(Path.Combine(folder, name));
                Sheet.Save(files[^1], pictures.index_select(0, tensor(shown.Select(index => (long)index).ToArray())), [.. shown.Select(index => Words(outcomes[index]))]);
            }
        }

        return files;
    }

    /// <summary>At most as many as a sheet has, evenly from all of them.</summary>
    private static int[] Spread(int[] indices)
    {
        var count = Math.Min(indices.Length, MostPictures);
        return [.. Enumerable.Range(0, count).Select(i => indices[(int)((long)i * indices.Length / count)])];
    }

    private static string Words(SceneOutcome outcome)
    {
        if (outcome.Match.All)
        {
            return outcome.Asked.Caption;
        }

        var seen = outcome.Seen.Scene is { } scene ? SaidAsAsked(scene, outcome.Asked).Caption : $"({outcome.Seen.Refusal})";
        return $"{outcome.Asked.Caption} - seen: {seen}";
    }

    /// <summary>Of two wordings of what was seen, the one that is easier to compare.</summary>
    private static Scene SaidAsAsked(Scene seen, Scene asked) =>
        asked.Canonical == asked ? seen.Canonical : seen.Canonical.Reversed;
}
