using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Engine;

/// <summary>
/// Computes independent things at the same time, each with its share of LibTorch's threads. In a small model threads that
/// share every operator spend much of their time waiting for one another at its end; here they meet once. Only the CPU's
/// threads are shared out: on another device things are computed in turn.
/// </summary>
public static class SideBySide
{
    /// <summary>Whether LibTorch has a thread for each of so many things; else they are better computed in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="device">Where they are computed.</param>
    public static bool Pays(int count, Device device) =>
        device.type == DeviceType.CPU && count > 1 && get_num_threads() >= count;

    /// <summary>Computes several things, at the same time where that pays.</summary>
    /// <param name="device">Where they are computed.</param>
    /// <param name="works">
    /// The things, which share no tensor that one of them writes, except gradients.
    /// </param>
    /// <returns>What they return, in their order, outside every dispose scope: the caller disposes it.</returns>
    public static Tensor[] Run(Device device, params Func<Tensor>[] works)
    {
        if (!Pays(works.Length, device))
        {
            return Array.ConvertAll(works, work => work().DetachFromDisposeScope());
        }

        var threads = get_num_threads();
        var withGradients = is_grad_enabled();
        Tensor Compute(Func<Tensor> work)
        {
            // LibTorch's number of threads, its gradients and TorchSharp's scopes belong to the thread that asks.
            set_num_threads(threads / works.Length);
            try
            {
                using var gradients = set_grad_enabled(withGradients);
                return work().DetachFromDisposeScope();
            }
            finally
            {
                set_num_threads(threads);
            }
        }

        var others = works.Skip(1).Select(work => Task.Run(() => Compute(work))).ToArray();
        var results = new Tensor[works.Length];
        try
        {
            results[0] = Compute(works[0]);
        }
        finally
        {
            Task.WhenAll(others).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        }

        for (var i = 0; i < others.Length; i++)
        {
            results[i + 1] = others[i].GetAwaiter().GetResult();
        }

        return results;
    }
}
