using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            internal static Parameter NewParameter(long[] shape, Device? device, ScalarType? dtype)
                => new(empty(shape, dtype, device));

            /// <summary>
            /// What PyTorch draws for linear and convolution layers, in its order: the weight, then the bias, both from
            /// U(−1/√fan_in, 1/√fan_in).
            /// </summary>
            internal static void DrawWeightAndBias(Parameter weight, Parameter? bias)
            {
                init.kaiming_uniform_(weight, Math.Sqrt(5));
                var (fanIn, _) = init.CalculateFanInAndFanOut(weight);
                if (bias is null || fanIn == 0)
                    return;
                var bound = 1 / Math.Sqrt(fanIn);
                init.uniform_(bias, -bound, bound);
            }
        }
    }
}
