namespace MinImagen.Cli.Notebooks;

/// <summary>What a cell failed with.</summary>
/// <param name="Name">The exception's type, or what else it was: "CompilationError", "Timeout".</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Line">The line of the cell, from 1; 0 where none is known.</param>
/// <param name="Trace">Where, one frame an entry.</param>
/// <param name="EndsKernel">Whether no cell can run after it.</param>
internal sealed record CellFailure(string Name, string Message, int Line, IReadOnlyList<string> Trace, bool EndsKernel = false);
