using System.Runtime.InteropServices;

namespace MinImagen.Lib.Engine;

/// <summary>What .NET cannot say to the C libraries in its own process.</summary>
internal static partial class NativeProcess
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;

    /// <summary>Sets an environment variable where C code sees it: .NET, and on Windows its C runtime, keep copies to themselves.</summary>
    internal static void SetVariable(string name, string value)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = _putenv_s(name, value);
        }
        else
        {
            _ = setenv(name, value, 1);
        }
    }

    /// <summary>
    /// Sets the block size, in bytes, from which glibc's malloc maps and unmaps each block by itself, and how much free memory it
    /// keeps at the top of its heap. Another C library has no such settings, and goes without.
    /// </summary>
    internal static void KeepFreedMemory(int mapFrom, int keep)
    {
        try
        {
            _ = mallopt(MmapThreshold, mapFrom);
            _ = mallopt(TrimThreshold, keep);
        }
        catch (EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("ucrtbase", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int _putenv_s(string name, string value);

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);
}
