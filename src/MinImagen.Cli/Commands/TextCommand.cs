using System.CommandLine;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen text …`: what becomes of a caption before a U-Net sees it.</summary>
public static class TextCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new Command("text", "Tokens and vectors of captions")
        {
            TextTokenizeCommand.Create(),
            TextEncodeCommand.Create(),
        }
        .WithExamples(
            ("echo \"a red apple\" | minimagen text tokenize --pieces", "how a caption is cut up"),
            ("minimagen text encode \"a red apple\" --out apple.safetensors", "the vectors that condition a U-Net"));
}
