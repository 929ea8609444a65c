namespace MinImagen.Lib.Data.Web;

/// <summary>How pictures are fetched from the web.</summary>
public sealed record PictureFetchOptions
{
    /// <summary>Pictures that are fetched at once.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How long one try may take, from the name's look-up to the last byte.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>More tries after one that may have failed by chance: a timeout, a broken connection, 408, 429 or 5xx.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>The pause before the first retry; each further one is twice as long.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Bytes above which a picture is given up, whatever its headers say.</summary>
    public int MaxBytes { get; init; } = 16 << 20;

    /// <summary>Redirections that are followed.</summary>
    public int Redirects { get; init; } = 5;

    /// <summary>
    /// Allows addresses that are not on the public internet: this machine, the local network, a cloud's metadata. A list
    /// of addresses from the web could reach what only this machine may; so not unless the list is one's own.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Tries again what failed in an earlier run; otherwise it stays out, so that the data set stays the same.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Concurrency);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        ArgumentOutOfRangeException.ThrowIfLessThan(Backoff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(Redirects);
    }
}
