using MinImagen.Lib.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tests.Data;

/// <summary>Pictures of 2 × 2, darker on the right, some of which take their time; watches who asks for them.</summary>
internal sealed class UnevenPictures(int count, Action<int>? before = null) : ICaptionedImages
{
    private readonly Lock watch = new();
    private int asked;
    private int active;

    public int Count => count;

    public int Side => 2;

    public int Asked => Volatile.Read(ref asked);

    public int Active => Volatile.Read(ref active);

    public HashSet<Thread> Threads { get; } = [];

    public string GetCaption(int index) => index % 3 == 0 ? "left of it" : "a colour " + new string('x', index % 4);

    public Tensor GetImage(int index)
    {
        Interlocked.Increment(ref asked);
        Interlocked.Increment(ref active);
        try
        {
            lock (watch)
            {
                Threads.Add(Thread.CurrentThread);
            }
            before?.Invoke(index);
            if (index % 4 == 1)
                Thread.Sleep(1 + (index % 3));

            using var scope = torch.NewDisposeScope();
            var column = torch.tensor([(index + 0.5f) / count, index / (2f * count)]);
            return column.expand(3, 2, 2).contiguous().MoveToOuterDisposeScope();
        }
        finally
        {
            Interlocked.Decrement(ref active);
        }
    }
}
