namespace TorchSharp;

public static partial class torch
{
    /// <summary>An n-dimensional array of one element type, on one device; the native one is freed by Dispose or the finalizer.</summary>
    public partial class Tensor : IDisposable
    {
        internal Tensor(TensorHandle handle)
        {
            SafeHandle = handle;
            OwningDisposeScope = DisposeScopeManager.OfThisThread.Register(this);
        }

        public static long TotalCount => TensorHandle.Live;

        public static long PeakCount => TensorHandle.Peak;

        public IntPtr Handle => IsInvalid
            ? throw new ObjectDisposedException(nameof(Tensor), "The tensor has been disposed.")
            : SafeHandle.DangerousGetHandle();

        public bool IsInvalid => SafeHandle.IsClosed;

        public string? name { get; set; }

        public long Dimensions => Describe().Dimensions;

        public long ndim => Dimensions;

        public long NumberOfElements => Describe().Elements;

        public long ElementSize => ElementSizeOf(dtype);

        public ScalarType dtype => (ScalarType)Describe().ScalarType;

        public DeviceType device_type => (DeviceType)Describe().DeviceType;

        public int device_index => Describe().DeviceIndex;

        public Device device
        {
            get
            {
                var description = Describe();
                return new Device((DeviceType)description.DeviceType, description.DeviceIndex);
            }
        }

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public long[] shape => size();

        internal TensorHandle SafeHandle { get; private set; }

        internal DisposeScope? OwningDisposeScope { get; set; }

        public long dim() => Dimensions;

        public long numel() => NumberOfElements;

        public long element_size() => ElementSize;

        public unsafe long[] size()
        {
            var sizes = new long[Dimensions];
            fixed (long* to = sizes)
                Door.Check(Door.door_shape(SafeHandle, to, null));
            return sizes;
        }

        public long size(int dim) => AlongDimension(size(), dim);

        public unsafe long[] stride()
        {
            var strides = new long[Dimensions];
            fixed (long* to = strides)
                Door.Check(Door.door_shape(SafeHandle, null, to));
            return strides;
        }

        public long stride(int dim) => AlongDimension(stride(), dim);

        public long storage_offset() => Describe().StorageOffset;

        public bool is_contiguous() => Describe().IsContiguous != 0;

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_complex() => dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_nonzero() => ToScalar().AsBoolean;

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope other)
        {
            if (OwningDisposeScope is { } scope)
                scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) =>
            MoveToOtherDisposeScope((other ?? throw new ArgumentNullException(nameof(other))).OwningDisposeScope!);

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (IsInvalid)
                return;
            DisposeScopeManager.OfThisThread.CountDisposal(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            SafeHandle.Dispose();
        }

        /// <summary>Takes the native tensor out of this one, which is disposed by it.</summary>
        internal TensorHandle TakeHandle()
        {
            ObjectDisposedException.ThrowIf(IsInvalid, this);
            var taken = SafeHandle;
            SafeHandle = new TensorHandle(0, 0);
            SafeHandle.Dispose();
            DisposeScopeManager.OfThisThread.CountDisposal(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            return taken;
        }

        internal static long ElementSizeOf(ScalarType type) => type switch
        {
            ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool or ScalarType.QInt8 or ScalarType.QUInt8 => 1,
            ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
            ScalarType.Int32 or ScalarType.Float32 or ScalarType.QInt32 => 4,
            ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
            ScalarType.ComplexFloat64 => 16,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
        };

        private TensorDescription Describe()
        {
            ObjectDisposedException.ThrowIf(IsInvalid, this);
            Door.Check(Door.door_describe(SafeHandle, out var description));
            return description;
        }

        private static long AlongDimension(long[] values, int dim)
        {
            var index = dim < 0 ? dim + values.Length : dim;
            if (index < 0 || index >= values.Length)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"the tensor has {values.Length} dimensions");
            return values[index];
        }
    }
}
