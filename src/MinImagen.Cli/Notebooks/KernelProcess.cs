using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Text.Json;
using System.Text.Json.Nodes;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>A kernel in a process of its own: it can be ended whatever a cell does, and what a cell loads is gone with it.</summary>
internal sealed class KernelProcess : IDisposable
{
    private const int MostErrorLines = 2;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly KernelLimits limits;
    private readonly Process process;
    private readonly AnonymousPipeServerStream pipe;
    private readonly BlockingCollection<string> lines = [];
    private readonly ConcurrentQueue<string> firstErrors = new();

    private KernelProcess(KernelLimits limits, Process process, AnonymousPipeServerStream pipe)
    {
        this.limits = limits;
        this.process = process;
        this.pipe = pipe;
        new Thread(Listen) { IsBackground = true, Name = "kernel" }.Start();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a kernel.</summary>
    /// <param name="folder">Where its relative paths begin: the notebook's folder.</param>
    /// <param name="limits">What a cell may take.</param>
    /// <param name="cancellation">Ends the wait for it.</param>
    /// <exception cref="CommandException">It does not start.</exception>
    internal static KernelProcess Start(string folder, KernelLimits limits, CancellationToken cancellation)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "kernel", "Microsoft.DotNet.Interactive.dll");
        if (!File.Exists(program))
        {
            throw new CommandException($"{program} is missing: build again with ./minimagen");
        }
        var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        string[] arguments =
        [
            program, pipe.GetClientHandleAsString(), limits.Text.ToString(CultureInfo.InvariantCulture), limits.Data.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(DotnetHost.Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A kernel of an older .NET runs libraries that were built for a newer one where that is installed.
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        var kernel = new KernelProcess(limits, Process.Start(start)!, pipe);
        pipe.DisposeLocalCopyOfClientHandle();
        try
        {
            if (kernel.Next(Stopwatch.StartNew(), StartPatience, cancellation) is null)
            {
                throw new CommandException($"the kernel did not start: {kernel.HowItEnded()}");
            }
            return kernel;
        }
        catch
        {
            kernel.Dispose();
            throw;
        }
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its source.</param>
    /// <param name="cell">What stack traces call it.</param>
    /// <param name="cancellation">Ends the wait; the kernel is of no more use then.</param>
    /// <returns>What it gave; a cell that takes too long or ends the kernel has failed, and the kernel is of no more use.</returns>
    internal CellResult Run(string code, string cell, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var outputs = new CellOutputs();
        try
        {
            process.StandardInput.WriteLine(new JsonObject { ["code"] = code, ["name"] = cell }.ToJsonString());
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is gone already, which is found out below.
        }
        while (Next(watch, limits.Cell, cancellation) is { } message)
        {
            if (message["done"] is not null)
            {
                var failure = message["failure"]?.Deserialize<CellFailure>(JsonSerializerOptions.Web);
                return new CellResult(outputs.ToList(), failure, TimeSpan.FromSeconds((double)message["seconds"]!));
            }
            outputs.Take(message);
        }
        var (kind, reason) = lines.IsCompleted
            ? ("KernelEnded", $"the kernel ended while it ran this cell: {HowItEnded()}")
            : ("Timeout", string.Create(CultureInfo.InvariantCulture, $"the cell was still running after {limits.Cell.TotalSeconds:0.#} s (--timeout allows more)"));
        var lost = new CellFailure(kind, reason, 0, [], EndsKernel: true);
        return new CellResult(outputs.ToList(), lost, watch.Elapsed);
    }

    /// <summary>Ends the process, whatever it does.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        process.Dispose();
        pipe.Dispose();
    }

    /// <summary>The next message; null where the process ended, or <paramref name="patience"/> did.</summary>
    private JsonObject? Next(Stopwatch watch, TimeSpan patience, CancellationToken cancellation)
    {
        var left = patience - watch.Elapsed;
        return left > TimeSpan.Zero && lines.TryTake(out var line, (int)Math.Min(left.TotalMilliseconds, int.MaxValue), cancellation) ? (JsonObject)JsonNode.Parse(line)! : null;
    }

    private void Listen()
    {
        try
        {
            using var reader = new StreamReader(pipe);
            while (reader.ReadLine() is { } line)
            {
                lines.Add(line);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // Ended from this side.
        }
        lines.CompleteAdding();
    }

    private void Remember(string? line)
    {
        // A stack overflow says a thousand lines, of which the first tells what it is.
        if (!string.IsNullOrWhiteSpace(line) && firstErrors.Count < MostErrorLines)
        {
            firstErrors.Enqueue(line.Trim());
        }
    }

    private string HowItEnded()
    {
        if (!process.WaitForExit(TimeSpan.FromSeconds(2)))
        {
            return "it does not answer";
        }
        var said = string.Join(' ', firstErrors);
        return $"exit code {process.ExitCode}{(said.Length > 0 ? ", " + said : "")}";
    }
}
