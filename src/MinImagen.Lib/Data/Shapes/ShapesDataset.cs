using static TorchSharp.torch;

namespace MinImagen.Lib.Data.Shapes;

/// <summary>
/// Pictures of scenes, drawn when they are asked for: picture i is a function of the seed and i alone, so nothing is stored
/// and any number of threads may read. The captions of training are uniform over the wordings of its scenes, and so are
/// those of validation over theirs.
/// </summary>
public sealed class ShapesDataset : ICaptionedImages
{
    private static readonly Relation[] Relations = Enum.GetValues<Relation>();

    private readonly ShapesOptions options;

    /// <summary>Makes a data set; nothing is drawn yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public ShapesDataset(ShapesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Side, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1, nameof(options));
        if (options.OneObjectShare is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.OneObjectShare, "The share of pictures with one object lies between 0 and 1.");
        }

        this.options = options;
    }

    /// <inheritdoc/>
    public int Count => options.Count;

    /// <inheritdoc/>
    public int Side => options.Side;

    /// <inheritdoc/>
    public string GetCaption(int index) => GetScene(index).Caption;

    /// <summary>What picture <paramref name="index"/> shows, in the words of its caption.</summary>
    /// <param name="index">0 ≤ index &lt; <see cref="Count"/>.</param>
    public Scene GetScene(int index) => DrawScene(RandomOf(index));

    /// <summary>What picture <paramref name="index"/> shows, and where.</summary>
    /// <param name="index">0 ≤ index &lt; <see cref="Count"/>.</param>
    public PlacedScene GetPlacedScene(int index)
    {
        var random = RandomOf(index);
        return SceneLayout.Place(DrawScene(random), random);
    }

    /// <inheritdoc/>
    public Tensor GetImage(int index) => ScenePicture.Draw(GetPlacedScene(index), Side).ToTensor();

    private SplitMix64 RandomOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return new SplitMix64(SplitMix64.Mix(SplitMix64.Mix((ulong)options.Seed) + (ulong)index));
    }

    private Scene DrawScene(SplitMix64 random)
    {
        var heldOut = options.Split == DataSplit.Validation;
        if (random.NextBetween(0, 1) < options.OneObjectShare)
        {
            return new Scene(random.Pick(heldOut ? HeldOutScenes.Objects : HeldOutScenes.TrainObjects));
        }

        // Drawn again until the scene is on the right side, which leaves all of that side equally likely.
        var objects = heldOut ? SceneObject.All : HeldOutScenes.TrainObjects;
        while (true)
        {
            var scene = new Scene(random.Pick(objects), random.Pick(Relations), random.Pick(objects));
            if (HeldOutScenes.Contains(scene) == heldOut)
            {
                return scene;
            }
        }
    }
}
