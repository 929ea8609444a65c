using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors.Pickles;

/// <summary>A file that <c>torch.save</c> wrote, in one of its formats.</summary>
internal interface IPthSource : IDisposable
{
    /// <summary>What was saved, with references in place of tensors. Called once, first.</summary>
    object? ReadPickle();

    /// <summary>The elements of a storage that the pickle refers to, as a tensor of one dimension.</summary>
    Tensor ReadStorage(StorageReference storage);
}
