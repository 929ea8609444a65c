using System.Diagnostics;
using System.Globalization;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>Runs whole cells: their magic commands, their C#, and what they put out.</summary>
/// <param name="session">The C# that cells share.</param>
internal sealed class CellRunner(CSharpSession session)
{
    private const int DeepestImport = 16;

    private readonly CapturedWriter standardOutput = new("stdout");
    private readonly CapturedWriter standardError = new("stderr");

    /// <summary>Sends what is written to the console to the cells from now on.</summary>
    internal void CaptureConsole()
    {
        Console.SetOut(standardOutput);
        Console.SetError(standardError);
        Console.SetIn(TextReader.Null);
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="code">Its source.</param>
    /// <param name="name">What stack traces call it.</param>
    /// <param name="output">Takes what it puts out.</param>
    /// <returns>What it failed with; null where it did not.</returns>
    internal async Task<CellFailure?> RunAsync(string code, string name, CellOutput output)
    {
        KernelInvocationContext.Enter(new KernelInvocationContext(output));
        standardOutput.Cell = standardError.Cell = output;
        try
        {
            await RunPartsAsync(CellParser.Parse(code), name, output, depth: 0);
            output.Flush();
            return output.Exceeded is { } exceeded ? new CellFailure("OutputLimit", exceeded, 0, []) : null;
        }
        catch (Exception failure)
        {
            return output.Exceeded is { } exceeded ? new CellFailure("OutputLimit", exceeded, LineIn(failure, name), []) : Describe(failure, name, output);
        }
        finally
        {
            standardOutput.Cell = standardError.Cell = null;
        }
    }

    private async Task RunPartsAsync(IReadOnlyList<CellPart> parts, string name, CellOutput output, int depth)
    {
        var watch = Stopwatch.StartNew();
        foreach (var part in parts)
        {
            foreach (var (path, line) in part.Imports)
            {
                await ImportAsync(path, line, output, depth);
            }
            await RunPartAsync(part, name, output);
        }
        if (parts.Any(part => part.Timed))
        {
            output.Display(new Dictionary<string, string> { [PlainText.MimeType] = string.Create(CultureInfo.InvariantCulture, $"Wall time: {watch.Elapsed.TotalMilliseconds:F1}ms") });
        }
    }

    private async Task RunPartAsync(CellPart part, string name, CellOutput output)
    {
        if (part.Language != "csharp")
        {
            output.Display(new Dictionary<string, string> { [part.Language == "html" ? Html.MimeType : "text/markdown"] = part.Code });
            return;
        }
        var (hasValue, value) = await session.RunAsync(part, name);
        if (hasValue && value is not DisplayedValue)
        {
            output.Return(FormattedValues.Of(value, FormattedValues.MimeTypesFor(value)));
        }
    }

    private async Task ImportAsync(string path, int line, CellOutput output, int depth)
    {
        var name = Path.GetFileName(path);
        if (depth >= DeepestImport)
        {
            throw new CellException(CellParser.MagicCommandError, $"#!import {path}: files import one another in a circle", line);
        }
        if (!File.Exists(path))
        {
            throw new CellException(CellParser.MagicCommandError, $"#!import {path}: there is no file {Path.GetFullPath(path)}", line);
        }
        foreach (var code in ImportedFile.Read(path, line))
        {
            try
            {
                await RunPartsAsync(CellParser.Parse(code), name, output, depth + 1);
            }
            catch (CellException failure)
            {
                throw new CellException(failure.Name, $"#!import {path}: {failure.Message}", line);
            }
        }
    }

    private static CellFailure Describe(Exception failure, string name, CellOutput output)
    {
        output.Flush();
        return failure is CellException known
            ? new CellFailure(known.Name, known.Message, known.Line, [])
            : new CellFailure(failure.GetType().FullName!, MessageOf(failure), LineIn(failure, name), [.. Frames(failure)]);
    }

    private static string MessageOf(Exception failure) =>
        failure.InnerException is { } inner && failure is AggregateException or TypeInitializationException ? $"{failure.Message} {inner?.Message}" : failure.Message;

    /// <summary>The innermost line of the cell that an exception came through.</summary>
    private static int LineIn(Exception failure, string name)
    {
        var frames = new StackTrace(failure, fNeedFileInfo: true).GetFrames();
        return frames.FirstOrDefault(frame => frame.GetFileName() == name)?.GetFileLineNumber() ?? 0;
    }

    // Without the frames of the scripting engine, and without line numbers of files that differ from machine to machine.
    private static IEnumerable<string> Frames(Exception failure)
    {
        const int most = 20;
        return new StackTrace(failure, fNeedFileInfo: true).GetFrames()
            .TakeWhile(frame => frame.GetMethod()?.DeclaringType?.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) != true)
            .Take(most)
            .Select(frame =>
            {
                var method = frame.GetMethod();
                var where = frame.GetFileName() is { } file ? $" in {Path.GetFileName(file)}:line {frame.GetFileLineNumber()}" : "";
                return $"   at {method?.DeclaringType?.FullName}.{method?.Name}{where}";
            });
    }
}
