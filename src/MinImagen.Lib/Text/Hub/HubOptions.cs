using System.Globalization;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Text.Hub;

/// <summary>Where the files of published models come from, and where they are kept.</summary>
public sealed record HubOptions
{
    /// <summary>The environment variable that names another hub or a mirror, as HuggingFace's own tools read it.</summary>
    public const string EndpointVariable = "HF_ENDPOINT";

    /// <summary>The environment variable that forbids fetching when it is 1 or true.</summary>
    public const string OfflineVariable = "MINIMAGEN_OFFLINE";

    /// <summary>The hub's address. HTTPS, unless a mirror in one's own network has only HTTP.</summary>
    public Uri Endpoint { get; init; } = new("https://huggingface.co");

    /// <summary>The folder that keeps what was fetched.</summary>
    public string Folder { get; init; } = Path.Combine(CacheFolder.Path, "hub");

    /// <summary>Whether nothing may be fetched: what is not in <see cref="Folder"/> is an error.</summary>
    public bool Offline { get; init; }

    /// <summary>
    /// SHA-256 of files that must be exactly these, in hexadecimal, by <c>repository/file</c>; they count for more than what the hub
    /// says of a file.
    /// </summary>
    public IReadOnlyDictionary<string, string> Pins { get; init; } = new Dictionary<string, string>();

    /// <summary>Longest file that is fetched, in bytes. T5-11b's is 45 GB.</summary>
    public long MaxFileBytes { get; init; } = 64L << 30;

    /// <summary>How often a file is tried in a row without its getting longer, before that is an error.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Pause before the second attempt; each further one is twice as long, up to half a minute.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a server may be silent before the connection counts as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The defaults, with what <see cref="EndpointVariable"/> and <see cref="OfflineVariable"/> say.</summary>
    /// <exception cref="ArgumentException">The endpoint is no address of a hub.</exception>
    public static HubOptions FromEnvironment()
    {
        var options = new HubOptions
        {
            Offline = Environment.GetEnvironmentVariable(OfflineVariable)?.Trim().ToLower(CultureInfo.InvariantCulture) is "1" or "true" or "yes",
        };
        if (Environment.GetEnvironmentVariable(EndpointVariable) is not { Length: > 0 } endpoint)
            return options;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address))
            throw new ArgumentException($"{EndpointVariable} is not the address of a hub, such as https://huggingface.co.");

        options = options with { Endpoint = address };
        options.Check();
        return options;
    }

    /// <summary>Refuses options that cannot work. The address itself is not repeated: it may hold a password.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Check()
    {
        if (!Endpoint.IsAbsoluteUri || Endpoint.Scheme is not ("https" or "http"))
            throw new ArgumentException("The hub's address must begin with https:// (or http://, in one's own network).");
        if (Endpoint.UserInfo.Length > 0 || Endpoint.Query.Length > 0 || Endpoint.Fragment.Length > 0)
            throw new ArgumentException("The hub's address must have no user name, password, query or fragment: nothing secret is ever sent.");
        ArgumentException.ThrowIfNullOrEmpty(Folder);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxFileBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(Attempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
    }
}
