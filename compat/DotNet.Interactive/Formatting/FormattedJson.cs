using System.Text.Json;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>The default application/json of a value.</summary>
internal static class FormattedJson
{
    internal const string MimeType = "application/json";

    internal static void Write(object? value, TextWriter writer) => writer.Write(JsonSerializer.Serialize(value));
}
