using System.Text.Json;
using System.Text.Json.Serialization;
using MinImagen.Lib.Files;

namespace MinImagen.Cli.SamplerBench;

/// <summary>The file in which rows are kept as soon as they are measured, so that a bench can be interrupted and go on.</summary>
internal sealed class BenchRecord
{
    private const int MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly string path;
    private readonly BenchSetup setup;
    private readonly List<BenchRow> rows;

    private BenchRecord(string path, BenchSetup setup, List<BenchRow> rows) => (this.path, this.setup, this.rows) = (path, setup, rows);

    /// <summary>The rows so far, in the order in which they were measured.</summary>
    public IReadOnlyList<BenchRow> Rows => rows;

    /// <summary>Opens a file, or begins one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setup">What is about to be measured.</param>
    /// <exception cref="InvalidDataException">It is damaged, or its rows are of another setup.</exception>
    public static BenchRecord Open(string path, BenchSetup setup)
    {
        if (!File.Exists(path))
        {
            return new BenchRecord(path, setup, []);
        }

        var found = Read(path);
        return found.Setup == setup
            ? new BenchRecord(path, setup, [.. found.Rows])
            : throw new InvalidDataException(
                $"{path}: rows of another bench: {found.Setup}, and now {setup}. Choose another --out, or delete the file.");
    }

    /// <summary>Adds a row, on disk when this returns.</summary>
    /// <param name="row">The row.</param>
    public void Add(BenchRow row)
    {
        rows.Add(row);
        AtomicFile.WriteText(path, JsonSerializer.Serialize(new Contents(setup, rows), Format) + "\n");
    }

    private static Contents Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Contents>(BoundedFile.ReadAllBytes(path, MaxBytes), Format)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: no rows of a sampler bench: {exception.Message}. Delete it to begin anew.", exception);
        }
    }

    private sealed record Contents(BenchSetup Setup, IReadOnlyList<BenchRow> Rows);
}
