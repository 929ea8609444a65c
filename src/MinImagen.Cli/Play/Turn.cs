using System.Threading.Channels;

namespace MinImagen.Cli.Play;

/// <summary>A place in a <see cref="TurnQueue"/>; disposing of it lets the next one move up.</summary>
internal sealed class Turn : IDisposable
{
    private readonly TurnQueue queue;
    private readonly Channel<int> ahead = Channel.CreateUnbounded<int>();

    internal Turn(TurnQueue queue) => this.queue = queue;

    /// <summary>How many come first: now, and again whenever that changes, until it is this one's turn (0).</summary>
    public IAsyncEnumerable<int> Ahead(CancellationToken cancellation) => ahead.Reader.ReadAllAsync(cancellation);

    /// <summary>Leaves the queue.</summary>
    public void Dispose() => queue.Leave(this);

    /// <summary>Says how many come first.</summary>
    internal void Tell(int count)
    {
        ahead.Writer.TryWrite(count);
        if (count == 0)
        {
            ahead.Writer.TryComplete();
        }
    }
}
