using System.Collections.Concurrent;
using System.Text;

namespace MinImagen.Cli.Notebooks;

/// <summary>Reads a kernel's lines on a thread of its own. It holds back a kernel that writes faster than its lines are taken.</summary>
internal sealed class KernelLines : IDisposable
{
    private const int MostWaiting = 64;

    private readonly BlockingCollection<string> lines = new(MostWaiting);
    private readonly CancellationTokenSource ended = new();
    private readonly long longest;

    /// <param name="reader">What the kernel writes to.</param>
    /// <param name="longest">Characters that one line may have; a longer one ends the reading.</param>
    internal KernelLines(StreamReader reader, long longest)
    {
        this.longest = longest;
        new Thread(() => Listen(reader)) { IsBackground = true, Name = "kernel" }.Start();
    }

    /// <summary>Whether no line follows.</summary>
    internal bool Ended => lines.IsCompleted;

    /// <summary>Whether the reading ended with a line that was too long.</summary>
    internal bool WasTooLong { get; private set; }

    /// <summary>The next line; null where there is none in time.</summary>
    internal string? Take(TimeSpan patience, CancellationToken cancellation) =>
        patience > TimeSpan.Zero && lines.TryTake(out var line, (int)Math.Min(patience.TotalMilliseconds, int.MaxValue), cancellation) ? line : null;

    /// <summary>Lets go of a line that nobody takes.</summary>
    public void Dispose() => ended.Cancel();

    private void Listen(StreamReader reader)
    {
        try
        {
            Read(reader);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Ended from this side.
        }
        lines.CompleteAdding();
    }

    private void Read(StreamReader reader)
    {
        var line = new StringBuilder();
        var buffer = new char[1 << 16];
        for (int count; (count = reader.Read(buffer)) > 0;)
        {
            var rest = buffer.AsSpan(0, count);
            for (int end; (end = rest.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
            {
                lines.Add(line.Append(rest[..end]).ToString(), ended.Token);
                line.Clear();
            }
            line.Append(rest);
            if (line.Length > longest)
            {
                WasTooLong = true;
                return;
            }
        }
    }
}
