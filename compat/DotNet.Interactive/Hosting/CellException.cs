namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>A cell cannot be run as it stands.</summary>
/// <param name="name">The kind of the failure.</param>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="line">The line of the cell, from 1; 0 where none is known.</param>
internal sealed class CellException(string name, string message, int line) : Exception(message)
{
    /// <summary>The kind of the failure.</summary>
    internal string Name { get; } = name;

    /// <summary>The line of the cell, from 1; 0 where none is known.</summary>
    internal int Line { get; } = line;
}
