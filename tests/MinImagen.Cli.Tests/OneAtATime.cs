using System.Runtime.CompilerServices;
using MinImagen.Lib.Engine;

// LibTorch's random generator, the working folder and standard error belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MinImagen.Cli.Tests;

/// <summary>The library makes its settings before LibTorch is loaded, whichever test comes first.</summary>
internal static class SettingsFirst
{
#pragma warning disable CA2255 // Before the first test, whichever that is.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Make() => _ = EngineSettings.OfThisProcess;
}
