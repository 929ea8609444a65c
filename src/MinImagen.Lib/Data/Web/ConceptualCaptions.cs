using MinImagen.Lib.Files;

namespace MinImagen.Lib.Data.Web;

/// <summary>
/// Conceptual Captions (Sharma et al. 2018), as it is published: a table of a caption and the address of a picture a
/// line. Pictures are fetched several at a time into a cache; those that cannot be, and there will be many, since links
/// rot, are left out and listed. The order is the table's, whatever the order in which they arrived.
/// </summary>
public static class ConceptualCaptions
{
    private const long MaxTableBytes = 2L << 30;
    private const int MaxRows = 5_000_000;
    private const int MaxAddressLength = 4096;

    /// <summary>Where fetched pictures are kept.</summary>
    public static string Folder => Path.Combine(CacheFolder.Path, "pictures");

    /// <summary>Reads a table, fetches what is not there yet, and decodes.</summary>
    /// <param name="table">The file: caption TAB address, UTF-8.</param>
    /// <param name="options">Size, crop and limits; with <see cref="ImageFolderOptions.Limit"/> no more is fetched.</param>
    /// <param name="fetching">How pictures are fetched.</param>
    /// <param name="progress">Told the stages.</param>
    /// <param name="cancellation">Stops; what was fetched stays in the cache.</param>
    /// <returns>The pictures that could be had; their files' names are their addresses.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">No picture could be had; the message lists the first reasons.</exception>
    public static ImageFolder Open(string table, ImageFolderOptions options, PictureFetchOptions fetching, IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var fetcher = new PictureFetcher(fetching);
        return Open(table, options, fetching, fetcher, new PictureCache(Folder), progress, cancellation);
    }

    internal static ImageFolder Open(
        string table, ImageFolderOptions options, PictureFetchOptions fetching, PictureFetcher fetcher, PictureCache cache,
        IProgress<FetchProgress>? progress = null, CancellationToken cancellation = default)
    {
        var skipped = new List<SkippedImage>();
        CaptionedFile[] rows = [.. ImageFolder.Choose(Read(table, skipped), options)];
        string[] addresses = [.. rows.Select(row => row.File).Distinct(StringComparer.Ordinal)];

        // Not awaited: the tensors that follow belong to this thread.
        var failures = Task.Run(() => FetchAsync(addresses, fetching, fetcher, cache, progress, cancellation), CancellationToken.None).GetAwaiter().GetResult();
        skipped.AddRange(rows.Where(row => failures.ContainsKey(row.File)).Select(row => new SkippedImage(row.File, failures[row.File])));
        return ImageFolder.Load(
            table, rows.Where(row => !failures.ContainsKey(row.File)), row => cache.PathOf(row.File), options, skipped,
            FetchProgress.Part(progress, $"reading {addresses.Length - failures.Count} pictures"), cancellation);
    }

    /// <summary>The rows of a table, each with the address in the place of a file's name.</summary>
    internal static IEnumerable<CaptionedFile> Read(string table, ICollection<SkippedImage> skipped)
    {
        foreach (var line in TextLine.Read(table, MaxTableBytes, MaxRows))
        {
            var fields = line.Text.Split('\t');
            var (caption, address) = (fields[0].Trim(), fields.Length > 1 ? fields[1].Trim() : "");
            var problem = line.Problem
                ?? (fields.Length != 2 ? $"{fields.Length} fields between tabs instead of 2: a caption and an address" : null)
                ?? CaptionRules.Problem(caption)
                ?? (IsOfTheWeb(address) ? null : "no address of the web (http or https)");
            if (problem is null)
                yield return new CaptionedFile(address, caption);
            else
                skipped.Add(new SkippedImage($"{Path.GetFileName(table)}, line {line.Number}", problem));
        }
    }

    private static bool IsOfTheWeb(string address) =>
        address.Length <= MaxAddressLength
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>Fetches what is not in the cache.</summary>
    /// <returns>Why those that cannot be had cannot.</returns>
    private static async Task<IReadOnlyDictionary<string, string>> FetchAsync(
        string[] addresses, PictureFetchOptions options, PictureFetcher fetcher, PictureCache cache,
        IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        var failures = new Dictionary<string, string>(StringComparer.Ordinal);
        var failedNow = new List<string>();
        var done = 0;
        await Parallel.ForEachAsync(addresses, new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellation }, async (address, stop) =>
        {
            var known = Known(address, options, cache);
            var failure = known ?? (cache.Has(address) ? null : await FetchAsync(address, fetcher, cache, stop));
            lock (failures)
            {
                if (failure is not null)
                    failures.Add(address, failure);
                if (failure is not null && known is null)
                    failedNow.Add(address);
                progress?.Report(new FetchProgress($"fetching pictures, {failures.Count} failed", (double)++done / addresses.Length));
            }
        });

        // Where nothing could be had it is this machine that has no network: that says nothing about the pictures.
        if (failures.Count < addresses.Length)
            failedNow.ForEach(address => cache.KeepFailure(address, failures[address]));
        return failures;
    }

    /// <summary>Why an earlier run could not have a picture, where that is not to be tried again.</summary>
    private static string? Known(string address, PictureFetchOptions options, PictureCache cache)
    {
        if (options.RetryFailed || cache.Has(address))
            return null;
        var failure = cache.FailureOf(address);
        return options.AllowPrivateAddresses && failure == PictureFetcher.NotPublic ? null : failure;
    }

    private static async Task<string?> FetchAsync(string address, PictureFetcher fetcher, PictureCache cache, CancellationToken cancellation)
    {
        var fetched = await fetcher.FetchAsync(new Uri(address), cancellation);
        if (fetched.Failure is null)
            cache.Keep(address, fetched.File);
        return fetched.Failure;
    }
}
