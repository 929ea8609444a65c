namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public Module _to(Tensor other, bool non_blocking)
            {
                ArgumentNullException.ThrowIfNull(other);
                return _to(other.device, other.dtype, non_blocking);
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                ArgumentNullException.ThrowIfNull(device);
                ThrowIfNotFloating(dtype);
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                if (deviceType == DeviceType.CUDA && !cuda.is_available())
                    throw new InvalidOperationException("CUDA is not available.");
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                ThrowIfNotFloating(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            /// <summary>
            /// Gives every parameter, its gradient and every buffer of this module and its descendants new data on the
            /// device and in the type asked for. Integer tensors keep their type.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (var child in children().ToList())
                    Move(child, dtype, device, non_blocking);

                using var noGradient = no_grad();
                foreach (var (_, parameter) in named_parameters(recurse: false))
                {
                    Move(parameter, dtype, device, non_blocking);
                    using var gradient = parameter.grad;
                    if (gradient is not null)
                        Move(gradient, dtype, device, non_blocking);
                }

                foreach (var (_, buffer) in named_buffers(recurse: false))
                    Move(buffer, dtype, device, non_blocking);
            }

            private static void Move(Module module, ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is null)
                    module._to(device!.type, device.index, non_blocking);
                else if (device is null)
                    module._to(dtype.Value, non_blocking);
                else
                    module._to(device, dtype.Value, non_blocking);
            }

            /// <summary>
            /// Replaces a tensor's data, not the tensor: fields, optimizers and whoever else holds it see the move.
            /// </summary>
            private static void Move(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                var oldType = tensor.dtype;
                var oldDevice = tensor.device;
                var newType = dtype is not null && IsFloating(oldType) ? dtype.Value : oldType;
                var newDevice = device ?? oldDevice;
                if (newType == oldType && newDevice.type == oldDevice.type && newDevice.index == oldDevice.index)
                    return;

                using var moved = tensor.to(newType, newDevice, non_blocking: non_blocking);
                Op.set_data.Invoke(tensor, moved);
            }

            private static void ThrowIfNotFloating(ScalarType dtype)
            {
                if (!IsFloating(dtype))
                    throw new ArgumentException($"A module can only be converted to a floating point or complex type, got {dtype}.", nameof(dtype));
            }

            private static bool IsFloating(ScalarType dtype)
                => is_floating_point(dtype) || dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;
        }
    }
}
