namespace TorchSharp;

/// <summary>Takes what the door hands back. The memory belongs to the door and holds until this thread's next call.</summary>
internal static unsafe class Results
{
    internal static torch.Tensor One(ReadOnlySpan<NativeValue> results)
    {
        var first = results[0];
        return Tensor(first) ?? throw new InvalidOperationException("LibTorch returned an undefined tensor.");
    }

    internal static torch.Tensor[] All(ReadOnlySpan<NativeValue> results)
    {
        var tensors = new torch.Tensor[results.Length];
        for (var i = 0; i < results.Length; i++)
            tensors[i] = Tensor(results[i])!;
        return tensors;
    }

    internal static Scalar Number(ReadOnlySpan<NativeValue> results) => results[0].Tag switch
    {
        ValueTag.Bool => results[0].Bits != 0,
        ValueTag.Int => results[0].Bits,
        ValueTag.Double => BitConverter.Int64BitsToDouble(results[0].Bits),
        var tag => throw new InvalidOperationException($"LibTorch returned {tag}, not a number."),
    };

    internal static void Drop(ReadOnlySpan<NativeValue> results)
    {
        foreach (ref readonly var result in results)
        {
            if (result.Tag == ValueTag.Tensor && result.Bits != 0)
                Door.door_release((nint)result.Bits);
        }
    }

    /// <summary>The one tensor of a call that fills <paramref name="results"/>, or null where it is undefined.</summary>
    internal static torch.Tensor? Optional(NativeValue* results) => Tensor(results[0]);

    private static torch.Tensor? Tensor(in NativeValue value) =>
        value.Bits == 0 ? null : new torch.Tensor(new TensorHandle((nint)value.Bits, value.Bytes));
}
