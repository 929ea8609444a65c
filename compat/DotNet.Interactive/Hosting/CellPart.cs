namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>A run of a cell's lines that go to one language.</summary>
/// <param name="Language">"csharp", "markdown" or "html".</param>
/// <param name="Code">The lines; in C#, empty lines stand for all that come before, so that line numbers are the cell's.</param>
/// <param name="Imports">Files to run before it, each with the line that names it.</param>
/// <param name="References">Libraries that it names with #r, each with its line.</param>
/// <param name="Timed">Whether it asks to be timed.</param>
internal sealed record CellPart(
    string Language,
    string Code,
    IReadOnlyList<(string Path, int Line)> Imports,
    IReadOnlyList<(string Path, int Line)> References,
    bool Timed);
