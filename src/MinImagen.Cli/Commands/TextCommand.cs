using System.CommandLine;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen text …`: what becomes of a caption before a U-Net sees it.</summary>
public static class TextCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new Command("text", "Tokens and vectors of captions, and where they come from")
        {
            TextTokenizeCommand.Create(),
            TextEncodeCommand.Create(),
            TextProbeCommand.Create(),
            TextPretrainCommand.Create(),
        }
        .WithExamples(
            ("echo \"a red apple\" | minimagen text tokenize --pieces", "how a caption is cut up"),
            ("minimagen text encode \"a red apple\" --out apple.safetensors", "the vectors that condition a U-Net"),
            ("minimagen text probe", "what the encoder that ships has learned"),
            ("minimagen text pretrain --out my_t5", "pre-train another like it"));
}
