namespace MinImagen.Cli.Terminal;

/// <summary>Reports on the thread that works; <see cref="Progress{T}"/> would report later, on another, and out of order.</summary>
/// <param name="report">Takes each report.</param>
public sealed class SynchronousProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
