using System.Runtime.InteropServices;

namespace TorchSharp.Tests.Arguments;

/// <summary>What a member may answer to a wrong argument.</summary>
internal static class Outcome
{
    /// <summary>
    /// LibTorch's own message, or one of .NET's exceptions that say what was wrong. Not among them: the
    /// NullReferenceException of an argument that nobody looked at, the InvalidCastException of one that was taken for
    /// another.
    /// </summary>
    internal static bool IsAllowed(Exception exception) => exception
        is ExternalException and not SEHException
        or ArgumentException
        or InvalidOperationException
        or NotSupportedException
        or IndexOutOfRangeException
        or KeyNotFoundException
        or OverflowException
        or FormatException
        or InvalidDataException
        or IOException
        or UnauthorizedAccessException;
}
