namespace MinImagen.Lib.Text.Hub;

/// <summary>A file could not be had from the hub; the message names it, the reason and the remedy.</summary>
/// <param name="message">What failed.</param>
/// <param name="inner">What caused it.</param>
public sealed class HubException(string message, Exception? inner = null) : IOException(message, inner);
