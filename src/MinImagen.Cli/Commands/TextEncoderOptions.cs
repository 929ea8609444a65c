using System.CommandLine;
using MinImagen.Cli.Terminal;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Hub;

namespace MinImagen.Cli.Commands;

/// <summary>The options that say which text encoder, and the fetching of it with a progress bar.</summary>
public sealed class TextEncoderOptions
{
    private readonly Option<string> encoder;
    private readonly Option<bool> offline = new("--offline")
    {
        Description = $"Fetch nothing: an encoder that is not in the cache is an error (also: {HubOptions.OfflineVariable}=1)",
    };

    /// <summary>Makes the options.</summary>
    /// <param name="name">What the option that names the encoder is called.</param>
    public TextEncoderOptions(string name = "--encoder") => encoder = new(name)
    {
        Description = $"{TextEncoders.Default}; a T5 by name, fetched once: {string.Join(", ", TextEncoders.Published.Select(published => published.Name))}; or a folder that holds one",
        DefaultValueFactory = _ => TextEncoders.Default,
        HelpName = "NAME|FOLDER",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(encoder);
        command.Add(offline);
    }

    /// <summary>Opens the encoder that a command line names, fetching it where it is not here.</summary>
    public ITextEncoder Open(ParseResult parsed, CancellationToken cancellation) =>
        Fetch(parsed, (name, hub, progress) => TextEncoders.Get(name, hub, progress, cancellation));

    /// <summary>Opens that encoder's tokenizer alone.</summary>
    public T5Tokenizer OpenTokenizer(ParseResult parsed, CancellationToken cancellation) =>
        Fetch(parsed, (name, hub, progress) => TextEncoders.GetTokenizer(name, hub, progress, cancellation));

    private T Fetch<T>(ParseResult parsed, Func<string, HubOptions, IProgress<HubProgress>, T> open)
    {
        var name = parsed.GetValue(encoder)!;
        try
        {
            var hub = HubOptions.FromEnvironment();
            hub = hub with { Offline = hub.Offline || parsed.GetValue(offline) };
            return ProgressBoard.Run(board => open(name, hub, new HubBar(board, name)));
        }
        catch (ArgumentException e)
        {
            throw new CommandException(e.Message, ExitCode.WrongUsage, e);
        }
    }
}
