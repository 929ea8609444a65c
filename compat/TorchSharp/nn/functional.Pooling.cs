namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => Op.avg_pool2d.Call(
                    input, kernel_size, stride ?? Value.Default, padding ?? Value.Default, ceil_mode, count_include_pad, divisor_override ?? Value.None);

            public static Tensor avg_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => avg_pool2d(input, Pair(kernel_size), Pair(stride), Pair(padding), ceil_mode, count_include_pad, divisor_override);

            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => avg_pool2d(input, [kernel_size], Single(stride), [padding], ceil_mode, count_include_pad, divisor_override);

            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
                => Op.max_pool2d.Call(
                    input, kernel_size, strides ?? Value.Default, padding ?? Value.Default, dilation ?? Value.Default, ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false)
                => max_pool2d(input, Pair(kernel_size), Pair(stride), Pair(padding), Pair(dilation), ceil_mode);

            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false)
                => max_pool2d(input, [kernel_size], Single(stride), Single(padding), Single(dilation), ceil_mode);

            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false)
            {
                var results = Op.max_pool2d_with_indices.CallMany(
                    input, kernel_size, strides ?? Value.Default, padding ?? Value.Default, dilation ?? Value.Default, ceil_mode);
                return (results[0], results[1]);
            }

            private static long[]? Single(long? value) => value is null ? null : [value.Value];

            private static long[]? Pair((long First, long Second)? pair) => pair is null ? null : Pair(pair.Value);

            private static long[] Pair((long First, long Second) pair) => [pair.First, pair.Second];
        }
    }
}
