using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace MinImagen.Lib.Data;

/// <summary>One version of an npm package, pinned by the digest of its archive.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">The exact version.</param>
/// <param name="Sha512">SHA-512 of the .tgz, lower-case hexadecimal.</param>
public sealed record NpmPackage(string Name, string Version, string Sha512)
{
    private const long MaxBytes = 512L << 20;

    /// <summary>The name of the archive.</summary>
    public string ArchiveName => $"{Name}-{Version}.tgz";

    /// <summary>Has the npm client fetch the archive from the registry that it is set up for. Nothing of it is run.</summary>
    /// <param name="folder">Where the archive goes; an existing folder.</param>
    /// <param name="cancellation">Ends the client.</param>
    /// <returns>The path of the archive, not yet verified.</returns>
    /// <exception cref="IOException">There is no npm client, or it failed; the message has its words.</exception>
    public string Fetch(string folder, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[] { "pack", $"{Name}@{Version}", "--pack-destination", folder, "--ignore-scripts", "--no-update-notifier", "--loglevel=error" })
            start.ArgumentList.Add(argument);

        using var client = Start(start);
        using var stop = cancellation.Register(() => Kill(client));
        var output = client.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = client.StandardError.ReadToEnd();
        output.GetAwaiter().GetResult();
        client.WaitForExit();
        cancellation.ThrowIfCancellationRequested();

        var archive = Path.Combine(folder, ArchiveName);
        if (client.ExitCode != 0 || !File.Exists(archive))
            throw new IOException($"npm could not fetch {Name}@{Version} (exit code {client.ExitCode}); is the registry reachable? {LastLines(errors)}");
        return archive;
    }

    /// <summary>Opens an archive of this package, having read all of it and compared its digest.</summary>
    /// <param name="path">The archive.</param>
    /// <returns>The same open file, at its beginning, which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">It is not the archive that was pinned.</exception>
    public Stream OpenVerified(string path)
    {
        var archive = File.OpenRead(path);
        try
        {
            if (archive.Length > MaxBytes)
                throw new InvalidDataException($"{path}: {archive.Length >> 20} MB, more than the {MaxBytes >> 20} MB that are read");
            var digest = Convert.ToHexStringLower(SHA512.HashData(archive));
            if (digest != Sha512)
                throw new InvalidDataException($"{path}: not {Name}@{Version}: its SHA-512 is {digest[..16]}… instead of {Sha512[..16]}…; the registry served something else");
            archive.Position = 0;
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new IOException("the npm client is not installed, and it fetches the pictures; on Debian: apt-get install npm", missing);
        }
    }

    private static void Kill(Process client)
    {
        try
        {
            client.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it ended by itself in the meantime
        }
    }

    private static string LastLines(string text) =>
        string.Join(" / ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(4));
}
