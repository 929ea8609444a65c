using System.Globalization;
using System.Text.RegularExpressions;

namespace MinImagen.Cli.Tests;

/// <summary>The README keeps its word: its C# runs, its files are there, its commands exist.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(CommandLine.Repository, "README.md"));

    [Fact]
    public void Its_examples_train_draw_and_save()
    {
        string home = Environment.CurrentDirectory;
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("minimagen-readme-");
        TextWriter before = Console.Out;
        using StringWriter output = new(CultureInfo.InvariantCulture);
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(temporary.FullName, "data"), Path.Combine(CommandLine.Repository, "data"));
            Environment.CurrentDirectory = temporary.FullName;
            Console.SetOut(output);
            ReadmeProgram.Run();
        }
        finally
        {
            Console.SetOut(before);
            Environment.CurrentDirectory = home;
        }

        string training = Directory.EnumerateDirectories(temporary.FullName, "training_*").Single();
        string generated = Directory.EnumerateDirectories(temporary.FullName, "generated_images_*").Single();
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(training, "state_dicts"), "unet_*.safetensors").Count());
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(generated, "generated_images"), "image_*.png").Count());
        Assert.Contains("the same pictures: True", output.ToString());
        Assert.Matches(@"U-Net 2: \d+\.\d+", output.ToString());
        temporary.Delete(recursive: true);
    }

    [Fact]
    public void Its_commands_exist()
    {
        string[] commands = [.. CommandPattern().Matches(Readme).Select(match => match.Groups[1].Value).Distinct().Where(command => command != "test")];

        Assert.Contains("demo", commands);
        foreach (string command in commands)
            Assert.True(CommandLine.Run(command, "--help").ExitCode == 0, $"the README tells to type ./minimagen {command}");
    }

    [Fact]
    public void Its_links_lead_to_files()
    {
        foreach (Match link in LinkPattern().Matches(Readme))
            Assert.True(File.Exists(Path.Combine(CommandLine.Repository, link.Groups[1].Value)), link.Value);
    }

    [GeneratedRegex(@"\./minimagen ([a-z]+)")]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex LinkPattern();
}
