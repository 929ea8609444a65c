using System.Runtime.CompilerServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements as they lie in memory; the tensor must be on the CPU and contiguous.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("The bytes of a tensor that is not contiguous: call contiguous() first.");
                return new Span<byte>((void*)Address(), checked((int)(NumberOfElements * ElementSize)));
            }

            set
            {
                var target = bytes;
                if (target.Length != value.Length)
                    throw new ArgumentException($"The tensor holds {target.Length} bytes, {value.Length} were given.", nameof(value));
                value.CopyTo(target);
            }
        }

        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            Expect<T>();
            return new TensorAccessor<T>(is_cpu() ? this : cpu());
        }

        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException($"item() takes a tensor of one element; this one has {NumberOfElements}.");
            Expect<T>();
            return First<T>();
        }

        public Scalar ToScalar()
        {
            if (NumberOfElements != 1)
                throw new ArgumentException($"Only a tensor of one element is a number; this one has {NumberOfElements}.");
            return dtype switch
            {
                ScalarType.Byte => First<byte>(),
                ScalarType.Int8 => First<sbyte>(),
                ScalarType.Int16 => First<short>(),
                ScalarType.Int32 => First<int>(),
                ScalarType.Int64 => First<long>(),
                ScalarType.Float16 => First<Half>(),
                ScalarType.BFloat16 => (double)BitConverter.Int32BitsToSingle(First<short>() << 16),
                ScalarType.Float32 => First<float>(),
                ScalarType.Float64 => First<double>(),
                ScalarType.Bool => First<bool>(),
                var type => throw new NotSupportedException($"{type} has no number in C#."),
            };
        }

        /// <summary>Where the elements are, on the CPU.</summary>
        internal nint Address()
        {
            ObjectDisposedException.ThrowIf(IsInvalid, this);
            Door.Check(Door.door_data(SafeHandle, out var address));
            return address;
        }

        private unsafe T First<T>()
            where T : unmanaged
        {
            if (!is_cpu())
            {
                using var here = cpu();
                return here.First<T>();
            }

            var value = Unsafe.Read<T>((void*)Address());
            GC.KeepAlive(this);
            return value;
        }

        private void Expect<T>()
        {
            if (TypeOf(dtype) != typeof(T))
                throw new ArgumentException($"The elements of a {dtype} tensor are not {typeof(T).Name}.");
        }

        internal static Type? TypeOf(ScalarType type) => type switch
        {
            ScalarType.Byte => typeof(byte),
            ScalarType.Int8 => typeof(sbyte),
            ScalarType.Int16 => typeof(short),
            ScalarType.Int32 => typeof(int),
            ScalarType.Int64 => typeof(long),
            ScalarType.Float16 => typeof(Half),
            ScalarType.Float32 => typeof(float),
            ScalarType.Float64 => typeof(double),
            ScalarType.Bool => typeof(bool),
            _ => null,
        };
    }
}
