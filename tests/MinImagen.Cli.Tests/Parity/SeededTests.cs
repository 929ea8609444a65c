namespace MinImagen.Cli.Tests.Parity;

/// <summary>Tests that seed LibTorch's one generator and set its threads: no other test runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SeededTests
{
    public const string Name = "seeded";
}
