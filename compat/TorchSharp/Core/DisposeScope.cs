namespace TorchSharp;

/// <summary>Frees, at the end of a block, the tensors that this thread made in it and that were not moved out.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private HashSet<IDisposable> disposables = new(ReferenceEqualityComparer.Instance);
    private bool disposed;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        this.manager = manager;
        Outer = outer;
    }

    public IReadOnlyList<IDisposable> DisposablesView => [.. Open().disposables];

    public int DisposablesCount => Open().disposables.Count;

    internal DisposeScope? Outer { get; set; }

    public bool Contains(IDisposable disposable) => disposables.Contains(disposable);

    public T MoveToOuter<T>(T disposable)
        where T : IDisposable => MoveToOther(Outer, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => MoveToOther(Outer, first, second);

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => MoveToOther(Outer, first, second, third);

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        MoveOne(scope, disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second));

    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in Given(disposables))
            MoveOne(scope, disposable);
    }

    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        DetachOne(disposable);
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var disposable in Given(disposables))
            DetachOne(disposable);
    }

    public void Attach(IDisposable disposable) => AttachOne(disposable);

    public void Attach(params IDisposable[] disposables) => _ = Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        List<IDisposable> attached = [.. Given(disposables)];
        attached.ForEach(AttachOne);
        return attached;
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var all = Open().disposables;
        disposables = new HashSet<IDisposable>(Given(inKeep), ReferenceEqualityComparer.Instance);
        foreach (var disposable in all)
        {
            if (!disposables.Contains(disposable))
                disposable.Dispose();
        }
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        if (Open().disposables.Remove(disposable) && disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = null;
    }

    public void Dispose()
    {
        if (disposed)
            return;
        DisposeEverything();
        manager.Close(this);
        disposed = true;
    }

    internal void Add(torch.Tensor tensor) => disposables.Add(tensor);

    private static IEnumerable<IDisposable> Given(IEnumerable<IDisposable> disposables) =>
        disposables ?? throw new ArgumentNullException(nameof(disposables));

    private static torch.Tensor Managed(IDisposable disposable) => disposable as torch.Tensor
        ?? throw new InvalidOperationException("A dispose scope manages tensors only.");

    private DisposeScope Open()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return this;
    }

    private void MoveOne(DisposeScope? scope, IDisposable disposable)
    {
        if (scope is null)
            DetachOne(disposable);
        else if (Open().disposables.Contains(disposable))
            Put(scope, Managed(disposable));
    }

    private void DetachOne(IDisposable disposable)
    {
        if (!Open().disposables.Remove(disposable))
            return;
        Managed(disposable).OwningDisposeScope = null;
        manager.ThreadStatistics.TensorStatistics.DetachedFromScopeCount++;
    }

    private void AttachOne(IDisposable disposable)
    {
        if (Put(Open(), Managed(disposable)))
            manager.ThreadStatistics.TensorStatistics.AttachedToScopeCount++;
    }

    private static bool Put(DisposeScope scope, torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope == scope)
            return false;
        tensor.OwningDisposeScope?.disposables.Remove(tensor);
        scope.disposables.Add(tensor);
        tensor.OwningDisposeScope = scope;
        return true;
    }
}
