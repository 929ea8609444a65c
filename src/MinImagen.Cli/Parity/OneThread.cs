using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>
/// LibTorch on one thread until disposed of. The tensors of a case are so small that threads would mostly wait for each
/// other, a hundred times longer than they compute where the machine is busy.
/// </summary>
internal sealed class OneThread : IDisposable
{
    private readonly int threads = get_num_threads();

    public OneThread() => set_num_threads(1);

    public void Dispose() => set_num_threads(threads);
}
