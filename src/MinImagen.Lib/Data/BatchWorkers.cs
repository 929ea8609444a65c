using System.Runtime.ExceptionServices;

namespace MinImagen.Lib.Data;

/// <summary>
/// Threads that make batches ahead of their use and hand them out in order. One lock guards everything that is shared,
/// nothing foreign but the plan is called under it, and every wait is woken by every change: nobody waits for ever.
/// </summary>
internal sealed class BatchWorkers : IDisposable
{
    private readonly object gate = new();
    private readonly Dictionary<long, Made> ready = [];
    private readonly Func<BatchPlan> plan;
    private readonly Func<BatchPlan, Batch> make;
    private readonly int prefetch;
    private readonly Thread[] threads;
    private long planned;
    private long handedOut;
    private bool stopped;

    /// <summary>Starts the threads.</summary>
    /// <param name="workers">How many, above 0.</param>
    /// <param name="prefetch">Batches that may be planned and not handed out yet, above 0.</param>
    /// <param name="plan">Plans the next batch; called by one thread at a time, in order.</param>
    /// <param name="make">Makes a batch; called by several threads at once.</param>
    internal BatchWorkers(int workers, int prefetch, Func<BatchPlan> plan, Func<BatchPlan, Batch> make)
    {
        this.plan = plan;
        this.make = make;
        this.prefetch = prefetch;
        threads = [.. Enumerable.Range(1, workers).Select(number => new Thread(Work) { IsBackground = true, Name = $"batches {number}" })];
        foreach (var thread in threads)
            thread.Start();
    }

    /// <summary>Waits for the next batch in order; what went wrong in its making is thrown here.</summary>
    /// <param name="cancellation">Ends the waiting; the batch is then the next one again.</param>
    internal Batch Take(CancellationToken cancellation)
    {
        Made made;
        using var wake = cancellation.UnsafeRegister(_ => WakeAll(), null);
        lock (gate)
        {
            while (!ready.Remove(handedOut, out made))
            {
                cancellation.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(stopped, this);
                Monitor.Wait(gate);
            }
            handedOut++;
            Monitor.PulseAll(gate);
        }
        made.Failure?.Throw();
        return made.Batch!;
    }

    /// <summary>Ends the threads, waiting for the batches that they are at, and frees what nobody took.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }
        foreach (var thread in threads)
            thread.Join();
        foreach (var made in ready.Values)
            made.Batch?.Dispose();
        ready.Clear();
    }

    private void Work()
    {
        while (PlanNext() is var (number, next))
        {
            var made = Make(next);
            lock (gate)
            {
                ready.Add(number, made);
                Monitor.PulseAll(gate);
            }
        }
    }

    private (long Number, BatchPlan Plan)? PlanNext()
    {
        lock (gate)
        {
            while (!stopped && planned - handedOut >= prefetch)
                Monitor.Wait(gate);
            if (stopped)
                return null;
            return (planned++, plan());
        }
    }

    private Made Make(BatchPlan next)
    {
        try
        {
            return new Made(make(next), null);
        }
        catch (Exception failure)
        {
            // thrown again where the batch is asked for
            return new Made(null, ExceptionDispatchInfo.Capture(failure));
        }
    }

    private void WakeAll()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    private readonly record struct Made(Batch? Batch, ExceptionDispatchInfo? Failure);
}
