using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
                => Op.linear.Call(input, weights, bias);

            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1)
                => Op.conv1d.Call(input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, Divisor(groups));

            public static Tensor conv1d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, Padding padding = Padding.Valid, long? dilation = null, long groups = 1)
                => Op.conv1d_padding.Call(input, weight, bias, stride ?? 1, PaddingName(padding), dilation ?? 1, Divisor(groups));

            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
                => Op.conv2d.Call(
                    input, weight, bias, strides ?? Value.Default, padding ?? Value.Default, dilation ?? Value.Default, Divisor(groups));

            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1)
                => Op.conv2d_padding.Call(
                    input, weight, bias, strides ?? Value.Default, PaddingName(padding), dilation ?? Value.Default, Divisor(groups));

            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05)
                => Op.group_norm.Call(input, num_groups, weight, bias, eps);

            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05)
                => Op.layer_norm.Call(input, normalized_shape, weight, bias, eps);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!inplace)
                    return Op.dropout.Call(input, p, training);
                Op.dropout_.Invoke(input, p, training);
                return input.alias();
            }

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Op.one_hot.Call(x, num_classes);

            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Op.pixel_shuffle.Call(input, Divisor(upscale_factor));

            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => Op.pixel_unshuffle.Call(input, Divisor(downscale_factor));

            /// <summary>x / max(‖x‖ₚ, ε), the norm taken along one dimension.</summary>
            public static Tensor normalize(Tensor input, double p = 2, long dim = 1, double eps = 1e-12)
            {
                ArgumentNullException.ThrowIfNull(input);
                using var scope = NewDisposeScope();
                var norm = Op.norm_ScalarOpt_dim.Call(input, p, new[] { dim }, true).clamp_min(eps);
                return (input / norm).MoveToOuterDisposeScope();
            }

            // LibTorch divides by these numbers, or their squares, as they come: 2³² ends the process there.
            private static long Divisor(long value, [CallerArgumentExpression(nameof(value))] string? argument = null)
            {
                ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, argument);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, int.MaxValue, argument);
                return value;
            }

            internal static string PaddingName(Padding padding) => padding switch
            {
                Padding.Valid => "valid",
                Padding.Same => "same",
                _ => throw new ArgumentOutOfRangeException(nameof(padding), padding, "Not a padding."),
            };
        }
    }
}
