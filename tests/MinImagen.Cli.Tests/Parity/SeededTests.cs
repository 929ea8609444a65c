namespace MinImagen.Cli.Tests.Parity;

/// <summary>Tests that seed LibTorch's one generator: no other test may draw from it meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SeededTests
{
    public const string Name = "seeded";
}
