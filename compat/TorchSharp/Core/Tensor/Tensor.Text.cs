namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The shape, element type and device; the elements are <see cref="TensorExtensionMethods.npstr"/>'s.</summary>
        public override string ToString() =>
            IsInvalid ? "[disposed]" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
    }
}
