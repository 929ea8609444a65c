namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>A cell put out more than a notebook can hold.</summary>
internal sealed class OutputLimitException(string message) : Exception(message);
