using System.Buffers;
using System.Runtime.CompilerServices;

namespace SixLabors.ImageSharp.Memory;

/// <summary>Where pixels live. Its limit is what stands between a hostile header and the machine's memory.</summary>
public abstract class MemoryAllocator
{
    private const long Mebibyte = 1L << 20;

    // ImageSharp grants 4 GiB; a quarter of that is still a picture of 16384 x 16384 pixels of four bytes.
    private const int DefaultLimitMegabytes = 1024;

    // A span counts bytes in an int.
    private protected MemoryAllocator(long limit) => Limit = Math.Min(limit, Array.MaxLength);

    public static MemoryAllocator Default { get; } = Create();

    /// <summary>The largest buffer granted, in bytes.</summary>
    internal long Limit { get; }

    public static MemoryAllocator Create() => Create(default);

    public static MemoryAllocator Create(MemoryAllocatorOptions options)
        => new ManagedMemoryAllocator((options.AllocationLimitMegabytes ?? DefaultLimitMegabytes) * Mebibyte);

    public abstract IMemoryOwner<T> Allocate<T>(int length, AllocationOptions options = AllocationOptions.None)
        where T : struct;

    public virtual void ReleaseRetainedResources()
    {
    }

    /// <summary>Throws where a buffer of so many bytes would be over the limit.</summary>
    internal void Check(long bytes)
    {
        if (bytes < 0 || bytes > Limit)
            throw new InvalidMemoryOperationException($"A buffer of {bytes} bytes was asked for; the limit is {Limit}.");
    }

    internal T[] AllocateArray<T>(long length, AllocationOptions options = AllocationOptions.None)
    {
        Check(checked(length * Unsafe.SizeOf<T>()));
        try
        {
            return options == AllocationOptions.Clean
                ? new T[length]
                : GC.AllocateUninitializedArray<T>(checked((int)length));
        }
        catch (Exception exception) when (exception is OutOfMemoryException or OverflowException)
        {
            throw new InvalidMemoryOperationException($"A buffer of {length} elements could not be allocated: {exception.Message}");
        }
    }
}
