using MinImagen.Lib.Engine;

namespace MinImagen.Cli.Tests.Engine;

/// <summary>A LibTorch that the system has is not the one that computes.</summary>
public sealed class OtherLibTorchTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-other-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>LD_LIBRARY_PATH names another LibTorch, as people set it who have unpacked one.</summary>
    [LinuxFact]
    public void ThePackagesOwnIsLoadedThoughAnotherIsFoundFirst()
    {
        // A library that loads, and has nothing of LibTorch: whoever takes it for LibTorch's ends with "undefined symbol".
        foreach (string name in (string[])["libc10.so", "libtorch.so", "libtorch_cpu.so"])
            File.Copy(Path.Combine(LibTorchFiles.Folder, "libtorch_global_deps.so"), Path.Combine(folder, name));

        CommandLine run = CommandLine.RunWith(new() { ["LD_LIBRARY_PATH"] = folder }, "info", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so"), run.Json().GetProperty("lib_torch_file").GetString());
    }

    [LinuxFact]
    public void ThisProcessHasOnlyThePackagesLibTorch()
    {
        TorchSharp.torch.zeros(1).Dispose();

        string[] loaded = [.. File.ReadLines("/proc/self/maps").Select(line => line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length == 6).Select(parts => parts[5])
            .Where(file => Path.GetFileName(file).StartsWith("libtorch", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("libc10", StringComparison.Ordinal))
            .Distinct()];
        Assert.NotEmpty(loaded);
        Assert.All(loaded, file => Assert.Equal(LibTorchFiles.Folder, Path.GetDirectoryName(file)));
    }
}
