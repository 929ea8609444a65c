using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>One open file of tensors, in whichever format.</summary>
internal interface ITensorSource : IDisposable
{
    /// <summary>What it holds, in the order of the file.</summary>
    IReadOnlyList<TensorInfo> Tensors { get; }

    /// <summary>Reads one tensor; its name is one of <see cref="Tensors"/>.</summary>
    Tensor Read(string name);

    /// <summary>Reads several tensors into <paramref name="target"/>; those that shared memory share it again.</summary>
    void ReadAll(IEnumerable<string> names, Dictionary<string, Tensor> target);
}
