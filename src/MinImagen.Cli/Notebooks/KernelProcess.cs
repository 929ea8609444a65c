using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Notebooks;

/// <summary>
/// A kernel of .NET Interactive in a process of its own: it can be ended whatever a cell does, and what a cell loads is gone
/// with it. Each line of its standard streams is a JSON object, a command on the way in and an event on the way out.
/// </summary>
internal sealed class KernelProcess : IDisposable
{
    private const int MostErrorLines = 2;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly KernelLimits limits;
    private readonly Process process;
    private readonly KernelLines lines;
    private readonly ConcurrentQueue<string> firstErrors = new();
    private int commands;

    private KernelProcess(KernelLimits limits, Process process)
    {
        this.limits = limits;
        this.process = process;

        // JSON writes a quotation mark as two, and the cell's own code stands in every event.
        lines = new KernelLines(process.StandardOutput, 2 * (limits.Text + limits.Data));
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a kernel.</summary>
    /// <param name="folder">Where its relative paths begin: the notebook's folder.</param>
    /// <param name="limits">What a cell may take.</param>
    /// <param name="cancellation">Ends the wait for it.</param>
    /// <exception cref="CommandException">It does not start.</exception>
    internal static KernelProcess Start(string folder, KernelLimits limits, CancellationToken cancellation)
    {
        var process = Process.Start(KernelTool.StartInfo(folder)) ?? throw new CommandException("the kernel cannot be started");
        var kernel = new KernelProcess(limits, process);
        try
        {
            return kernel.Run(KernelPrelude.Code, StartPatience, cancellation).Failure is { } failure
                ? throw new CommandException($"the kernel did not start: {failure.Message}")
                : kernel;
        }
        catch
        {
            kernel.Dispose();
            throw;
        }
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its source.</param>
    /// <param name="cancellation">Ends the wait; the kernel is of no more use then.</param>
    /// <returns>
    /// What it gave. A cell that takes too long, puts out too much or ends the kernel has failed, and the kernel is of no more
    /// use: it has no means to stop a cell.
    /// </returns>
    internal CellResult Run(string code, CancellationToken cancellation) => Run(code, limits.Cell, cancellation);

    /// <summary>Ends the process, whatever it does.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        lines.Dispose();
        process.Dispose();
    }

    private CellResult Run(string code, TimeSpan patience, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var outputs = new CellOutputs(limits);
        List<JsonObject> diagnostics = [];
        var token = Submit(code);
        while (lines.Take(patience - watch.Elapsed, cancellation) is { } line)
        {
            if (KernelEvent.Of(line) is not { } said || !said.IsAbout(token))
            {
                continue;
            }
            switch (said.Kind)
            {
                case "CommandSucceeded" when said.Token == token:
                    return new CellResult(outputs.ToList(), null, watch.Elapsed);
                case "CommandFailed" when said.Token == token:
                    return new CellResult(outputs.ToList(), CellFailures.Of(said, diagnostics, code), watch.Elapsed);
                case "DiagnosticsProduced":
                    diagnostics.AddRange((said.Content["diagnostics"] as JsonArray ?? []).OfType<JsonObject>());
                    break;
                default:
                    outputs.Take(said);
                    break;
            }
            if (outputs.TooMuch is { } reason)
            {
                return Lost("OutputLimit", reason);
            }
        }
        return lines switch
        {
            { WasTooLong: true } => Lost("OutputLimit", "the cell put out more at once than a notebook can hold: let it show less"),
            { Ended: true } => Lost("KernelEnded", $"the kernel ended while it ran this cell: {HowItEnded()}"),
            _ => Lost("Timeout", string.Create(CultureInfo.InvariantCulture, $"the cell was still running after {patience.TotalSeconds:0.#} s (--timeout allows more)")),
        };

        CellResult Lost(string name, string reason) => new(outputs.ToList(), new CellFailure(name, reason, 0, [], EndsKernel: true), watch.Elapsed);
    }

    /// <summary>Sends a cell.</summary>
    /// <returns>The token by which the kernel's answers name it.</returns>
    private string Submit(string code)
    {
        var token = $"cell-{++commands}";
        var command = new JsonObject
        {
            ["commandType"] = "SubmitCode",
            ["command"] = new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" },
            ["token"] = token,
        };
        try
        {
            process.StandardInput.WriteLine(command.ToJsonString());
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is gone already, which is found out when nothing comes.
        }
        return token;
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
