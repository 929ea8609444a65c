using System.Text.Json.Nodes;

namespace MinImagen.Cli.Notebooks;

/// <summary>One output of a cell, as an .ipynb holds it.</summary>
/// <param name="Json">The object, its texts in one piece.</param>
internal sealed record NotebookOutput(JsonObject Json)
{
    /// <summary>"stream", "display_data", "execute_result" or "error".</summary>
    internal string Kind => (string)Json["output_type"]!;

    /// <summary>The representations of a display or a result, by MIME type; null for the others.</summary>
    internal JsonObject? Data => Json["data"] as JsonObject;
}
