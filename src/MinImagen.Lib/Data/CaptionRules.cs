namespace MinImagen.Lib.Data;

/// <summary>What every reader of captions asks of them.</summary>
internal static class CaptionRules
{
    /// <summary>The longest caption, in characters; the text encoders cut far earlier.</summary>
    internal const int MaxLength = 4096;

    /// <summary>What is wrong with a caption; null when nothing is.</summary>
    internal static string? Problem(string caption) =>
        caption.Length == 0 ? "no caption"
        : caption.Length > MaxLength ? $"a caption of {caption.Length} characters, more than {MaxLength}"
        : caption.Any(char.IsControl) ? "a control character in the caption"
        : null;

    /// <summary>What is wrong with the name of a picture in a folder; null when nothing is.</summary>
    /// <param name="file">The name, with forward slashes.</param>
    internal static string? ProblemOfFile(string file) =>
        file.Length > 0 && !file.Any(char.IsControl) && !Path.IsPathRooted(file) && !file.Contains(':')
        && !file.Split('/').Any(part => part is "" or "." or "..")
            ? null
            : "the file name is empty or leads out of the folder";
}
