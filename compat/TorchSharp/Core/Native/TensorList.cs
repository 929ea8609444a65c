namespace TorchSharp;

/// <summary>Holds on to every tensor of a list for the length of a call that is no operator.</summary>
internal readonly ref struct TensorList
{
    private readonly TensorHandle[] held;

    internal TensorList(IEnumerable<torch.Tensor>? tensors, string argument)
    {
        torch.Tensor[] all = tensors is null ? [] : [.. tensors];
        held = new TensorHandle[all.Length];
        Handles = new nint[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            try
            {
                var handle = (all[i] ?? throw new ArgumentNullException(argument, $"tensor {i} of the list is null")).SafeHandle;
                var added = false;
                handle.DangerousAddRef(ref added);
                held[i] = handle;
                Handles[i] = handle.DangerousGetHandle();
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }

    internal nint[] Handles { get; }

    internal int Count => Handles.Length;

    public void Dispose()
    {
        foreach (var handle in held)
            handle?.DangerousRelease();
    }
}
