using MinImagen.Lib.Engine;

namespace MinImagen.Notebooks;

/// <summary>What a lesson does before anything else.</summary>
public static class Lesson
{
    /// <summary>
    /// Begins to load LibTorch: this project's own, set up for the processor (docs/engine.md). A first cell that touches
    /// TorchSharp before this library would have LibTorch without those settings, or another one where LD_LIBRARY_PATH leads to
    /// one.
    /// </summary>
    public static void Begin() => EngineLoading.Begin();
}
