namespace MinImagen.Lib.Engine;

/// <summary>One setting that LibTorch and the libraries under it read when they are loaded.</summary>
/// <param name="Name">The environment variable.</param>
/// <param name="Value">Its value; null where it is left unset.</param>
/// <param name="Why">The reason, in a few words.</param>
/// <param name="SetByUser">Whether the environment had it already: then it is respected.</param>
public sealed record EngineSetting(string Name, string? Value, string Why, bool SetByUser);
