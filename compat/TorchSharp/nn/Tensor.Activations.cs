using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor gelu(GELU.Approximate approximate) => Op.gelu.Call(this, Name(approximate));

        public Tensor gelu_() => gelu_(GELU.Approximate.none);

        public Tensor gelu_(GELU.Approximate approximate)
        {
            Op.gelu_.Invoke(this, Name(approximate));
            return this;
        }

        public Tensor silu_()
        {
            Op.silu_.Invoke(this);
            return this;
        }

        private static string Name(GELU.Approximate approximate) => approximate switch
        {
            GELU.Approximate.none => "none",
            GELU.Approximate.tanh => "tanh",
            _ => throw new ArgumentOutOfRangeException(nameof(approximate), approximate, "Not an approximation."),
        };
    }
}
