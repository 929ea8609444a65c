using System.Collections;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Parameters by position; each goes by its index.</summary>
public class ParameterList : Module, IList<Parameter>
{
    private readonly List<Parameter> items = [];

    public ParameterList(params Parameter[] parameters)
        : base(nameof(ParameterList)) => append(parameters);

    public int Count => items.Count;

    public bool IsReadOnly => false;

    public Parameter this[int index]
    {
        get => items[index];
        set => items[index] = Checked(value);
    }

    public void Add(Parameter item) => items.Add(Checked(item));

    public void append(params Parameter[] parameters) => extend(parameters);

    public void extend(IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var parameter in parameters)
            Add(parameter);
    }

    public void Insert(int index, Parameter item) => items.Insert(index, Checked(item));

    public bool Remove(Parameter item)
    {
        var index = IndexOf(item);
        if (index >= 0)
            items.RemoveAt(index);
        return index >= 0;
    }

    public void RemoveAt(int index) => items.RemoveAt(index);

    public void Clear() => items.Clear();

    public bool Contains(Parameter item) => IndexOf(item) >= 0;

    // By identity: tensors compare by their values.
    public int IndexOf(Parameter item) => items.FindIndex(other => ReferenceEquals(other, item));

    public void CopyTo(Parameter[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

    public IEnumerator<Parameter> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
        => items.Select((parameter, index) => ($"{index}", parameter));

    public override Parameter? get_parameter(string target)
        => int.TryParse(target, out var index) && index >= 0 && index < items.Count ? items[index] : null;

    private static Parameter Checked(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter;
    }
}
