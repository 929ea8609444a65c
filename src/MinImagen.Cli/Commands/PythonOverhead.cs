using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MinImagen.Cli.Commands;

/// <summary>A Python process that measures PyTorch's own `a.add(b)` when told to.</summary>
internal sealed class PythonOverhead : IDisposable
{
    private const string Script = """
        import sys, time, torch
        a, b = torch.tensor([1., 2., 3., 4.]), torch.tensor([5., 6., 7., 8.])
        def measure(calls):
            start = time.perf_counter_ns()
            for _ in range(calls): a.add(b)
            return (time.perf_counter_ns() - start) / calls
        with torch.no_grad():
            measure(50000)
            print('ready', flush=True)
            for line in sys.stdin:
                print(measure(int(line)), flush=True)
        """;

    private readonly Process process;

    private PythonOverhead(Process process) => this.process = process;

    /// <summary>Starts it; null where there is no such Python or it has no torch.</summary>
    internal static PythonOverhead? Start(string python)
    {
        ProcessStartInfo start = new(python, ["-c", Script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        PythonOverhead? other = null;
        try
        {
            other = new PythonOverhead(Process.Start(start)!);
            other.process.BeginErrorReadLine();
            if (other.process.StandardOutput.ReadLine() == "ready")
                return other;
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
        }
        other?.Dispose();
        return null;
    }

    /// <summary>The mean over <paramref name="calls"/> calls.</summary>
    internal double NanosecondsACall(int calls)
    {
        process.StandardInput.WriteLine(calls.ToString(CultureInfo.InvariantCulture));
        process.StandardInput.Flush();
        return double.Parse(process.StandardOutput.ReadLine() ?? throw new IOException("Python ended while it was measuring."), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
            process.Kill();
        process.Dispose();
    }
}
