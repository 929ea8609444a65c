namespace Microsoft.DotNet.Interactive.Hosting;

/// <summary>How much one cell may put out.</summary>
/// <param name="Text">Characters that it prints.</param>
/// <param name="Data">Characters that its displays have together, pictures in base64.</param>
internal sealed record OutputLimits(long Text, long Data);
