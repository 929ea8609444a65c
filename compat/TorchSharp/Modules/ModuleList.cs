using System.Collections;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <summary>Modules by position; each is registered under its index as it comes.</summary>
public class ModuleList<T> : Module, IList<T>
    where T : Module
{
    private readonly List<T> items = [];

    public ModuleList(params T[] modules)
        : base(nameof(ModuleList)) => append(modules);

    public int Count => items.Count;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => items[index];
        set
        {
            items[index] = value;
            RegisterAll();
        }
    }

    public void Add(T item)
    {
        register_module($"{items.Count}", item);
        items.Add(item);
    }

    public void append(params T[] parameters) => extend(parameters);

    public void extend(IEnumerable<T> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        foreach (var module in modules)
            Add(module);
    }

    public void Insert(int index, T item)
    {
        items.Insert(index, item);
        RegisterAll();
    }

    public bool Remove(T item)
    {
        var removed = items.Remove(item);
        RegisterAll();
        return removed;
    }

    public void RemoveAt(int index)
    {
        items.RemoveAt(index);
        RegisterAll();
    }

    public void Clear()
    {
        items.Clear();
        RegisterAll();
    }

    public bool Contains(T item) => items.Contains(item);

    public int IndexOf(T item) => items.IndexOf(item);

    public void CopyTo(T[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void RegisterAll()
    {
        ClearModules();
        for (var i = 0; i < items.Count; i++)
            register_module($"{i}", items[i]);
    }
}
