namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => set_grad_enabled(false);

    public static IDisposable enable_grad(bool enabled = true) => set_grad_enabled(enabled);

    /// <summary>Sets at once whether this thread records a graph; disposing the result sets it back.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => Door.door_grad_enabled() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly bool before = is_grad_enabled();
        private bool disposed;

        internal GradMode(bool enabled) => Door.door_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose()
        {
            if (!disposed)
                Door.door_set_grad_enabled(before ? 1 : 0);
            disposed = true;
        }
    }
}
