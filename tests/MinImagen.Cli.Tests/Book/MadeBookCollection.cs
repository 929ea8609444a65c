namespace MinImagen.Cli.Tests.Book;

/// <summary>Classes of tests that share one <see cref="MadeBook"/>.</summary>
[CollectionDefinition(nameof(MadeBook))]
public sealed class MadeBookCollection : ICollectionFixture<MadeBook>;
