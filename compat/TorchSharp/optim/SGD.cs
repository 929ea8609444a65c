using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(named => named.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    public partial class SGD : OptimizerHelper, IMomentum
    {
        private readonly Options defaults;

        public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
        {
        }

        public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : this(new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
        {
            ArgumentNullException.ThrowIfNull(parameters);
            foreach (var group in parameters)
                add_param_group(group);
        }

        private SGD(Options defaults)
            : base(defaults)
        {
            defaults.Check();
            this.defaults = defaults;
        }

        public double Momentum
        {
            get => defaults.momentum!.Value;
            set => defaults.momentum = value;
        }

        private protected override OptimizerOptions NewOptions() => new Options();

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        private protected override void Update(OptimizerOptions options, IReadOnlyList<(OptimizerState State, Parameter Parameter, Tensor Gradient)> graded)
        {
            var rates = ((Options)options).Rates;
            Tensor[] parameters = [.. graded.Select(item => item.Parameter)];
            Tensor[] gradients = [.. graded.Select(item => item.Gradient)];

            if (rates.Maximize)
                gradients = Op._foreach_neg.CallMany(gradients);

            // g ← g + λθ
            if (rates.WeightDecay != 0)
                gradients = Op._foreach_add_List.CallMany(gradients, parameters, rates.WeightDecay);

            if (rates.Momentum != 0)
            {
                var buffers = Accumulate([.. graded.Select(item => (State)item.State)], gradients, rates);

                // g ← g + μb (Nesterov), or g ← b
                gradients = rates.Nesterov ? Op._foreach_add_List.CallMany(gradients, buffers, rates.Momentum) : buffers;
            }

            // θ ← θ − γg
            Op._foreach_add__List.Invoke(parameters, gradients, -rates.LearningRate);
        }

        private static Tensor[] Accumulate(State[] states, Tensor[] gradients, Options.Values rates)
        {
            // b ← μb + (1 − τ)g where there is a buffer; the first buffer is the gradient itself, undamped.
            Tensor[] running = [.. states.Select(state => state.momentum_buffer).OfType<Tensor>()];
            if (running.Length > 0)
            {
                Op._foreach_mul__Scalar.Invoke(running, rates.Momentum);
                Op._foreach_add__List.Invoke(running, gradients.Where((_, i) => states[i].momentum_buffer is not null).ToArray(), 1 - rates.Dampening);
            }
            return [.. states.Select((state, i) => state.momentum_buffer ??= gradients[i].detach().clone().DetachFromDisposeScope())];
        }
    }
}
