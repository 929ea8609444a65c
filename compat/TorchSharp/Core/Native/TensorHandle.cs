using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Owns one reference to a native tensor. Counted while a call uses it, so no other thread can free it meanwhile.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private static long live;
    private static long peak;
    private readonly long bytes;

    /// <param name="native">The reference to own.</param>
    /// <param name="bytes">Memory that came into being with the tensor, in bytes; 0 for a view.</param>
    internal TensorHandle(nint native, long bytes)
        : base(0, ownsHandle: true)
    {
        SetHandle(native);
        this.bytes = bytes;
        if (native == 0)
            return;
        NativeMemoryPressure.Add(bytes);

        var now = Interlocked.Increment(ref live);
        if (now > Volatile.Read(ref peak))
            Volatile.Write(ref peak, now);
    }

    /// <summary>Tensors alive in the process.</summary>
    internal static long Live => Interlocked.Read(ref live);

    /// <summary>The most tensors that were alive at once.</summary>
    internal static long Peak => Interlocked.Read(ref peak);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Door.door_release(handle);
        NativeMemoryPressure.Remove(bytes);
        Interlocked.Decrement(ref live);
        return true;
    }
}
