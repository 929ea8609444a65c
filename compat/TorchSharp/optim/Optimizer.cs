using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public abstract class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = [];

            private readonly Dictionary<Parameter, OptimizerState> states = new(ReferenceEqualityComparer.Instance);
            private readonly OptimizerOptions defaults;

            private protected Optimizer(OptimizerOptions defaults) => this.defaults = defaults;

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            public virtual void add_param_group(ParamGroup param_group)
            {
                ArgumentNullException.ThrowIfNull(param_group);
                var options = param_group.Options ?? NewOptions();
                if (options.GetType() != defaults.GetType())
                    throw new ArgumentException($"A group of {GetType().Name} cannot have {options.GetType().FullName}.", nameof(param_group));

                // Module.parameters() may be lazy; what an optimizer steps is fixed here.
                var parameters = param_group.Parameters.ToList();
                var known = states.Keys.ToHashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var parameter in parameters)
                {
                    ArgumentNullException.ThrowIfNull(parameter, nameof(param_group));
                    if (!known.Add(parameter))
                        throw new ArgumentException("A parameter appears twice among the parameter groups.", nameof(param_group));
                }

                options.FillFrom(defaults);
                foreach (var parameter in parameters)
                {
                    var state = NewState(parameter);
                    state.Initialize(options);
                    states.Add(parameter, state);
                }
                param_group.Options = options;
                param_group.Parameters = parameters;
                _parameter_groups.Add(param_group);
            }

            public virtual Tensor step(Func<Tensor> closure = null!)
            {
                Tensor loss = null!;
                if (closure is not null)
                {
                    using var graded = enable_grad();
                    loss = closure();
                }

                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                foreach (var group in _parameter_groups)
                {
                    var graded = new List<(OptimizerState, Parameter, Tensor)>();
                    foreach (var parameter in group.Parameters)
                    {
                        if (parameter.grad is { } gradient)
                            graded.Add((states[parameter], parameter, gradient));
                    }
                    if (graded.Count > 0)
                        Update(group.Options, graded);
                }
                return loss;
            }

            /// <summary>Sets the gradients to zero; those that are not there stay so.</summary>
            public virtual void zero_grad()
            {
                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                var gradients = parameters().Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length > 0)
                    Op._foreach_zero_.Invoke(gradients);
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var state in states.Values)
                    state.Free();
            }

            private protected OptimizerState StateOf(Parameter parameter) => states[parameter];

            private protected abstract OptimizerOptions NewOptions();

            private protected abstract OptimizerState NewState(Parameter parameter);

            /// <summary>One step for those parameters of a group that have a gradient.</summary>
            private protected abstract void Update(OptimizerOptions options, IReadOnlyList<(OptimizerState State, Parameter Parameter, Tensor Gradient)> graded);

            /// <summary>The options of each group and the state of each parameter, in the groups' order.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                public List<OptimizerOptions> Options { get; } = [];

                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, the places of its parameters in <see cref="State"/>.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
