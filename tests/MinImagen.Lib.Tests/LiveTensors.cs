using TorchSharp;

namespace MinImagen.Lib.Tests;

/// <summary>
/// Counts the tensors alive in the process, for tests that nothing is left behind.
/// </summary>
internal static class LiveTensors
{
    /// <summary>How many more tensors are alive after an action than before it.</summary>
    internal static long LeftBy(Action action)
    {
        var before = Count();
        action();

        // No collection here: what is left behind must show even if a finalizer would free it one day.
        return torch.Tensor.TotalCount - before;
    }

    private static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
