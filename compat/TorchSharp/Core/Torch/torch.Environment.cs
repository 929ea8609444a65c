using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The version of the LibTorch underneath.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(Door.door_version())!;

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.OfThisThread.Current;

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.OfThisThread.Open();

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        using var scope = NewDisposeScope();
        return (expr() ?? throw new InvalidOperationException("The expression gave no tensor.")).MoveToOuterDisposeScope();
    }

    public static int get_num_threads() => Door.door_num_threads(0);

    public static void set_num_threads(int num) => Door.Check(Door.door_set_num_threads(0, Threads(num)));

    public static int get_num_interop_threads() => Door.door_num_threads(1);

    public static void set_num_interop_threads(int num) => Door.Check(Door.door_set_num_threads(1, Threads(num)));

    // OpenMP ends the process at the next parallel loop when it cannot start as many.
    private static int Threads(int num)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(num);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(num, Math.Max(256, Environment.ProcessorCount));
        return num;
    }

    public static bool cuda_is_available() => cuda.is_available();

    public static class cuda
    {
        public static bool is_available() => Door.door_has_cuda() != 0;
    }
}
