using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Training;

/// <summary>
/// An exponential moving average of a model's weights: it samples better than the weights, which still jump about with
/// every batch (Polyak and Juditsky 1992; Ho et al. 2020, appendix B).
/// </summary>
public sealed class MovingAverage : IDisposable
{
    private readonly Module module;
    private readonly double decay;
    private readonly Dictionary<string, Tensor> average = [];

    /// <summary>Starts at the model's present weights.</summary>
    /// <param name="module">The model; it stays the caller's.</param>
    /// <param name="decay">d, at least 0 and below 1.</param>
    public MovingAverage(Module module, double decay)
    {
        using var scope = NewDisposeScope();
        this.module = module;
        this.decay = decay;
        foreach (var (name, weight) in module.named_parameters())
        {
            average[name] = weight.detach().clone().DetachFromDisposeScope();
        }
    }

    /// <summary>The average of each weight, by its name in the model. Owned by this object.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => average;

    /// <summary>Takes in the weights after a step.</summary>
    /// <param name="step">Steps taken so far, from 1: the first averages are short, or they would remember the initialisation.</param>
    public void Update(long step)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var shortDecay = Math.Min(decay, (1.0 + step) / (10.0 + step));
        foreach (var (name, weight) in module.named_parameters())
        {
            // θ̄ ← d · θ̄ + (1 − d) · θ
            average[name].mul_(shortDecay).add_(weight, alpha: 1 - shortDecay);
        }
    }

    /// <summary>Exchanges the model's weights with their average; a second call exchanges them back.</summary>
    public void Swap()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, weight) in module.named_parameters())
        {
            var kept = weight.detach().clone();
            weight.copy_(average[name]);
            average[name].copy_(kept);
        }
    }

    /// <summary>Goes on from what <see cref="Weights"/> was.</summary>
    /// <param name="weights">The average of every weight, by name; copied.</param>
    /// <exception cref="InvalidDataException">A weight is missing.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> weights)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, own) in average)
        {
            own.copy_(weights.TryGetValue(name, out var other) ? other : throw new InvalidDataException($"There is no moving average of {name}."));
        }
    }

    /// <summary>Frees the average.</summary>
    public void Dispose()
    {
        foreach (var weight in average.Values)
        {
            weight.Dispose();
        }
    }
}
