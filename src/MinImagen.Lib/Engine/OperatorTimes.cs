using System.Runtime.InteropServices;

namespace MinImagen.Lib.Engine;

/// <summary>
/// Takes the time of every operator that LibTorch runs, also of those that a backward pass calls. TorchSharp has no such
/// thing: it works where LibTorch is the system's own, behind compat's door.
/// </summary>
public static unsafe partial class OperatorTimes
{
    private const string Door = "minimagen_door";

    /// <summary>Whether it works here.</summary>
    public static bool Available => EngineSettings.UsesSystemLibTorch;

    /// <summary>Runs work and takes its times; it runs a few percent slower.</summary>
    /// <param name="work">The work.</param>
    /// <returns>The operators, from the one that took the most time down.</returns>
    /// <exception cref="PlatformNotSupportedException">It does not work here.</exception>
    /// <exception cref="InvalidOperationException">Times are being taken already.</exception>
    public static IReadOnlyList<OperatorTime> Of(Action work)
    {
        if (!Available)
        {
            throw new PlatformNotSupportedException("The times of operators are taken where LibTorch is the system's own.");
        }

        if (door_begin_operator_times() != 0)
        {
            throw new InvalidOperationException("The times of operators are being taken already.");
        }

        Entry* entries;
        int count;
        try
        {
            work();
        }
        finally
        {
            _ = door_end_operator_times(out entries, out count);
        }

        return new ReadOnlySpan<Entry>(entries, count).ToArray()
            .Select(entry => new OperatorTime(Marshal.PtrToStringUTF8(entry.Name)!, entry.Calls, entry.Seconds, entry.Flops))
            .OrderByDescending(time => time.Seconds)
            .ToArray();
    }

    [LibraryImport(Door)]
    private static partial int door_begin_operator_times();

    [LibraryImport(Door)]
    private static partial int door_end_operator_times(out Entry* entries, out int count);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Entry
    {
        public readonly nint Name;
        public readonly long Calls;
        public readonly double Seconds;
        public readonly double Flops;
    }
}
