using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What the layers make their weights and biases with: properties that read and write the registry.</summary>
        public partial class Module
        {
            internal Parameter? OwnParameter([CallerMemberName] string key = "") => ownParameters.GetValueOrDefault(key);

            /// <summary>Puts a parameter in place of the one that bore the property's name, which is freed.</summary>
            internal void ReplaceOwnParameter(Parameter? value, [CallerMemberName] string key = "")
            {
                var old = OwnParameter(key);
                if (ReferenceEquals(old, value))
                    return;
                value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(key, value);
                old?.Dispose();
            }

            /// <summary>Replaces a parameter that the layer cannot do without.</summary>
            internal void RequireOwnParameter(Parameter? value, [CallerMemberName] string key = "")
                => ReplaceOwnParameter(value ?? throw new ArgumentNullException(nameof(value)), key);

            internal static Parameter NewParameter(long[] shape, Device? device, ScalarType? dtype)
                => new(empty(shape, dtype, device));

            /// <summary>
            /// What PyTorch draws for linear and convolution layers, in its order: the weight, then the bias, both from
            /// U(−1/√fan_in, 1/√fan_in).
            /// </summary>
            internal static void DrawWeightAndBias(Parameter weight, Parameter? bias)
            {
                init.kaiming_uniform_(weight, Math.Sqrt(5));
                if (bias is null)
                    return;
                var (fanIn, _) = init.CalculateFanInAndFanOut(weight);
                var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
                init.uniform_(bias, -bound, bound);
            }
        }
    }
}
