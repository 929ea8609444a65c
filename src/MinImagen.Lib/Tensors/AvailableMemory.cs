using System.Globalization;

namespace MinImagen.Lib.Tensors;

/// <summary>How much memory can still be taken, so that what does not fit is refused with a reason, not killed without one.</summary>
public static class AvailableMemory
{
    private const long Unlimited = 1L << 60;

    /// <summary>
    /// Free memory in bytes: what the system has left (<c>MemAvailable</c>), or less where a control group, a container's for
    /// instance, allows less. Null where neither is known.
    /// </summary>
    public static long? Bytes => OperatingSystem.IsLinux() ? Read("/") : ReadRuntime();

    /// <summary>Refuses work that does not fit.</summary>
    /// <param name="bytes">What it needs.</param>
    /// <param name="what">What needs it, the subject of the message.</param>
    /// <param name="remedy">What to do instead, a sentence.</param>
    /// <exception cref="InsufficientMemoryException">Less is available.</exception>
    public static void Require(long bytes, string what, string remedy) => Require(bytes, Bytes, what, remedy);

    internal static void Require(long bytes, long? available, string what, string remedy)
    {
        if (available < bytes)
            throw new InsufficientMemoryException(
                $"{what} needs {Gigabytes(bytes)} of memory; {Gigabytes(available.Value)} are available. {remedy}");
    }

    /// <summary>Reads the kernel's files.</summary>
    /// <param name="root">Where <c>proc</c> and <c>sys</c> are.</param>
    internal static long? Read(string root)
    {
        var free = ReadMemInfo(Path.Combine(root, "proc/meminfo"));
        var limits = ReadLines(Path.Combine(root, "proc/self/cgroup")).SelectMany(line => FreeInGroup(root, line));
        return limits.Prepend(free).Where(bytes => bytes is not null).Min();
    }

    // MemAvailable:   16384 kB
    private static long? ReadMemInfo(string path)
    {
        const string key = "MemAvailable:";
        var line = ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[key.Length..].Replace("kB", ""), CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : null;
    }

    /// <summary>What a group of <c>/proc/self/cgroup</c>, a line <c>hierarchy:controllers:path</c>, and those above it leave.</summary>
    private static IEnumerable<long?> FreeInGroup(string root, string line)
    {
        if (line.Split(':', 3) is not [_, var controllers, var path])
            return [];
        if (controllers.Length == 0)
            return FreeUpwards(Path.Combine(root, "sys/fs/cgroup"), path, "memory.max", "memory.current", "");
        return controllers.Split(',').Contains("memory")
            ? FreeUpwards(Path.Combine(root, "sys/fs/cgroup/memory"), path, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_")
            : [];
    }

    // Inside a container the path is often the host's: then only the mount's own root is there to be read.
    private static IEnumerable<long?> FreeUpwards(string mount, string path, string limitFile, string usageFile, string prefix)
    {
        for (var group = path.Trim('/'); ; group = Path.GetDirectoryName(group) ?? "")
        {
            var folder = Path.Combine(mount, group);
            if (ReadNumber(Path.Combine(folder, limitFile)) is { } limit and < Unlimited
                && ReadNumber(Path.Combine(folder, usageFile)) is { } usage)
                yield return Math.Max(0, limit - usage + FileCache(Path.Combine(folder, "memory.stat"), prefix));
            if (group.Length == 0)
                yield break;
        }
    }

    /// <summary>Cached files count as used, but make room when it is needed.</summary>
    private static long FileCache(string path, string prefix) => ReadLines(path)
        .Select(line => line.Split(' '))
        .Where(parts => parts is [var key, _] && (key == prefix + "active_file" || key == prefix + "inactive_file"))
        .Sum(parts => long.TryParse(parts[1], CultureInfo.InvariantCulture, out var bytes) ? bytes : 0);

    private static long? ReadNumber(string path) =>
        ReadLines(path) is [var line, ..] && long.TryParse(line, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static long? ReadRuntime()
    {
        var memory = GC.GetGCMemoryInfo();
        return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
    }

    private static string Gigabytes(long bytes) => bytes < 1 << 27
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
