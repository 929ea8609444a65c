namespace MinImagen.Lib.Text.Hub;

/// <summary>How far the fetching of a repository's files is.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="File">The file that it is done to; empty while waiting.</param>
/// <param name="Bytes">Bytes of all files that are here.</param>
/// <param name="TotalBytes">Bytes of all files; 0 while waiting.</param>
/// <param name="Note">Why it is tried again; empty otherwise.</param>
public sealed record HubProgress(HubStage Stage, string File, long Bytes, long TotalBytes, string Note = "");
