namespace MinImagen.Cli.Tests;

/// <summary>Tests that change what the whole process shares: standard error, the working folder.</summary>
[CollectionDefinition(nameof(ProcessWide), DisableParallelization = true)]
public sealed class ProcessWide;
