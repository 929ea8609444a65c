namespace MinImagen.Cli.Notebooks;

/// <summary>How running one notebook went.</summary>
/// <param name="Notebook">Its path.</param>
/// <param name="Cells">How many code cells it has.</param>
/// <param name="Seconds">How long they took, with the kernel's start.</param>
/// <param name="Plots">How many static pictures of plots were made.</param>
/// <param name="Exempt">The cells whose outputs are not compared.</param>
/// <param name="Differences">What is not as committed; empty where nothing was compared.</param>
internal sealed record NotebookReport(
    string Notebook, int Cells, double Seconds, int Plots, IReadOnlyList<int> Exempt, IReadOnlyList<string> Differences);
