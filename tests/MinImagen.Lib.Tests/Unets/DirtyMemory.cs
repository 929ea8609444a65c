using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Unets;

/// <summary>Fills memory that is free with a number, so that what somebody forgets to initialize has it.</summary>
internal static class DirtyMemory
{
    /// <summary>Takes blocks of many sizes, writes the number into each, and gives them back.</summary>
    internal static void FillWith(float value)
    {
        using var scope = NewDisposeScope();
        for (var size = 1L; size <= 1 << 20; size = Math.Max(size + 1, size * 5 / 4))
        {
            for (var block = 0; block < 20; block++)
            {
                full([size], value);
            }
        }
    }
}
