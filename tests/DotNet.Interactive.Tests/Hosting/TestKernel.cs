using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Hosting;

// A kernel owns the console of its process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace DotNet.Interactive.Tests.Hosting;

/// <summary>Runs cells one after another in this process, in a folder of its own.</summary>
internal sealed class TestKernel : IDisposable
{
    private readonly TextWriter standardOutput = Console.Out;
    private readonly TextWriter standardError = Console.Error;
    private readonly OutputLimits limits;
    private readonly CellRunner runner;
    private int cells;

    internal TestKernel(long mostText = 10_000, long mostData = 100_000)
    {
        limits = new OutputLimits(mostText, mostData);
        Folder = Directory.CreateTempSubdirectory("kernel-").FullName;
        runner = new CellRunner(new CSharpSession(Folder));
        runner.CaptureConsole();
    }

    internal string Folder { get; }

    /// <summary>Writes a file into the folder.</summary>
    /// <returns>Its path.</returns>
    internal string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a cell, whatever becomes of it.</summary>
    internal async Task<TestCell> RunAsync(string code)
    {
        List<JsonObject> messages = [];
        var failure = await runner.RunAsync(code, $"cell {++cells}", new CellOutput(messages.Add, limits));
        return new TestCell(messages, failure);
    }

    /// <summary>Runs a cell that must not fail.</summary>
    internal async Task<TestCell> PassAsync(string code)
    {
        var cell = await RunAsync(code);
        Assert.Null(cell.Failure);
        return cell;
    }

    /// <summary>Runs a cell that must fail.</summary>
    internal async Task<CellFailure> FailAsync(string code)
    {
        var failure = (await RunAsync(code)).Failure;
        Assert.NotNull(failure);
        return failure;
    }

    public void Dispose()
    {
        Console.SetOut(standardOutput);
        Console.SetError(standardError);
        Directory.Delete(Folder, recursive: true);
    }
}
