namespace MinImagen.Lib.Text.Hub;

/// <summary>
/// Where a repository is kept: a folder with its files and nothing else, as HuggingFace lays it out, and beside that the record of
/// what was fetched, the lock and the parts of files that are not whole yet.
/// </summary>
internal sealed class HubPlace
{
    private readonly string recordFile;
    private readonly string parts;

    internal HubPlace(string root, string repository)
    {
        Repository = repository;
        Folder = Path.GetFullPath(Path.Combine(root, repository.Replace("/", "--", StringComparison.Ordinal)));
        recordFile = Folder + ".json";
        parts = Folder + ".parts";
    }

    internal string Repository { get; }

    internal string Folder { get; }

    internal string LockFile => Folder + ".lock";

    internal string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Where a file grows. A file that has changed on the hub grows elsewhere, so that halves of two never mix.</summary>
    internal string PartOf(RemoteFile file) => Path.Combine(parts, $"{file.Name}.{file.Digest.Hex[..16]}");

    /// <summary>Whether all that must be here is. Optional files were looked for before the others were fetched.</summary>
    internal bool Has(IReadOnlyList<WantedFile> wanted) => wanted.Where(file => !file.IsOptional).All(file =>
        Find(file) is { } name
        && (file.PartsOf?.Invoke(PathOf(name)) ?? []).All(part => Find(new WantedFile([part], file.MaxBytes)) is not null));

    /// <summary>The name under which a wanted file is here, whole and checked; null when it is not.</summary>
    internal string? Find(WantedFile wanted)
    {
        var record = Load();
        return wanted.Names.FirstOrDefault(name =>
            record.Files.TryGetValue(name, out var bytes) && new FileInfo(PathOf(name)) is { Exists: true } info && info.Length == bytes);
    }

    internal HubRecord Load() => HubRecord.Load(recordFile);

    internal void Save(HubRecord record) => record.Save(recordFile);

    internal void DeleteParts()
    {
        if (Directory.Exists(parts))
            Directory.Delete(parts, recursive: true);
    }

    /// <exception cref="HubException">The disk is too full.</exception>
    internal void RequireSpace(long bytes)
    {
        var free = new DriveInfo(Path.GetDirectoryName(Folder)!).AvailableFreeSpace;
        if (bytes > free)
            throw new HubException($"{Repository} needs {bytes / 1e9:0.0} GB more in {Folder}, where {free / 1e9:0.0} GB are free. Make room, or set MINIMAGEN_CACHE to a folder on another disk.");
    }
}
