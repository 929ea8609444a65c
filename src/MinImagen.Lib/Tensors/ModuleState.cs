using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>The state dict of a module in PyTorch's order.</summary>
internal static class ModuleState
{
    /// <summary>
    /// Lists a module's own parameters, then its own buffers, then its children's in the order in which they were registered.
    /// TorchSharp lists all parameters of all children before the first buffer.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="destination">Where they are added; a new one when null.</param>
    /// <param name="prefix">What their names begin with, before a dot; nothing when null or empty.</param>
    public static Dictionary<string, Tensor> Collect(nn.Module module, Dictionary<string, Tensor>? destination = null, string? prefix = null)
    {
        destination ??= [];
        string NameOf(string name) => string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}";
        foreach (var (name, parameter) in module.named_parameters(recurse: false))
        {
            destination.TryAdd(NameOf(name), parameter);
        }

        foreach (var (name, buffer) in module.named_buffers(recurse: false))
        {
            destination.TryAdd(NameOf(name), buffer);
        }

        foreach (var (name, child) in module.named_children())
        {
            Collect(child, destination, NameOf(name));
        }

        return destination;
    }
}
