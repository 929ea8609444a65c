using System.Text.Json;

namespace MinImagen.Cli.Notebooks;

/// <summary>Finds where in an .ipynb's bytes the outputs of its cells stand.</summary>
internal static class NotebookSpans
{
    /// <summary>Adds the places to cells that were read from the same bytes.</summary>
    /// <exception cref="FormatException">A cell says a thing twice, so that it is not clear which counts.</exception>
    internal static IReadOnlyList<NotebookCell> Find(ReadOnlySpan<byte> bytes, IReadOnlyList<NotebookCell> cells)
    {
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        List<NotebookCell> placed = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCells = reader.ValueTextEquals("cells");
            reader.Read();
            if (!isCells)
            {
                reader.Skip();
                continue;
            }
            if (placed.Count > 0)
            {
                throw new FormatException("it has two lists \"cells\"");
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                placed.Add(Place(ref reader, cells[placed.Count], placed.Count + 1));
            }
        }
        return placed;
    }

    private static NotebookCell Place(ref Utf8JsonReader reader, NotebookCell cell, int number)
    {
        (int Start, int End) outputs = default;
        (int Start, int End) count = default;
        HashSet<string> seen = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!seen.Add(name))
            {
                throw new FormatException($"cell {number} says \"{name}\" twice");
            }
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var span = (start, (int)reader.BytesConsumed);
            if (name == "outputs")
            {
                outputs = span;
            }
            else if (name == "execution_count")
            {
                count = span;
            }
        }
        return cell with { OutputsAt = outputs, ExecutionCountAt = count };
    }
}
