using static TorchSharp.torch;

namespace MinImagen.Cli.Parity;

/// <summary>Loads recorded weights: the same names, the same sizes, nothing missing and nothing over.</summary>
internal static class StateLoading
{
    /// <summary>Copies a recorded state dict into a module.</summary>
    /// <exception cref="InvalidDataException">Its names or sizes are not the module's.</exception>
    public static void Load(nn.Module module, IReadOnlyDictionary<string, Tensor> state)
    {
        using var noGradient = no_grad();
        var ours = module.state_dict();
        if (state.Keys.FirstOrDefault(key => !ours.ContainsKey(key)) is { } unknown)
            throw new InvalidDataException($"the recorded weights have '{unknown}', which ours have not");

        foreach (var (key, tensor) in ours)
        {
            if (!state.TryGetValue(key, out var recorded))
                throw new InvalidDataException($"our weights have '{key}', which the recorded ones have not");
            if (!recorded.shape.SequenceEqual(tensor.shape))
                throw new InvalidDataException($"'{key}' has sizes {TensorComparer.Sizes(tensor)}, recorded {TensorComparer.Sizes(recorded)}");
            tensor.copy_(recorded);
        }
    }
}
