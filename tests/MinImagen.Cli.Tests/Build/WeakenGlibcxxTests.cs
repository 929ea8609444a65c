using System.Diagnostics;

namespace MinImagen.Cli.Tests.Build;

/// <summary>The build's own task, run by MSBuild on libraries made for the purpose.</summary>
public sealed class WeakenGlibcxxTests : IDisposable
{
    private const string Symbol = "_ZSt21ios_base_library_initv";

    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-elf-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TwoBytesChangeWhereTheSystemLacksTheVersion()
    {
        var elf = new TinyElf(Symbol);

        var (copy, said) = Weaken(elf.Bytes, "GLIBCXX_3.4.30\0");

        Assert.Equal((2, 0x22), (copy[elf.VersionFlags], copy[elf.SymbolInfo]));
        Assert.Equal([elf.SymbolInfo, elf.VersionFlags], Enumerable.Range(0, copy.Length).Where(i => copy[i] != elf.Bytes[i]));
        Assert.Equal($"GLIBCXX_3.4.32 made weak, since {In("libstdc++.so.6")} lacks GLIBCXX_3.4.32", said);
        Assert.Equal(elf.Bytes, File.ReadAllBytes(In("package.so")));
    }

    [Fact]
    public void NothingChangesWhereTheSystemHasTheVersion()
    {
        var elf = new TinyElf(Symbol);

        var (copy, said) = Weaken(elf.Bytes, "GLIBCXX_3.4.31\0GLIBCXX_3.4.32\0");

        Assert.Equal(elf.Bytes, copy);
        Assert.Equal($"unchanged, since {In("libstdc++.so.6")} has GLIBCXX_3.4.32", said);
    }

    [Fact]
    public void NothingChangesWhereAnotherSymbolIsTakenFromThatVersion()
    {
        var elf = new TinyElf("_ZSt9something");

        var (copy, said) = Weaken(elf.Bytes, "GLIBCXX_3.4.30\0");

        Assert.Equal(elf.Bytes, copy);
        Assert.StartsWith("unchanged, though", said);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(300)]
    [InlineData(600)]
    public void ADamagedLibraryStopsTheBuildWithItsName(int length)
    {
        File.WriteAllBytes(In("package.so"), new TinyElf(Symbol).Bytes[..length]);
        File.WriteAllText(In("libstdc++.so.6"), "GLIBCXX_3.4.30\0");

        var (exitCode, output) = Build();

        Assert.NotEqual(0, exitCode);
        Assert.Contains(In("package.so"), output);
        Assert.False(File.Exists(In("out/copy.so")));
    }

    private (byte[] Copy, string Said) Weaken(byte[] library, string versions)
    {
        File.WriteAllBytes(In("package.so"), library);
        File.WriteAllText(In("libstdc++.so.6"), "\u0001" + versions);
        var (exitCode, output) = Build();
        Assert.True(exitCode == 0, output);
        return (File.ReadAllBytes(In("out/copy.so")), File.ReadAllText(In("out/copy.so.txt")).TrimEnd());
    }

    private (int ExitCode, string Output) Build()
    {
        var task = Path.Combine(CommandLine.Repository, "build", "WeakenGlibcxx.cs");
        File.WriteAllText(In("weaken.proj"), $"""
            <Project>
              <UsingTask TaskName="WeakenGlibcxx" TaskFactory="RoslynCodeTaskFactory" AssemblyFile="$(MSBuildToolsPath)/Microsoft.Build.Tasks.Core.dll">
                <Task>
                  <Code Type="Class" Language="cs" Source="{task}" />
                </Task>
              </UsingTask>
              <Target Name="Weaken">
                <WeakenGlibcxx Source="{In("package.so")}" Destination="{In("out/copy.so")}" Libstdcxx="{In("libstdc++.so.6")}" />
              </Target>
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["msbuild", In("weaken.proj"), "-t:Weaken", "-nologo"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private string In(string name) => Path.Combine(folder, name);
}
