using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public class Sequential : nn.Module<Tensor, Tensor>
{
    private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> items = [];

    protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
        : this(modules.Select(entry => (entry.name, (nn.IModule<Tensor, Tensor>)entry.submodule)))
    {
    }

    protected Sequential(params nn.Module<Tensor, Tensor>[] modules)
        : this(modules.Select((module, index) => ($"{index}", (nn.IModule<Tensor, Tensor>)module)))
    {
    }

    internal Sequential(IEnumerable<(string Name, nn.IModule<Tensor, Tensor> Module)> modules)
        : base(nameof(Sequential))
    {
        foreach (var (key, module) in modules)
            append(key, module);
    }

    public int Count => items.Count;

    [IndexerName("SequentialItems")]
    public nn.IModule<Tensor, Tensor> this[int index] => items[index].Module;

    /// <summary>A sequence of some of these same modules, under their names.</summary>
    [IndexerName("SequentialItems")]
    public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? Count)];

    [IndexerName("SequentialItems")]
    public Sequential this[Range index] => new(items[index]);

    public Sequential append(nn.IModule<Tensor, Tensor> module) => append($"{Count}", module);

    public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
    {
        ArgumentNullException.ThrowIfNull(module);
        register_module(name, (nn.Module)module);
        items.Add((name, module));
        return this;
    }

    /// <summary>Feeds each module's result to the next, and frees those in between.</summary>
    public override Tensor forward(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var result = tensor;
        foreach (var (_, module) in items)
        {
            var next = module.call(result);
            if (!ReferenceEquals(result, tensor) && !ReferenceEquals(result, next))
                result.Dispose();
            result = next;
        }

        return ReferenceEquals(result, tensor) ? tensor.alias() : result;
    }
}
