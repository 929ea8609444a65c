using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>
/// Serves one front: a line of JSON on standard input is a cell to run ({"code", "name"}); lines of JSON on the channel tell
/// what it puts out ({"output"}, {"update"}) and how it ended ({"done", "failure"}). The channel is not standard output, which
/// native code may print to. The process ends with its standard input.
/// </summary>
/// <param name="channel">What the front listens to.</param>
/// <param name="limits">How much a cell may put out.</param>
internal sealed class KernelHost(Stream channel, OutputLimits limits)
{
    private readonly StreamWriter writer = new(channel, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
    private readonly Lock guard = new();

    /// <summary>
    /// Runs cells until standard input ends, each begun on this thread: LibTorch's dispose scopes and its OpenMP threads belong
    /// to the thread that made them.
    /// </summary>
    internal void Serve()
    {
        using var cells = new BlockingCollection<JsonObject>();

        // Read on a thread of its own: when the front is gone, a cell that never ends must not live on.
        var input = Console.OpenStandardInput();
        new Thread(() => Listen(input, cells)) { IsBackground = true }.Start();

        var session = new CSharpSession(Environment.CurrentDirectory);
        session.WarmUpAsync().GetAwaiter().GetResult();
        var runner = new CellRunner(session);
        runner.CaptureConsole();
        Send(new JsonObject { ["ready"] = Environment.ProcessId });
        foreach (var cell in cells.GetConsumingEnumerable())
        {
            Run(runner, cell);
        }
    }

    private static void Listen(Stream input, BlockingCollection<JsonObject> cells)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(false));
        while (reader.ReadLine() is { } line)
        {
            cells.Add((JsonObject)JsonNode.Parse(line)!);
        }
        Environment.Exit(0);
    }

    private void Run(CellRunner runner, JsonObject cell)
    {
        var watch = Stopwatch.StartNew();
        var failure = runner.RunAsync((string)cell["code"]!, (string)cell["name"]!, new CellOutput(Send, limits)).GetAwaiter().GetResult();
        Send(new JsonObject
        {
            ["done"] = true,
            ["seconds"] = watch.Elapsed.TotalSeconds,
            ["failure"] = failure is null ? null : JsonSerializer.SerializeToNode(failure, JsonSerializerOptions.Web),
        });
    }

    private void Send(JsonObject message)
    {
        var line = message.ToJsonString();
        lock (guard)
        {
            writer.WriteLine(line);
        }
    }
}
