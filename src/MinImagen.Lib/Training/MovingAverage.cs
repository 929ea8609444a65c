using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MinImagen.Lib.Training;

/// <summary>
/// An exponential moving average of a model's weights: it samples better than the weights, which still jump about with
/// every batch (Polyak and Juditsky 1992; Ho et al. 2020, appendix B).
/// </summary>
public sealed class MovingAverage : IDisposable
{
    private readonly Module _module;
    private readonly double _decay;
    private readonly Dictionary<string, Tensor> _average = [];

    /// <summary>Starts at the model's present weights.</summary>
    /// <param name="module">The model; it stays the caller's.</param>
    /// <param name="decay">d, at least 0 and below 1.</param>
    public MovingAverage(Module module, double decay)
    {
        _module = module;
        _decay = decay;
        foreach ((string name, Parameter weight) in module.named_parameters())
            _average[name] = weight.detach().clone().DetachFromDisposeScope();
    }

    /// <summary>The average of each weight, by its name in the model. Owned by this object.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => _average;

    /// <summary>Takes in the weights after a step.</summary>
    /// <param name="step">Steps taken so far, from 1: the first averages are short, or they would remember the initialisation.</param>
    public void Update(long step)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        double decay = Math.Min(_decay, (1.0 + step) / (10.0 + step));
        foreach ((string name, Parameter weight) in _module.named_parameters())
        {
            // θ̄ ← d · θ̄ + (1 − d) · θ
            _average[name].mul_(decay).add_(weight, alpha: 1 - decay);
        }
    }

    /// <summary>Exchanges the model's weights with their average; a second call exchanges them back.</summary>
    public void Swap()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        foreach ((string name, Parameter weight) in _module.named_parameters())
        {
            Tensor kept = weight.detach().clone();
            weight.copy_(_average[name]);
            _average[name].copy_(kept);
        }
    }

    /// <summary>Goes on from what <see cref="Weights"/> was.</summary>
    /// <param name="average">The average of every weight, by name; copied.</param>
    /// <exception cref="InvalidDataException">A weight is missing.</exception>
    public void Restore(IReadOnlyDictionary<string, Tensor> average)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGrad = torch.no_grad();
        foreach ((string name, Tensor own) in _average)
            own.copy_(average.TryGetValue(name, out Tensor? other) ? other : throw new InvalidDataException($"There is no moving average of {name}."));
    }

    /// <summary>Frees the average.</summary>
    public void Dispose()
    {
        foreach (Tensor weight in _average.Values)
            weight.Dispose();
    }
}
