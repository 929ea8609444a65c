using System.Diagnostics;
using TorchSharp;

namespace MinImagen.Lib.Engine;

/// <summary>
/// Loads LibTorch on another thread: it registers 2000 operators, which takes it longer than everything that a program
/// reads before its first tensor. Who needs a tensor meanwhile waits for it, as it would have anyway.
/// </summary>
public static class EngineLoading
{
    private static readonly Lazy<Task<long>> loading = new(() =>
    {
        // The system's loader does one thing at a time, so that whoever calls a C function for the first time meanwhile waits
        // for it. Reading parameters calls one only, when JSON looks at the clock: better now.
        _ = DateTime.UtcNow;
        return Task.Run(Load);
    });

    /// <summary>Begins, where nobody did yet.</summary>
    /// <returns>
    /// When LibTorch had made its first tensor, as <see cref="Stopwatch.GetTimestamp"/> counts. Where it cannot be loaded, the
    /// first tensor that somebody else makes says so too: the task need not be watched.
    /// </returns>
    public static Task<long> Begin() => loading.Value;

    private static long Load()
    {
        torch.zeros(1).Dispose();
        return Stopwatch.GetTimestamp();
    }
}
