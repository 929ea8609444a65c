using MinImagen.Lib.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// The text encodings of a data set's captions, each computed once: <see cref="Prepare"/> computes many together, what
/// else is asked for is computed when it is. Kept in memory and, with an <see cref="EncodingCache"/>, on disk. May be used
/// by several threads at once.
/// </summary>
public sealed class CaptionEncodings : IDisposable
{
    /// <summary>The most that is kept in memory unless said otherwise: 1 GB.</summary>
    public const long DefaultMemoryLimit = 1L << 30;

    private const int ChunkSize = 32;

    private readonly object gate = new();
    private readonly Dictionary<string, Tensor> byCaption = new(StringComparer.Ordinal);
    private readonly Queue<string> oldestFirst = [];
    private readonly ITextEncoder encoder;
    private readonly int maxWords;
    private readonly long memoryLimit;
    private readonly string[] cachePaths;
    private long bytes;
    private bool changed;
    private bool disposed;

    /// <summary>Reads what the cache has; encodes nothing yet.</summary>
    /// <param name="encoder">The text encoder, the caller's; needed as long as captions come that were not seen before.</param>
    /// <param name="maxWords">Tokens a caption is cut to.</param>
    /// <param name="cache">Where encodings are kept between runs; nowhere when null.</param>
    /// <param name="memoryLimit">Bytes of encodings to keep; beyond it the oldest are forgotten and computed again.</param>
    public CaptionEncodings(ITextEncoder encoder, int maxWords = 64, EncodingCache? cache = null, long memoryLimit = DefaultMemoryLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxWords);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(memoryLimit);
        this.encoder = encoder;
        this.maxWords = maxWords;
        this.memoryLimit = memoryLimit;
        cachePaths = cache is null ? [] : [.. cache.Folders.Select(folder => Path.Combine(folder, EncodingFile.NameFor(encoder, maxWords)))];
        ReadCache();
    }

    /// <summary>Encodes every caption of <paramref name="captions"/>, as <see cref="Prepare"/> does.</summary>
    /// <param name="encoder">The text encoder, the caller's.</param>
    /// <param name="captions">Any number of captions.</param>
    /// <param name="maxWords">Tokens a caption is cut to.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    public CaptionEncodings(ITextEncoder encoder, IEnumerable<string> captions, int maxWords = 64, CancellationToken cancellation = default)
        : this(encoder, maxWords) => Prepare(captions, cancellation: cancellation);

    /// <summary>How many captions are encoded and in memory.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return byCaption.Count;
            }
        }
    }

    /// <summary>Why the cache was not read or could not be written, for a person to read; null when nothing is wrong.</summary>
    public string? CacheProblem { get; private set; }

    /// <summary>
    /// Encodes the captions that are not known yet, several at a time, and writes them to the cache. It is faster than
    /// one by one; the last bits of a vector depend on the captions that it was encoded with.
    /// </summary>
    /// <param name="captions">Any number of captions; each is encoded once.</param>
    /// <param name="progress">Told how many of how many are done.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    public void Prepare(IEnumerable<string> captions, IProgress<(int Done, int Total)>? progress = null, CancellationToken cancellation = default)
    {
        string[] missing;
        lock (gate)
        {
            missing = [.. captions.Distinct(StringComparer.Ordinal).Where(caption => !byCaption.ContainsKey(caption))];
        }
        var done = 0;
        foreach (var chunk in missing.Chunk(ChunkSize))
        {
            cancellation.ThrowIfCancellationRequested();
            lock (gate)
            {
                // Somebody who gathers may have needed some of them in the meantime.
                if (chunk.Where(caption => !byCaption.ContainsKey(caption)).ToArray() is { Length: > 0 } still)
                    Encode(still);
            }
            progress?.Report((done += chunk.Length, missing.Length));
        }
        Save();
    }

    /// <summary>The encodings of some captions, side by side; what is not known yet is encoded alone, whoever asks first.</summary>
    /// <param name="captions">Any captions, at least one.</param>
    /// <returns>Embeds (b, n, d) and mask (b, n), n the length of the longest of them.</returns>
    public TextEncoding Gather(IReadOnlyList<string> captions)
    {
        using var scope = torch.NewDisposeScope();
        var texts = captions.Select(Find).ToArray();
        var length = texts.Max(tokens => tokens.shape[0]);
        var embeds = torch.zeros(captions.Count, length, encoder.EncodedDim);
        var mask = torch.zeros(captions.Count, length, dtype: ScalarType.Bool);
        for (var i = 0; i < texts.Length; i++)
        {
            var count = texts[i].shape[0];
            embeds[i].narrow(0, 0, count).copy_(texts[i]);
            mask[i].narrow(0, 0, count).fill_(true);
        }
        return new TextEncoding(embeds.MoveToOuterDisposeScope(), mask.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// Writes the cache, if there is one and something is new. A cache that cannot be written costs time, not the
    /// training: see <see cref="CacheProblem"/>.
    /// </summary>
    public void Save()
    {
        lock (gate)
        {
            if (!changed || cachePaths.Length == 0)
                return;
            changed = false;
            var pairs = oldestFirst.Select(caption => KeyValuePair.Create(caption, byCaption[caption])).ToArray();
            var problems = cachePaths.Select(path => TrySave(path, pairs)).TakeWhile(problem => problem is not null).ToArray();
            if (problems.Length == cachePaths.Length)
                CacheProblem = $"the encodings of the captions cannot be kept: {string.Join("; ", problems)}";
        }
    }

    /// <summary>Writes the cache and frees the encodings.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            Save();
            Forget(0);
            disposed = true;
        }
    }

    /// <summary>An alias of one caption's vectors, so that forgetting them does not take them from who has them.</summary>
    private Tensor Find(string caption)
    {
        lock (gate)
        {
            if (!byCaption.ContainsKey(caption))
                Encode([caption]);
            return byCaption[caption].alias();
        }
    }

    private void Encode(string[] captions)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var encoding = encoder.Encode(captions, maxWords);
        for (var i = 0; i < captions.Length; i++)
        {
            var length = encoding.Mask[i].sum().item<long>();
            Keep(captions[i], encoding.Embeds[i].narrow(0, 0, length).clone().DetachFromDisposeScope());
        }
        changed = true;
    }

    private void Keep(string caption, Tensor tokens)
    {
        var size = SizeOf(tokens);
        Forget(Math.Max(0, memoryLimit - size));
        byCaption.Add(caption, tokens);
        oldestFirst.Enqueue(caption);
        bytes += size;
    }

    /// <summary>Forgets the oldest until no more than <paramref name="atMost"/> bytes are left.</summary>
    private void Forget(long atMost)
    {
        while (bytes > atMost && oldestFirst.TryDequeue(out var oldest) && byCaption.Remove(oldest, out var tokens))
        {
            bytes -= SizeOf(tokens);
            tokens.Dispose();
        }
    }

    /// <summary>Writes a file of the cache.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    private string? TrySave(string path, IReadOnlyCollection<KeyValuePair<string, Tensor>> pairs)
    {
        try
        {
            EncodingFile.Save(path, encoder, maxWords, pairs);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private static long SizeOf(Tensor tokens) => tokens.numel() * sizeof(float);

    private void ReadCache()
    {
        foreach (var path in cachePaths.Where(File.Exists))
        {
            try
            {
                foreach (var (caption, tokens) in EncodingFile.Load(path, encoder, maxWords))
                    Keep(caption, tokens);
                return;
            }
            catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                CacheProblem = $"the cache of encodings is not used and will be made again: {failure.Message}";
            }
        }
    }
}
