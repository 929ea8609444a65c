namespace MinImagen.Lib.Cascade;

public sealed partial class Imagen
{
    /// <summary>
    /// What a file of this cascade's weights should carry as metadata: what they were trained to say, on which schedule.
    /// </summary>
    /// <returns><c>objective</c> and <c>noise_schedule</c>, by the names of the parameter files.</returns>
    public IReadOnlyDictionary<string, string> CheckpointMetadata() => DiffusionRecipe.Metadata(Options);

    /// <summary>
    /// Refuses weights that were trained to say something else, or on another schedule: they would load, and sample
    /// nothing but noise.
    /// </summary>
    /// <param name="metadata">The file's; where it says nothing, the weights are the original's: noise, linear.</param>
    /// <param name="path">The file, for the error.</param>
    /// <exception cref="InvalidDataException">They were; the message says what was and what is expected.</exception>
    public void CheckMetadata(IReadOnlyDictionary<string, string> metadata, string path) =>
        DiffusionRecipe.Check(Options, metadata, path);
}
