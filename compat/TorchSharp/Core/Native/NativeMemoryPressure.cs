namespace TorchSharp;

/// <summary>
/// Tells the garbage collector how much native memory hangs on managed tensors, in steps of 64 MB: a call to
/// <see cref="GC.AddMemoryPressure"/> for each of the thousands of tensors of a training step would cost more than it helps.
/// </summary>
internal static class NativeMemoryPressure
{
    private const long Step = 64 << 20;
    private static long held;
    private static long told;

    internal static void Add(long bytes) => Tell(Interlocked.Add(ref held, bytes));

    internal static void Remove(long bytes) => Tell(Interlocked.Add(ref held, -bytes));

    private static void Tell(long now)
    {
        var before = Interlocked.Read(ref told);
        if (now > before + Step && Interlocked.CompareExchange(ref told, before + Step, before) == before)
            GC.AddMemoryPressure(Step);
        else if (now < before - Step && Interlocked.CompareExchange(ref told, before - Step, before) == before)
            GC.RemoveMemoryPressure(Step);
    }
}
