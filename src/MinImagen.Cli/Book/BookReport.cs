namespace MinImagen.Cli.Book;

/// <summary>What a book came to.</summary>
/// <param name="Start">Its first page.</param>
/// <param name="Pages">How many pages it has.</param>
/// <param name="Formulas">How many formulas.</param>
/// <param name="Plots">How many live plots.</param>
internal sealed record BookReport(string Start, int Pages, int Formulas, int Plots);
