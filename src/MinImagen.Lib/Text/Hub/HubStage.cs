namespace MinImagen.Lib.Text.Hub;

/// <summary>What is being done to have a repository's files here.</summary>
public enum HubStage
{
    /// <summary>Another process fetches the same files; this one waits for it.</summary>
    Waiting,

    /// <summary>Bytes come in.</summary>
    Fetching,

    /// <summary>What came is compared with its digest.</summary>
    Checking,

    /// <summary>Something failed that may pass; it is tried again after a pause.</summary>
    Retrying,
}
