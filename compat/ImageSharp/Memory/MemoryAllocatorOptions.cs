namespace SixLabors.ImageSharp.Memory;

public struct MemoryAllocatorOptions
{
    private int? allocationLimitMegabytes;

    /// <summary>The largest buffer that may be allocated, in MiB; the default allows 1 GiB.</summary>
    public int? AllocationLimitMegabytes
    {
        readonly get => allocationLimitMegabytes;
        set
        {
            if (value is { } limit)
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit, nameof(AllocationLimitMegabytes));
            allocationLimitMegabytes = value;
        }
    }
}
