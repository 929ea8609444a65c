namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers.</summary>
    public class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device? device = null)
        {
            device ??= CPU;
            if (device.type != DeviceType.CPU)
                throw new NotSupportedException($"A generator of one's own on {device} is not supported; use the default one.");
            Door.Check(Door.door_new_generator(seed, out var native));
            SafeHandle = new GeneratorHandle(native);
            this.device = device;
        }

        private Generator(GeneratorHandle handle, Device device)
        {
            SafeHandle = handle;
            this.device = device;
        }

        public static Generator Default
        {
            get
            {
                Door.Check(Door.door_default_generator((int)DeviceType.CPU, -1, out var native));
                return new Generator(new GeneratorHandle(native), CPU);
            }
        }

        public IntPtr Handle => SafeHandle.IsClosed ? throw new ObjectDisposedException(nameof(Generator)) : SafeHandle.DangerousGetHandle();

        public Device device { get; }

        internal GeneratorHandle SafeHandle { get; }

        public Generator manual_seed(long seed)
        {
            Door.Check(Door.door_generator_set_seed(SafeHandle, (ulong)seed));
            return this;
        }

        /// <summary>Seeds from the machine's entropy and tells the seed.</summary>
        public long seed() => Seed(fresh: true);

        public long initial_seed() => Seed(fresh: false);

        public unsafe Tensor get_state()
        {
            Door.Check(Door.door_generator_state(SafeHandle, out var results, out var count));
            return Results.One(new ReadOnlySpan<NativeValue>(results, count));
        }

        public void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Door.Check(Door.door_generator_set_state(SafeHandle, value.SafeHandle));
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing) => SafeHandle.Dispose();

        private long Seed(bool fresh)
        {
            Door.Check(Door.door_generator_seed(SafeHandle, fresh ? 1 : 0, out var seed));
            return (long)seed;
        }
    }

    public static Generator manual_seed(long seed)
    {
        Door.Check(Door.door_manual_seed((ulong)seed));
        return Generator.Default;
    }

    public static Tensor get_rng_state()
    {
        using var generator = Generator.Default;
        return generator.get_state();
    }

    public static void set_rng_state(Tensor new_state)
    {
        using var generator = Generator.Default;
        generator.set_state(new_state);
    }

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long initial_seed()
        {
            using var generator = Generator.Default;
            return generator.initial_seed();
        }

        public static long seed()
        {
            using var generator = Generator.Default;
            return generator.seed();
        }

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
