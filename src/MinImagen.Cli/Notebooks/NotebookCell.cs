using System.Text.Json;

namespace MinImagen.Cli.Notebooks;

/// <summary>One cell of an .ipynb.</summary>
/// <param name="Number">For a code cell, which of the code cells it is, from 1: what a front shows in brackets; 0 for the others.</param>
/// <param name="Id">Its name in the file; empty in a file older than nbformat 4.5.</param>
/// <param name="IsCode">Whether it is code.</param>
/// <param name="Source">Its text.</param>
/// <param name="Tags">The tags of its metadata.</param>
/// <param name="Outputs">A code cell's outputs as they stand in the file.</param>
internal sealed record NotebookCell(int Number, string Id, bool IsCode, string Source, IReadOnlyList<string> Tags, IReadOnlyList<JsonElement> Outputs)
{
    /// <summary>Whether it is text, and no raw cell.</summary>
    internal bool IsText { get; init; }

    /// <summary>For a code cell, the how manieth its kernel ran it; null where it was not run.</summary>
    internal int? ExecutionCount { get; init; }

    /// <summary>The bytes of the file that hold the value of "outputs".</summary>
    internal (int Start, int End) OutputsAt { get; init; }

    /// <summary>The bytes of the file that hold the value of "execution_count".</summary>
    internal (int Start, int End) ExecutionCountAt { get; init; }
}
