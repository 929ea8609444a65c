using System.Runtime.CompilerServices;
using MinImagen.Lib.Engine;
using TorchSharp;

// LibTorch has one random generator and one count of live tensors for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MinImagen.Lib.Tests;

/// <summary>The tests' tensors are too small for two threads, which only wait for each other.</summary>
internal static class OneThread
{
#pragma warning disable CA2255 // Before the first test, whichever that is.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set()
    {
        // The library makes its settings before LibTorch is loaded.
        _ = EngineSettings.OfThisProcess;
        torch.set_num_threads(1);
    }
}
