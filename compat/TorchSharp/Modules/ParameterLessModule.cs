using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The base of modules that only compute: they hold no tensors, so neither may be registered with them.</summary>
public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
{
    protected ParameterLessModule(string name)
        : base(name)
    {
    }

    public override void register_buffer(string name, Tensor tensor, bool persistent = true)
        => throw new InvalidOperationException($"{GetName()} takes no buffer.");

    public override void register_parameter(string name, Parameter param)
        => throw new InvalidOperationException($"{GetName()} takes no parameter.");

    public override void register_module(string name, nn.Module submodule)
    {
        if (submodule is not IParameterLessModule)
            throw new InvalidOperationException($"{GetName()} takes only modules without parameters.");
        base.register_module(name, submodule);
    }
}
