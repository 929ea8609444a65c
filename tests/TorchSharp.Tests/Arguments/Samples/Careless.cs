
namespace TorchSharp.Tests.Arguments.Samples;

/// <summary>Members as they must not be, and one as it should.</summary>
public static class Careless
{
    public static void Crash(torch.Tensor tensor)
    {
        if (tensor is { IsInvalid: false } && tensor.ndim == 1)
            Environment.FailFast("as a native abort would");
    }

    public static long Dereference(torch.Tensor tensor) => tensor.ndim;

    public static void Hang(long count)
    {
        while (count > int.MaxValue)
            Thread.Sleep(100);
    }

    public static long Careful(torch.Tensor tensor, long count)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 10);
        return tensor.ndim;
    }
}
