using System.Buffers;

namespace SixLabors.ImageSharp.Memory;

/// <summary>Gives arrays of the garbage collector's, which need no freeing.</summary>
internal sealed class ManagedMemoryAllocator : MemoryAllocator
{
    internal ManagedMemoryAllocator(long limit)
        : base(limit)
    {
    }

    public override IMemoryOwner<T> Allocate<T>(int length, AllocationOptions options = AllocationOptions.None)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new Owner<T>(AllocateArray<T>(length, options));
    }

    private sealed class Owner<T>(T[] array) : IMemoryOwner<T>
    {
        private T[]? array = array;

        public Memory<T> Memory
        {
            get
            {
                ObjectDisposedException.ThrowIf(array is null, this);
                return array;
            }
        }

        public void Dispose() => array = null;
    }
}
