namespace MinImagen.Cli.Parity;

/// <summary>One recorded case: what was called, with what, and the file with its tensors.</summary>
/// <param name="Id">Its name, unique in the folder and fit for a file name.</param>
/// <param name="Kind">What was recorded; decides which of ours is run against it.</param>
/// <param name="Seed">The seed of the recording.</param>
/// <param name="File">Full path of the file with its tensors.</param>
/// <param name="SideFiles">Full paths of what else belongs to it, by file name.</param>
/// <param name="StateFiles">Full paths of shared state dicts, by the prefix that they stand for.</param>
/// <param name="NoiseFloor">How far the reference itself moves when its sums are ordered differently; 0 where unknown.</param>
/// <param name="Tensors">The tensors that the manifest lists, by name.</param>
/// <param name="Fields">The whole entry, for what only some kinds have.</param>
internal sealed record GoldenCase(
    string Id,
    string Kind,
    long Seed,
    string File,
    IReadOnlyDictionary<string, string> SideFiles,
    IReadOnlyDictionary<string, string> StateFiles,
    double NoiseFloor,
    IReadOnlyDictionary<string, TensorSpec> Tensors,
    CaseArguments Fields)
{
    /// <summary>The arguments of the recorded call.</summary>
    public CaseArguments Args => Fields.Object("args");
}
