using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns. It takes over the tensor that it is made of, which is empty afterwards.</summary>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true)
        : this(data, data?.OwningDisposeScope, requires_grad)
    {
    }

    private Parameter(Tensor? data, DisposeScope? scope, bool requires_grad)
        : base(Take(data, requires_grad)) => MoveToOtherDisposeScope(scope!);

    private static TensorHandle Take(Tensor? data, bool requires_grad)
    {
        ArgumentNullException.ThrowIfNull(data);

        // A parameter is where a graph begins: what data was computed from is none of its business.
        var leaf = data.is_leaf ? data : data.detach();
        var handle = leaf.with_requires_grad(requires_grad).TakeHandle();
        data.Dispose();
        return handle;
    }
}
