using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Engine;

/// <summary>LibTorch computes on so many threads, until this is disposed.</summary>
internal sealed class ThreadCount : IDisposable
{
    private readonly int before = get_num_threads();

    public ThreadCount(int threads) => set_num_threads(threads);

    public void Dispose() => set_num_threads(before);
}
