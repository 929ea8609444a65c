using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false)
                => inplace ? Checked(x).relu_().alias() : Checked(x).relu();

            public static Tensor silu(Tensor x, bool inplace = false)
                => inplace ? Checked(x).silu_().alias() : Checked(x).silu();

            public static Tensor gelu(Tensor x) => gelu(x, false);

            public static Tensor gelu(Tensor x, bool inplace) => gelu(x, Modules.GELU.Approximate.none, inplace);

            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false)
                => inplace ? Checked(x).gelu_(approximate).alias() : Checked(x).gelu(approximate);

            public static Tensor sigmoid(Tensor x) => sigmoid(x, false);

            public static Tensor sigmoid(Tensor x, bool inplace)
                => inplace ? Checked(x).sigmoid_().alias() : Checked(x).sigmoid();

            public static Tensor tanh(Tensor x, bool inplace = false)
                => inplace ? Checked(x).tanh_().alias() : Checked(x).tanh();

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Checked(input).softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Checked(x).log_softmax(dim);

            private static Tensor Checked(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                return tensor;
            }
        }
    }
}
