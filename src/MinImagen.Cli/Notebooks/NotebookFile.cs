using System.Globalization;
using System.Text;
using System.Text.Json;
using MinImagen.Lib.Files;

namespace MinImagen.Cli.Notebooks;

/// <summary>
/// An .ipynb. Its outputs are replaced within its bytes: ids, metadata, the order of keys and every other byte stay what
/// they were.
/// </summary>
internal sealed class NotebookFile
{
    private const int MostBytes = 128 << 20;

    private readonly byte[] bytes;

    private NotebookFile(string path, byte[] bytes, IReadOnlyList<NotebookCell> cells)
    {
        Path = path;
        this.bytes = bytes;
        Cells = cells;
    }

    /// <summary>Where it is.</summary>
    internal string Path { get; }

    /// <summary>Its cells, in order.</summary>
    internal IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>Those that are code.</summary>
    internal IEnumerable<NotebookCell> CodeCells => Cells.Where(cell => cell.IsCode);

    /// <summary>The first heading of its text; empty where it has none.</summary>
    internal string Title => Cells.Where(cell => !cell.IsCode)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? "";

    /// <summary>Reads and checks a notebook.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is too large, or no notebook of C# cells in nbformat 4.</exception>
    internal static NotebookFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"there is no notebook {path}: the lessons are the .ipynb files in {LessonFiles.FolderName}/", path);
        }
        var bytes = BoundedFile.ReadAllBytes(path, MostBytes);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var cells = NotebookFormat.CellsOf(document.RootElement);
            return new NotebookFile(path, bytes, NotebookSpans.Find(bytes, cells));
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{path} is no notebook: it is not JSON ({failure.Message})", failure);
        }
        catch (FormatException failure)
        {
            throw new InvalidDataException($"{path} is no notebook that can be run: {failure.Message}", failure);
        }
    }

    /// <summary>The file with other outputs.</summary>
    /// <param name="outputs">The outputs of each code cell, by its number; cells that are missing lose theirs.</param>
    /// <returns>Its bytes.</returns>
    internal byte[] WithOutputs(IReadOnlyDictionary<int, IReadOnlyList<NotebookOutput>> outputs)
    {
        var layout = NotebookLayout.Of(bytes);
        List<(int Start, int End, string Text)> changes = [];
        foreach (var cell in CodeCells)
        {
            var count = outputs.ContainsKey(cell.Number) ? cell.Number.ToString(CultureInfo.InvariantCulture) : "null";
            changes.Add((cell.ExecutionCountAt.Start, cell.ExecutionCountAt.End, count));
            changes.Add((cell.OutputsAt.Start, cell.OutputsAt.End, layout.Write(outputs.GetValueOrDefault(cell.Number) ?? [], cell.Number)));
        }

        using var result = new MemoryStream(bytes.Length);
        var at = 0;
        foreach (var (start, end, text) in changes.OrderBy(change => change.Start))
        {
            result.Write(bytes.AsSpan(at, start - at));
            result.Write(Encoding.UTF8.GetBytes(text));
            at = end;
        }
        result.Write(bytes.AsSpan(at));
        return result.ToArray();
    }
}
