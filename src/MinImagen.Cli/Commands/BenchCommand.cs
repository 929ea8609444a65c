using System.CommandLine;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen bench …`: measurements.</summary>
public static class BenchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new Command("bench", "Measure") { BenchOverheadCommand.Create(), BenchSamplersCommand.Create() }
            .WithExamples(
                ("minimagen bench overhead", "what one operator call costs, beside PyTorch's own"),
                ("minimagen bench samplers --checkpoint training_…", "what each sampler makes of few steps"));
}
