using MinImagen.Lib.Tensors.Pickles;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>
/// Reads the tensors of a file that PyTorch's <c>torch.save</c> wrote. Such a file is a pickle, a program that Python runs on
/// loading; here it is only read: what does not describe tensors is refused by name, and nothing is ever executed.
/// </summary>
public static class PthReader
{
    /// <summary>Reads a state dict, saved in the format of PyTorch 1.6 and later or the one before it.</summary>
    /// <param name="path">A <c>.pth</c>, <c>.pt</c> or <c>.bin</c> file.</param>
    /// <returns>
    /// Tensors on the CPU by key, in the order of the file. Tensors that shared memory still share it, and strides are as they
    /// were saved. Entries of the state dict that are not tensors are left out.
    /// </returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or holds anything but a dictionary of tensors.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        using var catalog = TensorCatalog.Of(PthFile.Open(path));
        return catalog.ReadAll(catalog.Tensors.Select(info => info.Name));
    }
}
