namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            public static Tensor ones_(Tensor tensor) => Fill(tensor, 1);

            public static Tensor zeros_(Tensor tensor) => Fill(tensor, 0);

            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, val);

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using (no_grad())
                    tensor.uniform_(low, high, generator);
                return tensor;
            }

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using (no_grad())
                    tensor.normal_(mean, std, generator);
                return tensor;
            }

            /// <summary>Draws from a normal distribution cut off at a and b, through its inverse distribution function.</summary>
            public static Tensor trunc_normal_(
                Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using (no_grad())
                {
                    // x = μ + σ √2 erf⁻¹(u),  u ~ U[2Φ((a − μ)/σ) − 1, 2Φ((b − μ)/σ) − 1]
                    tensor.uniform_(SymmetricCdf((a - mean) / std), SymmetricCdf((b - mean) / std), generator);
                    tensor.erfinv_();
                    tensor.mul_(std * Math.Sqrt(2)).add_(mean);
                    tensor.clamp_(a, b);
                }

                return tensor;
            }

            /// <summary>He et al. 2015: U(−b, b) with b = gain · √(3 / fan).</summary>
            public static Tensor kaiming_uniform_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
                => Uniform(tensor, KaimingStd(tensor, a, mode, nonlinearity));

            /// <summary>He et al. 2015: N(0, gain² / fan).</summary>
            public static Tensor kaiming_normal_(
                Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
                => normal_(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

            /// <summary>Glorot and Bengio 2010: U(−b, b) with b = gain · √(6 / (fan_in + fan_out)).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1) => Uniform(tensor, XavierStd(tensor, gain));

            /// <summary>Glorot and Bengio 2010: N(0, 2 gain² / (fan_in + fan_out)).</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1) => normal_(tensor, 0, XavierStd(tensor, gain));

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1) => xavier_uniform_(tensor, gain);

            public static Tensor glorot_normal_(Tensor tensor, double gain = 1) => xavier_normal_(tensor, gain);

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + (param * param))),
                _ when Enum.IsDefined(nonlinearity) => 1,
                _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity), nonlinearity, "Not a nonlinearity."),
            };

            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                var shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException($"Fan in and fan out need a tensor of two dimensions or more, got {shape.Length}.", nameof(tensor));
                var receptiveField = shape.Skip(2).Aggregate(1L, (product, side) => product * side);
                return (shape[1] * receptiveField, shape[0] * receptiveField);
            }

            private static Tensor Fill(Tensor tensor, Scalar value)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                using (no_grad())
                    tensor.fill_(value);
                return tensor;
            }

            private static Tensor Uniform(Tensor tensor, double std)
            {
                var bound = Math.Sqrt(3.0) * std;
                return uniform_(tensor, -bound, bound);
            }

            private static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                var fan = mode == FanInOut.FanIn ? fanIn : fanOut;

                // A tensor without elements has nothing to draw, and may have no fan either.
                return fan == 0 ? 0 : calculate_gain(nonlinearity, a) / Math.Sqrt(fan);
            }

            private static double XavierStd(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            /// <summary>2Φ(x) − 1 = erf(x / √2).</summary>
            private static double SymmetricCdf(double x)
            {
                using var scope = NewDisposeScope();
                return tensor(x / Math.Sqrt(2), ScalarType.Float64).erf().item<double>();
            }
        }
    }
}
