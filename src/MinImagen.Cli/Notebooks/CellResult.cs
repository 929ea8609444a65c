namespace MinImagen.Cli.Notebooks;

/// <summary>What running a cell gave.</summary>
/// <param name="Outputs">What it put out, in order.</param>
/// <param name="Failure">What it failed with; null where it did not.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record CellResult(IReadOnlyList<NotebookOutput> Outputs, CellFailure? Failure, TimeSpan Elapsed);
