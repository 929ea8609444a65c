using System.Globalization;

namespace MinImagen.Lib.Tests.Data.Formats;

/// <summary>The most memory that this process had, .NET's and the libraries', since it was asked to forget.</summary>
internal static class PeakMemory
{
    /// <summary>Only Linux can forget.</summary>
    internal static void Forget()
    {
        if (OperatingSystem.IsLinux())
            File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>In bytes; 0 where it is not known.</summary>
    internal static long Bytes => OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
        ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) << 10
        : 0;
}
