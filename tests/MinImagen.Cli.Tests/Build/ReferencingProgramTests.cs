using System.Diagnostics;

namespace MinImagen.Cli.Tests.Build;

/// <summary>Somebody's own program, outside of the repository, that references the library's project and nothing else.</summary>
public sealed class ReferencingProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-program-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task ItFindsLibTorchAndComputes()
    {
        File.WriteAllText(Path.Combine(folder, "program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{Path.Combine(CommandLine.Repository, "src", "MinImagen.Lib", "MinImagen.Lib.csproj")}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using MinImagen.Lib.Diffusion;
            using static TorchSharp.torch;

            using var x = ones(1, 3, 2, 2);
            using var noised = new GaussianDiffusion(100).QSample(x, tensor(new long[] { 0 }), zeros_like(x));
            System.Console.WriteLine(noised.mean().item<float>() > 0.99f);
            """);
        ProcessStartInfo start = new("dotnet", ["run", "-c", "Release", "--project", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output + await error);
        Assert.Equal("True", output.TrimEnd());
    }
}
