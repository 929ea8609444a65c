namespace MinImagen.Cli.Demo;

/// <summary>What the demo found.</summary>
/// <param name="Pictures">Every picture: two rounds under its own caption, then one under the neighbour's.</param>
/// <param name="Captions">How many captions there are.</param>
/// <param name="TrainingSeconds">Time for loading and training.</param>
/// <param name="SamplingSeconds">Time for sampling.</param>
/// <param name="Sheet">The contact sheet.</param>
/// <param name="TrainingDirectory">The trained model.</param>
internal sealed record DemoReport(
    IReadOnlyList<Recognition> Pictures, int Captions, double TrainingSeconds, double SamplingSeconds, string Sheet, string TrainingDirectory)
{
    /// <summary>Pictures under their own caption that are nearest to its emoji.</summary>
    public int Right => Pictures.Take(2 * Captions).Count(picture => picture.IsRight);

    /// <summary>How many pictures there are under their own caption.</summary>
    public int Of => 2 * Captions;

    /// <summary>Pictures of the same noise that follow the swapped caption.</summary>
    public int SwappedRight => Pictures.Skip(2 * Captions).Count(picture => picture.IsRight);

    /// <summary>How many pictures have a swapped caption.</summary>
    public int SwappedOf => Captions;

    /// <summary>Whether enough of both are right: 15 of 16, and 7 of 8.</summary>
    public bool Passed => Right >= DemoRecipe.NeededShare * Of && SwappedRight >= (int)(DemoRecipe.NeededShare * SwappedOf);
}
