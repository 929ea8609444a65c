using MinImagen.Lib.Tensors.Pickles;
using static TorchSharp.torch;

namespace MinImagen.Lib.Tensors;

/// <summary>
/// An open file of tensors, whichever of the known formats it is in: safetensors, what <c>torch.save</c> wrote, or an
/// <c>.index.json</c> with parts of either kind. Names and shapes are known at once; a tensor costs memory when it is read.
/// </summary>
public sealed class TensorCatalog : IDisposable
{
    private readonly List<ITensorSource> sources = [];
    private readonly Dictionary<string, (TensorInfo Info, ITensorSource Source)> tensors = new(StringComparer.Ordinal);

    private TensorCatalog()
    {
    }

    /// <summary>What it holds, by key.</summary>
    public IReadOnlyCollection<TensorInfo> Tensors => [.. tensors.Values.Select(tensor => tensor.Info)];

    /// <summary>Opens a file; the contents decide on its format, not the name, except for an index.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file; dispose of it.</returns>
    /// <exception cref="FileNotFoundException">There is no such file, or a part of it is missing.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or of no known format.</exception>
    public static TensorCatalog Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!ShardIndex.Is(path))
            return Of(OpenPart(path));

        var catalog = new TensorCatalog();
        try
        {
            catalog.AddParts(path);
            return catalog;
        }
        catch
        {
            catalog.Dispose();
            throw;
        }
    }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">Its key.</param>
    /// <returns>What is known of it, or null when there is no such tensor.</returns>
    public TensorInfo? Find(string name) => tensors.TryGetValue(name, out var tensor) ? tensor.Info : null;

    /// <summary>Reads one tensor.</summary>
    /// <param name="name">Its key.</param>
    /// <returns>A new tensor on the CPU.</returns>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public Tensor Read(string name) => tensors.TryGetValue(name, out var tensor)
        ? tensor.Source.Read(name)
        : throw new KeyNotFoundException($"There is no tensor '{name}'.");

    /// <summary>Reads several tensors; those that shared memory when they were saved share it again.</summary>
    /// <param name="names">Their keys.</param>
    /// <returns>New tensors on the CPU, by key.</returns>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IReadOnlyDictionary<string, Tensor> ReadAll(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var read = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var group in names.GroupBy(name => tensors[name].Source))
                group.Key.ReadAll(group, read);
            return read;
        }
        catch
        {
            foreach (var tensor in read.Values)
                tensor.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file; tensors that were read stay.</summary>
    public void Dispose()
    {
        foreach (var source in sources)
            source.Dispose();
    }

    /// <summary>All of one file, which is closed with the catalog.</summary>
    internal static TensorCatalog Of(ITensorSource source)
    {
        var catalog = new TensorCatalog();
        catalog.sources.Add(source);
        foreach (var info in source.Tensors)
            catalog.tensors.Add(info.Name, (info, source));
        return catalog;
    }

    private void AddParts(string path)
    {
        foreach (var (file, names) in ShardIndex.Read(path))
        {
            var source = OpenPart(file);
            sources.Add(source);
            var known = source.Tensors.ToDictionary(info => info.Name, StringComparer.Ordinal);
            foreach (var name in names)
            {
                if (!known.TryGetValue(name, out var info))
                    throw new InvalidDataException($"{path} promises '{name}' in {file}, which lacks it.");
                tensors.Add(name, (info, source));
            }
        }
    }

    private static ITensorSource OpenPart(string path) => IsSaved(path) ? PthFile.Open(path) : SafeTensorsFile.Open(path);

    /// <summary>Whether a file starts as <c>torch.save</c>'s do: with a zip or a pickle. A safetensors file starts with a small number.</summary>
    private static bool IsSaved(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> start = stackalloc byte[4];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        start = start[..length];
        return start.SequenceEqual("PK\x03\x04"u8) || start is [0x80, >= 2 and <= 5, _, _] && !LooksLikeSafeTensors(stream);
    }

    // A header of, say, 0x280 bytes begins with the bytes of a pickle too; its JSON tells them apart.
    private static bool LooksLikeSafeTensors(FileStream stream)
    {
        stream.Position = sizeof(ulong);
        return stream.ReadByte() == '{';
    }
}
