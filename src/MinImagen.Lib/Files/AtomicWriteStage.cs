namespace MinImagen.Lib.Files;

/// <summary>How far the writing of a file has come, see <see cref="AtomicFile"/>.</summary>
internal enum AtomicWriteStage
{
    /// <summary>The temporary file is there, and empty.</summary>
    Created,

    /// <summary>It has its contents, some of which may still be in memory only.</summary>
    Written,

    /// <summary>Its contents are on the disk, under the temporary name.</summary>
    Flushed,

    /// <summary>The file has its own name.</summary>
    Renamed,
}
