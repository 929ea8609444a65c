namespace MinImagen.Lib.Text.Hub;

/// <summary>Tries again what may pass, with pauses that double.</summary>
internal sealed class Retries(HubOptions options)
{
    // An attempt that brought this much starts the count anew: a large file over a poor line is many attempts.
    private const long ProgressBytes = 1 << 20;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>Runs <paramref name="attempt"/> until it succeeds, cannot pass, or has failed too often in a row.</summary>
    /// <param name="attempt">The work.</param>
    /// <param name="progress">Bytes that are there, to see whether an attempt brought any.</param>
    /// <param name="onRetry">Given what failed, before the pause.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task<T> RunAsync<T>(
        Func<Task<T>> attempt, Func<long> progress, Action<HubRequestException> onRetry, CancellationToken cancellation)
    {
        for (var failures = 1; ; failures++)
        {
            var before = progress();
            try
            {
                return await attempt().ConfigureAwait(false);
            }
            catch (HubRequestException e) when (e.MayPass)
            {
                if (progress() - before >= ProgressBytes)
                    failures = 1;
                if (failures >= options.Attempts)
                    throw;
                onRetry(e);
                await Task.Delay(DelayAfter(failures, e.RetryAfter), cancellation).ConfigureAwait(false);
            }
        }
    }

    private TimeSpan DelayAfter(int failures, TimeSpan? wished)
    {
        // first · 2^(n − 1), give or take a quarter so that a class of thirty does not knock at once
        var doubled = options.FirstDelay * Math.Pow(2, Math.Min(failures - 1, 20)) * (0.75 + Random.Shared.NextDouble() / 2);
        var delay = wished > doubled ? wished.Value : doubled;
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
