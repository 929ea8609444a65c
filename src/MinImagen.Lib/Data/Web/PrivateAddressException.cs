namespace MinImagen.Lib.Data.Web;

/// <summary>A host is not on the public internet.</summary>
/// <param name="host">The host.</param>
internal sealed class PrivateAddressException(string host) : IOException($"{host} is not on the public internet");
