using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Bench;

/// <summary>A Python process that runs the original on the same weights and inputs when it is told to.</summary>
internal sealed class OriginalProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;
    private readonly string folder;

    /// <summary>Starts it.</summary>
    /// <param name="python">The Python, which has torch, einops, einops_exts and tqdm.</param>
    /// <param name="source">The folder of the original's source.</param>
    /// <param name="folder">Where weights and inputs were written.</param>
    /// <param name="environment">Variables to set for it.</param>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public OriginalProcess(string python, string source, string folder, IReadOnlyDictionary<string, string> environment)
    {
        this.folder = folder;
        var start = new ProcessStartInfo(python, ["-c", Script(), source, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new CommandException($"there is no Python at {python}: --python PATH", inner: failure);
        }

        errors = process.StandardError.ReadToEndAsync();
        Threads = Answer()["threads"]!.GetValue<int>();
    }

    /// <summary>The threads that LibTorch computes on there.</summary>
    public int Threads { get; }

    /// <summary>The most memory that it held so far, in MB (2²⁰ bytes).</summary>
    public double PeakMegabytes { get; private set; }

    /// <summary>The seconds of one run, the mean over some.</summary>
    public double Seconds(BenchModel model, BenchWork work, int repeats) =>
        Ask(Command(model, work, "repeats", repeats))["seconds"]!.GetValue<double>();

    /// <summary>What a run makes after <c>torch.manual_seed(0)</c>, float32.</summary>
    public float[] Output(BenchModel model, BenchWork work)
    {
        var file = Path.Combine(folder, "output");
        var command = Command(model, work, "output", file);
        command["options"] = JsonNode.Parse(model.Options.ToJson());
        command["side"] = model.Side;
        command["guidance"] = BenchModel.Guidance;
        Ask(command);
        var bytes = File.ReadAllBytes(file);
        var values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        return values;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static string Script()
    {
        using var stream = typeof(OriginalProcess).Assembly.GetManifestResourceStream("original.py")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static JsonObject Command(BenchModel model, BenchWork work, string key, JsonNode value) =>
        new() { ["model"] = model.Name, ["work"] = work.ToString().ToLowerInvariant(), [key] = value };

    private JsonObject Ask(JsonObject command)
    {
        process.StandardInput.WriteLine(command.ToJsonString(new JsonSerializerOptions { WriteIndented = false }));
        process.StandardInput.Flush();
        var answer = Answer();
        PeakMegabytes = answer["peak_bytes"]!.GetValue<double>() / (1 << 20);
        return answer;
    }

    private JsonObject Answer()
    {
        var line = process.StandardOutput.ReadLine();
        return line is not null
            ? JsonNode.Parse(line)!.AsObject()
            : throw new CommandException($"the Python original ended: {errors.Result.Trim().Split('\n')[^1]}");
    }
}
