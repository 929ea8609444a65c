using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class LoadedLibrariesTests
{
    /// <summary>Debian's LibTorch names OpenCV, which brings GDAL, Qt and 200 more, and uses nothing of it.</summary>
    [Fact]
    public void LibTorchComesWithoutTheLibrariesThatItDoesNotUse()
    {
        zeros(1).Dispose();
        var loaded = File.ReadLines("/proc/self/maps").Where(line => line.EndsWith(".so", StringComparison.Ordinal) || line.Contains(".so."))
            .Select(line => Path.GetFileName(line)).Distinct().ToArray();
        Assert.Contains(loaded, name => name.StartsWith("libtorch_cpu.so", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, name => name.StartsWith("libgdal.", StringComparison.Ordinal) || name.StartsWith("libQt5Gui.", StringComparison.Ordinal));
    }
}
