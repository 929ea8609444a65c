using static TorchSharp.torch;

namespace TorchSharp.Modules;

public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        _parameter = parameter;
    }

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public abstract void Initialize(OptimizerOptions options);

    public virtual void to(Device device)
    {
    }

    internal abstract void Free();

    /// <summary>A tensor of the parameter's shape that outlives every dispose scope.</summary>
    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    private protected Tensor CopyOf(Tensor source)
    {
        if (source.dtype != _parameter.dtype || !source.shape.SequenceEqual(_parameter.shape))
            throw new ArgumentException($"The state is of a {source.dtype} parameter of shape [{string.Join(", ", source.shape)}], not of a {_parameter.dtype} one of shape [{string.Join(", ", _parameter.shape)}].", nameof(source));
        return source.to(_parameter.device, copy: true).DetachFromDisposeScope();
    }

    /// <summary>Puts a tensor in another's place, and frees that one.</summary>
    private protected static void Replace(ref Tensor? slot, Tensor? value)
    {
        slot?.Dispose();
        slot = value;
    }

    private protected static void Move(ref Tensor? slot, Device device)
    {
        if (slot is not null && slot.device != device)
            Replace(ref slot, slot.to(device).DetachFromDisposeScope());
    }

    private protected static bool Close(Tensor? left, Tensor? right) =>
        left is null || right is null ? left is null && right is null : left.allclose(right);

    private protected static TState As<TState>(OptimizerState source)
        where TState : OptimizerState =>
        source as TState ?? throw new ArgumentException($"Expected the state of {typeof(TState).DeclaringType!.Name}, not {source?.GetType().FullName ?? "null"}.", nameof(source));

    private protected static void SaveOptional(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        if (tensor is not null)
            TensorStream.Write(writer, tensor);
    }

    private protected void LoadOptional(BinaryReader reader, ref Tensor? slot)
    {
        if (reader.ReadBoolean())
        {
            slot ??= Zeros();
            TensorStream.Read(reader, slot);
        }
        else
        {
            Replace(ref slot, null);
        }
    }
}
