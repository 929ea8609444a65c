using System.Diagnostics;
using MinImagen.Lib.Tensors;
using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>Runs recorded cases, one after the other.</summary>
/// <param name="output">Where to write what is computed, one file a case; null to keep nothing.</param>
internal sealed class ParityHarness(DirectoryInfo? output = null)
{
    /// <summary>Runs one case. Whatever goes wrong is in the report.</summary>
    public CaseReport Run(GoldenCase golden)
    {
        var watch = Stopwatch.StartNew();
        using var thread = new OneThread();
        using var scope = NewDisposeScope();
        CaseRun? run = null;
        string? error = null;
        try
        {
            var runner = CaseKinds.RunnerOf(golden.Kind)
                ?? throw new InvalidDataException($"'{golden.Kind}' is no kind of case that is known here");
            run = new CaseRun(golden);
            runner(run);
            run.CountWhatIsMissing();
            Write(golden, run);
        }
        // Each case stands for itself: whatever one of them throws is its result, and the next one is run.
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            error = $"{failure.GetType().Name}: {failure.Message}";
        }

        return new CaseReport(golden.Id, golden.Kind, run?.Comparisons ?? [], error, watch.Elapsed);
    }

    private void Write(GoldenCase golden, CaseRun run)
    {
        if (output is null || run.Computed.Count == 0)
            return;

        output.Create();
        SafeTensors.Save(
            Path.Combine(output.FullName, golden.Id + ".safetensors"),
            run.Computed.ToDictionary(pair => pair.Key, pair => pair.Value.cpu().contiguous()));
    }
}
