using System.Net;

namespace MinImagen.Lib.Text.Hub;

/// <summary>
/// Brings one file here: into a part file that a later run goes on with, then, when its digest is right, to its place at once.
/// </summary>
internal sealed class FileDownload(HubConnection connection, HubOptions options, string repository, RemoteFile file, string part)
{
    private const int BufferBytes = 1 << 17;

    private bool cameWrong;

    /// <summary>Bytes that are here.</summary>
    internal long Bytes => new FileInfo(part) is { Exists: true } info ? info.Length : 0;

    /// <summary>Fetches what is missing, checks the whole and moves it to <paramref name="target"/>.</summary>
    /// <returns>The file's length.</returns>
    /// <exception cref="HubRequestException">The connection failed, or what came is not what was promised.</exception>
    internal async Task<long> RunAsync(string target, Action<HubStage, long> report, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        var stream = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        await using (stream.ConfigureAwait(false))
        {
            if (stream.Length > file.Bytes)
                stream.SetLength(0);
            if (stream.Length < file.Bytes)
                await FetchAsync(stream, report, cancellation).ConfigureAwait(false);
            await CheckAsync(stream, report, cancellation).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(part, target, overwrite: true);
        return file.Bytes;
    }

    private async Task FetchAsync(FileStream stream, Action<HubStage, long> report, CancellationToken cancellation)
    {
        try
        {
            using var response = await connection.GetAsync(repository, file, stream.Length, cancellation).ConfigureAwait(false);
            CheckRange(stream, response);
            stream.Position = stream.Length;
            await CopyAsync(response, stream, report, cancellation).ConfigureAwait(false);
        }
        catch (HubRequestException e) when (e.RangeWasRefused)
        {
            stream.SetLength(0);
            throw;
        }
    }

    /// <summary>Makes sure that what comes belongs behind what is here.</summary>
    private void CheckRange(FileStream stream, HttpResponseMessage response)
    {
        var headers = response.Content.Headers;

        // A server may send the file from its start, asked for or not.
        var start = response.StatusCode == HttpStatusCode.OK ? 0 : stream.Length;
        if (start > 0 && (headers.ContentRange is not { From: { } from } range || from != start || range.Length is { } whole && whole != file.Bytes))
        {
            stream.SetLength(0);
            throw new HubRequestException($"the server sent another range of {file.Name} than it was asked for", mayPass: true);
        }

        // Before what is here is given up: the page that a hotel's network answers with is no start of anything.
        if (headers.ContentLength is { } length && length != file.Bytes - start)
            throw new HubRequestException(
                $"{file.Name} is to have {file.Bytes:N0} bytes, but the server sends {start + length:N0}", mayPass: true);
        stream.SetLength(start);
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream stream, Action<HubStage, long> report, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        var source = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        for (int count; (count = await ReadAsync(source, buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (stream.Length + count > file.Bytes)
            {
                stream.SetLength(0);
                throw new HubRequestException($"{file.Name} is to have {file.Bytes:N0} bytes, but the server sends more", mayPass: true);
            }

            await stream.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            report(HubStage.Fetching, stream.Length);
        }

        if (stream.Length < file.Bytes)
            throw new HubRequestException($"the server stopped after {stream.Length:N0} of the {file.Bytes:N0} bytes of {file.Name}", mayPass: true);
    }

    private async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        try
        {
            return await source.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HubRequestException($"nothing came of {file.Name} for {options.Patience.TotalSeconds:0.#} seconds", mayPass: true, inner: e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new HubRequestException($"the connection broke in the middle of {file.Name} ({e.Message})", mayPass: true, inner: e);
        }
    }

    private async Task CheckAsync(FileStream stream, Action<HubStage, long> report, CancellationToken cancellation)
    {
        report(HubStage.Checking, stream.Length);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
        var actual = await file.Digest.OfAsync(stream, cancellation).ConfigureAwait(false);
        if (actual == file.Digest)
            return;

        // Once may be the line's fault; what is wrong twice is what they have.
        stream.SetLength(0);
        (var again, cameWrong) = (!cameWrong, true);
        throw new HubRequestException($"{file.Name} came with the {actual}, where {file.Digest.Hex} was promised", mayPass: again);
    }
}
