namespace TorchSharp;

/// <summary>A thread's stack of dispose scopes.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? ofThisThread;

    public static ThreadDisposeScopeStatistics Statistics => OfThisThread.ThreadStatistics;

    internal static DisposeScopeManager OfThisThread => ofThisThread ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics ThreadStatistics { get; } = new();

    internal DisposeScope? Current { get; private set; }

    internal DisposeScope Open() => Current = new DisposeScope(this, Current);

    /// <summary>Takes a scope off the stack, from wherever it stands.</summary>
    internal void Close(DisposeScope closed)
    {
        if (Current == closed)
        {
            Current = closed.Outer;
            return;
        }

        for (var scope = Current; scope is not null; scope = scope.Outer)
        {
            if (scope.Outer == closed)
                scope.Outer = closed.Outer;
        }
    }

    /// <summary>Puts a new tensor into the innermost scope, if there is one.</summary>
    internal DisposeScope? Register(torch.Tensor tensor)
    {
        if (Current is null)
        {
            ThreadStatistics.TensorStatistics.CreatedOutsideScopeCount++;
            return null;
        }

        ThreadStatistics.TensorStatistics.CreatedInScopeCount++;
        Current.Add(tensor);
        return Current;
    }

    internal void CountDisposal(torch.Tensor tensor)
    {
        if (tensor.OwningDisposeScope is null)
            ThreadStatistics.TensorStatistics.DisposedOutsideScopeCount++;
        else
            ThreadStatistics.TensorStatistics.DisposedInScopeCount++;
    }
}
