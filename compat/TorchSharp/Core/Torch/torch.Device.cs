namespace TorchSharp;

public static partial class torch
{
    public class Device
    {
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            index = -1;
            if (parts.Length > 2 || !Enum.TryParse(parts[0], ignoreCase: true, out DeviceType parsed) || !Enum.IsDefined(parsed)
                || char.IsDigit(parts[0].FirstOrDefault('0')) || (parts.Length == 2 && !TryIndex(parts[1])))
            {
                throw new ArgumentException($"'{description}' is not a device: say cpu, cuda or cuda:N.", nameof(description));
            }

            type = parsed;
            Normalize();
        }

        public Device(string deviceType, int index = -1)
            : this(deviceType)
        {
            this.index = index;
            Normalize();
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
            Normalize();
        }

        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; private set; }

        public static implicit operator Device(string description) => new(description);

        public override string ToString() => index < 0 ? type.ToString().ToLowerInvariant() : $"{type.ToString().ToLowerInvariant()}:{index}";

        private bool TryIndex(string text)
        {
            var valid = int.TryParse(text, out var parsed) && parsed >= 0;
            index = parsed;
            return valid;
        }

        // There is one CPU and it has no number; "cuda" means the first. LibTorch keeps an index in eight bits.
        private void Normalize()
        {
            if (!Enum.IsDefined(type))
                throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of device");
            ArgumentOutOfRangeException.ThrowIfGreaterThan(index, sbyte.MaxValue);
            index = type switch
            {
                DeviceType.CPU or DeviceType.META => -1,
                DeviceType.CUDA when index < 0 => 0,
                _ => Math.Max(index, -1),
            };
        }
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA => new(DeviceType.CUDA);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);
}
