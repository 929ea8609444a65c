using MinImagen.Cli.Terminal;
using MinImagen.Lib.Text.Pretraining;

namespace MinImagen.Cli.Commands;

/// <summary>The texts that <c>text pretrain</c> learns from and <c>text probe</c> judges by.</summary>
internal sealed record PretrainingSources(WordNetEntries WordNet, TextSource Glosses, TextSource Shapes, TextSource Emoji)
{
    /// <summary>All three, in the order in which an encoder learns them.</summary>
    internal IReadOnlyList<TextSource> All => [Glosses, Shapes, Emoji];

    /// <summary>Reads them from the disk.</summary>
    internal static PretrainingSources Read(string wordNetFolder, string emojiFolder)
    {
        if (!Directory.Exists(emojiFolder))
            throw new CommandException($"{emojiFolder}: there are no captions of emoji yet: minimagen data fetch emoji");

        var wordNet = WordNetReader.ReadFolder(wordNetFolder);
        if (wordNet.Malformed > 0)
            Console.Error.WriteLine($"{wordNet.Malformed} lines of {wordNetFolder} are no meanings, and were passed over");
        return new PretrainingSources(wordNet, TextSources.Glosses(wordNet), TextSources.Shapes(), TextSources.Emoji(emojiFolder));
    }
}
