using System.Text.Json;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Training;

/// <summary>
/// <c>metrics.jsonl</c>: a line of JSON a step. Open, it cannot be opened by a second training in the same folder.
/// </summary>
internal sealed class MetricsLog : IDisposable
{
    /// <summary>The file's name in a training directory.</summary>
    public const string FileName = "metrics.jsonl";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly FileStream stream;
    private readonly FileStream claim;

    private MetricsLog(FileStream stream, FileStream claim)
    {
        this.stream = stream;
        this.claim = claim;
    }

    /// <summary>Opens the log of a training directory, to add to it.</summary>
    /// <param name="folder">The training directory.</param>
    /// <exception cref="IOException">Another training is writing to it.</exception>
    public static MetricsLog Open(string folder)
    {
        // The log itself stays readable to others while it is written.
        var claim = Claim(Path.Combine(folder, "tmp", "lock"));
        try
        {
            return new MetricsLog(new FileStream(Path.Combine(folder, FileName), FileMode.Append, FileAccess.Write, FileShare.Read), claim);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Forgets the steps after a checkpoint, and a line that was torn: they will be taken again.</summary>
    /// <param name="folder">The training directory; no training may have its log open.</param>
    /// <param name="step">The last step to keep.</param>
    public static void Truncate(string folder, long step)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return;
        }

        // A folder may hold several trainings, one after another: only the last one went on after the checkpoint.
        var lines = File.ReadAllLines(path).Select(line => (Line: line, Metrics: Parse(line))).Where(line => line.Metrics is not null).ToArray();
        var lastStart = Array.FindLastIndex(lines, line => line.Metrics!.Step == 1);
        AtomicFile.WriteText(path, string.Concat(lines
            .Where((line, index) => index < lastStart || line.Metrics!.Step <= step)
            .Select(line => line.Line + "\n")));
    }

    /// <summary>Reads every whole line.</summary>
    /// <param name="folder">The training directory.</param>
    public static IReadOnlyList<StepMetrics> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var metrics = new List<StepMetrics>();
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } step)
            {
                metrics.Add(step);
            }
        }
        return metrics;
    }

    /// <summary>Adds a line.</summary>
    public void Add(StepMetrics metrics)
    {
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(metrics, Format));
        stream.WriteByte((byte)'\n');
        stream.Flush();
    }

    /// <summary>Makes sure that every line is on the disk.</summary>
    public void FlushToDisk() => stream.Flush(flushToDisk: true);

    /// <summary>Closes the log.</summary>
    public void Dispose()
    {
        stream.Dispose();
        claim.Dispose();
    }

    private static FileStream Claim(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException busy)
        {
            throw new IOException($"{path}: another training is running in this folder ({busy.Message})", busy);
        }
    }

    private static StepMetrics? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<StepMetrics>(line, Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
