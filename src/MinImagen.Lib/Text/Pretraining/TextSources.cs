using MinImagen.Lib.Data;
using MinImagen.Lib.Data.Shapes;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>
/// What <c>t5_mini</c> is pre-trained on: four batches of five are WordNet's glosses, which say what words mean; the fifth is of
/// the captions that it will have to encode.
/// </summary>
public static class TextSources
{
    /// <summary>The share of glosses that is held out.</summary>
    public const double HeldOutFraction = 0.02;

    /// <summary>There are few scenes of one object; said this often, they are not lost among those of two.</summary>
    private const int SingleSceneRepeats = 20;

    /// <summary>WordNet's glosses, each behind its words. Which are held out is decided by a hash of the gloss.</summary>
    /// <param name="wordNet">What was read of WordNet.</param>
    public static TextSource Glosses(WordNetEntries wordNet)
    {
        ArgumentNullException.ThrowIfNull(wordNet);

        // By the gloss alone: meanings that share one stay together.
        var bySplit = wordNet.Entries.ToLookup(entry => DataSplits.Of(entry.Gloss, HeldOutFraction), entry => entry.Text);
        return new TextSource("glosses", 8, [.. bySplit[DataSplit.Train]], [.. bySplit[DataSplit.Validation]]);
    }

    /// <summary>
    /// The captions of scenes of shapes, without the combinations that pictures never show in training. Every other line says a
    /// scene of two both ways, "a big red circle above a small blue square; a small blue square below a big red circle": what is
    /// hidden of one half can be told from the other, by whoever knows which colour is whose and what the relation means.
    /// </summary>
    public static TextSource Shapes()
    {
        var byHeldOut = Scene.All.ToLookup(HeldOutScenes.Contains);
        return new TextSource("shapes", 1, [.. byHeldOut[false].SelectMany(Say)], [.. byHeldOut[true].SelectMany(Say)]);
    }

    /// <summary>The captions of the fetched emoji; those of its validation pictures are held out.</summary>
    /// <param name="folder">The image folder, such as <see cref="EmojiDataset.Folder"/>.</param>
    /// <exception cref="FileNotFoundException">The folder has no captions.</exception>
    public static TextSource Emoji(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var rows = CaptionsFile.Read(Path.Combine(folder, CaptionsFile.Name), []);
        var train = rows.Where(row => row.Split != DataSplit.Validation).Select(row => row.Caption).Distinct().ToList();
        var heldOut = rows.Select(row => row.Caption).Except(train).Distinct().ToList();
        return new TextSource("emoji", 1, train, heldOut);
    }

    private static IEnumerable<string> Say(Scene scene) => scene.Second is null
        ? Enumerable.Repeat(scene.Caption, SingleSceneRepeats)
        : [scene.Caption, $"{scene.Caption}; {scene.Reversed.Caption}"];
}
