using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients by one factor so that their common norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var scope = NewDisposeScope();
                using var noGradient = no_grad();
                var gradients = Gradients(tensors);
                if (gradients.Length == 0)
                    return 0;

                // ‖g‖ = ‖(‖g₁‖, ‖g₂‖, …)‖
                var norms = stack(Op.foreach_norm.CallMany(gradients, norm_type));
                var norm = Op.foreach_norm.CallMany(new[] { norms }, norm_type)[0];

                // g ← g · min(1, max / (‖g‖ + 10⁻⁶)), rounded as PyTorch rounds the factor; NaN stays NaN
                var factor = ((norm + 1e-6).reciprocal() * max_norm).to(ScalarType.Float64).item<double>();
                if (!(factor >= 1))
                    Op.foreach_mul_.Invoke(gradients, factor);
                return norm.to(ScalarType.Float64).item<double>();
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var scope = NewDisposeScope();
                using var noGradient = no_grad();
                foreach (var gradient in Gradients(tensors))
                    gradient.clamp_(-clip_value, clip_value);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                return cat(Given(tensors).Select(tensor => tensor.reshape(-1)).ToArray()).MoveToOuterDisposeScope();
            }

            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                ArgumentNullException.ThrowIfNull(vec);
                var parameters = Given(tensors);
                var total = parameters.Sum(parameter => parameter.numel());
                if (vec.ndim != 1 || vec.numel() != total)
                    throw new ArgumentException($"Expected a vector of {total} numbers, got shape ({string.Join(", ", vec.shape)}).", nameof(vec));

                using var scope = NewDisposeScope();
                using var noGradient = no_grad();
                long start = 0;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).reshape(parameter.shape));
                    start += parameter.numel();
                }
            }

            private static Tensor[] Gradients(IEnumerable<Parameter> tensors) =>
                [.. Given(tensors).Select(tensor => tensor.grad).OfType<Tensor>()];

            private static List<Parameter> Given(IEnumerable<Parameter> tensors)
            {
                ArgumentNullException.ThrowIfNull(tensors);
                List<Parameter> given = [.. tensors];
                return given.Contains(null!) ? throw new ArgumentNullException(nameof(tensors), "a parameter of the list is null") : given;
            }
        }
    }
}
