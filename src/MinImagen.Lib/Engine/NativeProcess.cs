using System.Runtime.InteropServices;

namespace MinImagen.Lib.Engine;

/// <summary>What .NET cannot say to the C libraries in its own process.</summary>
internal static partial class NativeProcess
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;

    /// <summary>Sets an environment variable where C code sees it: on Unix .NET keeps a copy of the environment to itself.</summary>
    internal static void SetVariable(string name, string value) => _ = setenv(name, value, 1);

    /// <summary>
    /// The block size, in bytes, from which glibc's malloc maps and unmaps each block by itself, and how much free
    /// memory it keeps at the top of its heap.
    /// </summary>
    internal static void KeepFreedMemory(int mapFrom, int keep)
    {
        _ = mallopt(MmapThreshold, mapFrom);
        _ = mallopt(TrimThreshold, keep);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);
}
