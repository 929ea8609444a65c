using System.Text.Json;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.optim;

/// <summary>Makes the optimizers and parameters that were recorded.</summary>
internal static class Optimizers
{
    internal static Parameter[] Parameters(RecordedOptimizer recorded) =>
        [.. recorded.Start.Select((values, i) => new Parameter(Values(recorded, values, i)))];

    internal static Tensor Values(RecordedOptimizer recorded, double[] values, int parameter) =>
        tensor(values, recorded.Shapes[parameter], dtype: recorded.Dtype == "float64" ? ScalarType.Float64 : ScalarType.Float32);

    internal static OptimizerHelper Create(RecordedOptimizer recorded, Parameter[] parameters)
    {
        var groups = recorded.Groups.Count == 0
            ? [(parameters, new Dictionary<string, JsonElement>())]
            : recorded.Groups.Select(group => (group.Parameters.Select(i => parameters[i]).ToArray(), group.Options)).ToArray();
        return Create(recorded.Optimizer, recorded.Options, groups);
    }

    internal static OptimizerHelper Create(string name, IReadOnlyDictionary<string, JsonElement> options, (Parameter[] Parameters, IReadOnlyDictionary<string, JsonElement> Options)[] groups)
    {
        var (lr, beta1, beta2, eps) = (Number(options, "lr", 1e-3), Number(options, "betas", 0.9, 0), Number(options, "betas", 0.999, 1), Number(options, "eps", 1e-8));
        var (momentum, dampening, decay) = (Number(options, "momentum", 0), Number(options, "dampening", 0), Number(options, "weight_decay", 0));
        var (amsgrad, maximize, nesterov) = (options.ContainsKey("amsgrad"), options.ContainsKey("maximize"), options.ContainsKey("nesterov"));
        return name switch
        {
            "Adam" => torch.optim.Adam(groups.Select(g => new Adam.ParamGroup(g.Parameters, new Adam.Options { LearningRate = Own(g.Options, "lr"), weight_decay = Own(g.Options, "weight_decay") })),
                lr, beta1, beta2, eps, decay, amsgrad, maximize),
            "AdamW" => torch.optim.AdamW(groups.Select(g => new AdamW.ParamGroup(g.Parameters, new AdamW.Options { LearningRate = Own(g.Options, "lr"), weight_decay = Own(g.Options, "weight_decay") })),
                lr, beta1, beta2, eps, decay, amsgrad, maximize),
            "SGD" => torch.optim.SGD(groups.Select(g => new SGD.ParamGroup(g.Parameters, new SGD.Options { LearningRate = Own(g.Options, "lr"), weight_decay = Own(g.Options, "weight_decay") })),
                lr, momentum, dampening, decay, nesterov, maximize),
            _ => throw new ArgumentException($"No optimizer {name} was recorded.", nameof(name)),
        };
    }

    internal static double Number(IReadOnlyDictionary<string, JsonElement> options, string name, double otherwise, int index = -1) =>
        !options.TryGetValue(name, out var value) ? otherwise : index < 0 ? value.GetDouble() : value[index].GetDouble();

    private static double? Own(IReadOnlyDictionary<string, JsonElement> options, string name) =>
        options.TryGetValue(name, out var value) ? value.GetDouble() : null;
}
