using MinImagen.Lib.Tensors;
using MinImagen.Lib.Tests.Data;

namespace MinImagen.Lib.Tests.Tensors;

public sealed class AvailableMemoryTests : IDisposable
{
    private const long Megabyte = 1 << 20;

    private readonly TemporaryFolder root = new();

    public AvailableMemoryTests() => Write("proc/meminfo", $"MemTotal:       16384 kB\nMemAvailable:    {1024 * 8} kB\n");

    public void Dispose() => root.Dispose();

    [Fact]
    public void WithoutAGroupTheSystemsAreAvailable()
    {
        Assert.Equal(8 * Megabyte, AvailableMemory.Read(root.Path));
        Write("proc/self/cgroup", "0::/\n");
        Write("sys/fs/cgroup/memory.max", "max\n");
        Write("sys/fs/cgroup/memory.current", "5\n");
        Assert.Equal(8 * Megabyte, AvailableMemory.Read(root.Path));
        File.Delete(root["proc/meminfo"]);
        Assert.Null(AvailableMemory.Read(root.Path));
    }

    [Fact]
    public void AGroupLeavesItsLimitLessWhatItUsesButForCachedFiles()
    {
        Write("proc/self/cgroup", "0::/user/app\n");
        Write("sys/fs/cgroup/user/app/memory.max", $"{6 * Megabyte}\n");
        Write("sys/fs/cgroup/user/app/memory.current", $"{4 * Megabyte}\n");
        Write("sys/fs/cgroup/user/app/memory.stat", $"anon 1\nfile {9 * Megabyte}\ninactive_file {Megabyte}\nactive_file {Megabyte / 2}\n");
        Assert.Equal(6 * Megabyte - 4 * Megabyte + Megabyte * 3 / 2, AvailableMemory.Read(root.Path));

        // The group above allows less.
        Write("sys/fs/cgroup/user/memory.max", $"{5 * Megabyte}\n");
        Write("sys/fs/cgroup/user/memory.current", $"{4 * Megabyte}\n");
        Assert.Equal(Megabyte, AvailableMemory.Read(root.Path));
    }

    [Fact]
    public void GroupsOfTheFirstVersionAreReadToo()
    {
        Write("proc/self/cgroup", "5:cpu,cpuacct:/app\n4:memory:/docker/abc\n");
        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", $"{3 * Megabyte}\n");
        Write("sys/fs/cgroup/memory/memory.usage_in_bytes", $"{2 * Megabyte}\n");
        Write("sys/fs/cgroup/memory/memory.stat", $"total_inactive_file {Megabyte / 4}\n");
        Assert.Equal(Megabyte * 5 / 4, AvailableMemory.Read(root.Path));

        Write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        Assert.Equal(8 * Megabyte, AvailableMemory.Read(root.Path));
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedWithBothNumbers()
    {
        AvailableMemory.Require(1000, 1000, "It", "Go.");
        AvailableMemory.Require(1000, null, "It", "Go.");
        var error = Assert.Throws<InsufficientMemoryException>(() => AvailableMemory.Require(19_600_000_000, 12_000_000_000, "The encoder", "Take another."));
        Assert.Equal("The encoder needs 19.6 GB of memory; 12.0 GB are available. Take another.", error.Message);
    }

    [Fact]
    public void ThisMachineHasSome() => Assert.InRange(AvailableMemory.Bytes!.Value, Megabyte, 1L << 50);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root[name])!);
        File.WriteAllText(root[name], text);
    }
}
