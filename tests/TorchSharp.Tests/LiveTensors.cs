[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TorchSharp.Tests;

/// <summary>Counts the tensors alive in the process, for tests that nothing is left behind; so tests run one after the other.</summary>
internal static class LiveTensors
{
    /// <summary>The count after everything forgotten has been finalized, so that no finalizer lowers it later.</summary>
    internal static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
