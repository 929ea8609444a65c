namespace MinImagen.Lib.Text.Hub;

/// <summary>
/// Keeps files of published models in a folder a repository, and fetches what is missing there, once, however many processes want
/// it. All files of a repository are of one version of it.
/// </summary>
internal sealed class HubCache
{
    private readonly HubOptions options;
    private readonly IProgress<HubProgress>? progress;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal HubCache(HubOptions options, IProgress<HubProgress>? progress = null)
    {
        options.Check();
        this.options = options;
        this.progress = progress;
    }

    /// <summary>Makes sure that files of a repository are here.</summary>
    /// <param name="repository">Such as <c>google/t5-v1_1-small</c>.</param>
    /// <param name="wanted">The files.</param>
    /// <param name="cancellation">Ends it; what has come is kept, and the next run goes on from there.</param>
    /// <returns>The folder that holds them.</returns>
    /// <exception cref="HubException">They could not be had.</exception>
    internal async Task<string> GetAsync(string repository, IReadOnlyList<WantedFile> wanted, CancellationToken cancellation)
    {
        var place = new HubPlace(options.Folder, repository);
        if (place.Has(wanted))
            return place.Folder;
        if (options.Offline)
            throw new HubException(
                $"{repository} is not in {place.Folder}, and --offline or {HubOptions.OfflineVariable} forbids to fetch it. "
                + "Run the same command once where there is a network, then copy that folder and what stands beside it.");

        using var held = await HubLock.TakeAsync(
            place.LockFile, () => progress?.Report(new HubProgress(HubStage.Waiting, "", 0, 0)), cancellation).ConfigureAwait(false);
        try
        {
            using var connection = new HubConnection(options);
            await FetchAsync(place, connection, wanted, cancellation).ConfigureAwait(false);
        }
        catch (HubRequestException e)
        {
            throw new HubException(
                $"{repository} could not be fetched from {options.Endpoint.Host}: {e.Message}. "
                + (e.MayPass ? "Run it again, and it goes on where it stopped" : $"Set {HubOptions.EndpointVariable} to another hub that has it")
                + ", or give the folder of a copy instead.",
                e);
        }

        place.DeleteParts();
        return place.Folder;
    }

    private async Task FetchAsync(HubPlace place, HubConnection connection, IReadOnlyList<WantedFile> wanted, CancellationToken cancellation)
    {
        await FetchAllAsync(place, connection, wanted, cancellation).ConfigureAwait(false);
        foreach (var file in wanted)
        {
            // An index says which parts there are.
            if (place.Find(file) is { } name && file.PartsOf?.Invoke(place.PathOf(name)) is { Count: > 0 } parts)
            {
                var rest = parts.Select(part => new WantedFile([part], file.MaxBytes)).ToList();
                await FetchAllAsync(place, connection, rest, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task FetchAllAsync(HubPlace place, HubConnection connection, IReadOnlyList<WantedFile> wanted, CancellationToken cancellation)
    {
        var record = place.Load();
        var files = new List<RemoteFile>();
        var commit = record.Commit;
        foreach (var file in wanted.Where(file => place.Find(file) is null))
        {
            if (await FindAsync(place.Repository, commit, file, connection, cancellation).ConfigureAwait(false) is not { } found)
                continue;
            commit ??= found.Commit;
            files.Add(found);
        }

        var downloads = files.Select(file => (File: file, Download: new FileDownload(connection, options, place.Repository, file, place.PartOf(file)))).ToList();
        place.RequireSpace(downloads.Sum(item => item.File.Bytes - Math.Min(item.Download.Bytes, item.File.Bytes)));

        long done = 0;
        var total = files.Sum(file => file.Bytes);
        foreach (var (file, download) in downloads)
        {
            var before = done;
            await new Retries(options).RunAsync(
                () => download.RunAsync(
                    place.PathOf(file.Name),
                    (stage, bytes) => progress?.Report(new HubProgress(stage, file.Name, before + bytes, total)),
                    cancellation),
                () => download.Bytes,
                e => progress?.Report(new HubProgress(HubStage.Retrying, file.Name, before + download.Bytes, total, e.Message)),
                cancellation).ConfigureAwait(false);
            place.Save(record = record.With(file));
            done += file.Bytes;
        }
    }

    private async Task<RemoteFile?> FindAsync(
        string repository, string? commit, WantedFile wanted, HubConnection connection, CancellationToken cancellation)
    {
        foreach (var name in wanted.Names)
        {
            var found = await new Retries(options).RunAsync(
                () => connection.FindAsync(repository, commit, name, cancellation),
                () => 0,
                e => progress?.Report(new HubProgress(HubStage.Retrying, name, 0, 0, e.Message)),
                cancellation).ConfigureAwait(false);
            if (found is null)
                continue;

            var most = Math.Min(wanted.MaxBytes, options.MaxFileBytes);
            return found.Bytes <= most
                ? found
                : throw new HubRequestException($"{name} has {found.Bytes:N0} bytes; at most {most:N0} are fetched", mayPass: false);
        }

        return wanted.IsOptional
            ? null
            : throw new HubRequestException($"the repository has no {string.Join(", no ", wanted.Names)}", mayPass: false);
    }
}
