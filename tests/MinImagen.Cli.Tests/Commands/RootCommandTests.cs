namespace MinImagen.Cli.Tests.Commands;

public sealed class RootCommandTests
{
    /// <summary>A command line that names a command has that one made and no other.</summary>
    [Fact]
    public void EveryCommandIsMadeAloneByItsName()
    {
        var all = Program.CreateRoot().Subcommands.Select(command => command.Name).ToArray();
        Assert.All(all, name => Assert.Equal([name], Program.CreateRoot(name).Subcommands.Select(command => command.Name)));
        Assert.Equal(all, Program.CreateRoot("--help").Subcommands.Select(command => command.Name));
        Assert.Equal(all, Program.CreateRoot("trian").Subcommands.Select(command => command.Name));
    }
}
