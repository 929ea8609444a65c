using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>Reads a file of tensors whole, whichever of the known formats it is in; <see cref="TensorCatalog"/> reads some of them.</summary>
public static class TensorFile
{
    /// <summary>
    /// Reads every tensor: from safetensors, from what <c>torch.save</c> wrote, or from several such files through their
    /// <c>.index.json</c>. The contents decide, not the name, except for an index.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>Tensors on the CPU, by key.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of no known format.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        using var catalog = TensorCatalog.Open(path);
        return catalog.ReadAll(catalog.Tensors.Select(info => info.Name));
    }

    /// <summary>The files that a file of tensors consists of: itself, and the parts that an index names, in the order of their names.</summary>
    internal static IReadOnlyList<string> PartsOf(string path) =>
        ShardIndex.Is(path) ? [path, .. ShardIndex.Read(path).Keys.Order(StringComparer.Ordinal)] : [path];
}
