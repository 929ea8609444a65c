using System.Diagnostics;
using System.Text;
using MinImagen.Lib.Tests.Text.Hub;
using MinImagen.Lib.Text;
using MinImagen.Lib.Text.Hub;

namespace MinImagen.Cli.Tests.Text;

/// <summary>What only whole processes show: two that fetch at once, one that is killed, one that is interrupted.</summary>
public sealed class FetchingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("minimagen-test-").FullName;
    private readonly HubServer server = new();

    public FetchingTests()
    {
        string model = Directory.CreateDirectory(Path.Combine(folder, "model")).FullName;
        TinyT5.Write(model, Path.Combine(CommandLine.Repository, "tests", "golden", "spm_a.model"));
        TinyT5.Publish(server, "t5-small", model);
    }

    private Dictionary<string, string?> Environment => new()
    {
        ["MINIMAGEN_CACHE"] = Path.Combine(folder, "cache"),
        [HubOptions.EndpointVariable] = server.Address.ToString(),
        [HubOptions.OfflineVariable] = null,
    };

    public void Dispose()
    {
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_processes_fetch_once()
    {
        server.OnGet.Enqueue(async (_, _) =>
        {
            await Task.Delay(3000);
            return false;
        });
        CommandLine[] runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() => Encode($"{i}.safetensors"))));

        Assert.All(runs, run => Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error)));
        Assert.Contains(runs, run => run.Error.Contains("waiting for another process"));
        Assert.Equal(["config.json", "model.safetensors", "spiece.model"], server.Requests.Where(request => request.StartsWith("GET")).Select(request => Path.GetFileName(request)).Order());
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "0.safetensors")), File.ReadAllBytes(Path.Combine(folder, "1.safetensors")));

        int asked = server.Requests.Count;
        Assert.Equal(0, Encode("2.safetensors", "--offline").ExitCode);
        Assert.Equal(asked, server.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_process_that_was_ended_in_the_middle_the_next_goes_on(bool killed)
    {
        const int sent = 500_000;
        TaskCompletionSource reached = new();
        server.OnGet.Enqueue((_, _) => Task.FromResult(false));
        server.OnGet.Enqueue((_, _) => Task.FromResult(false));
        server.OnGet.Enqueue(async (context, content) =>
        {
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content.AsMemory(0, sent));
            await context.Response.Body.FlushAsync();
            reached.SetResult();
            await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted);
            return true;
        });
        using (Process process = CommandLine.Start(Environment, Arguments("0.safetensors", [])))
        {
            await reached.Task.WaitAsync(TimeSpan.FromMinutes(1));
            WaitForPart(sent);
            if (killed)
                process.Kill();
            else
                Signal.Interrupt(process);
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
            Assert.Equal(killed ? 137 : 130, process.ExitCode);
        }

        // The lock of a process that is gone holds nobody up, and what it had is kept.
        Assert.Equal(0, Encode("1.safetensors").ExitCode);
        string last = server.Requests[^1];
        Assert.StartsWith("GET t5-small/model.safetensors bytes=", last);
        Assert.InRange(int.Parse(last.Split('=')[1].TrimEnd('-')), 1, sent);
    }

    [Fact]
    public void What_fails_is_one_line_and_the_exit_code()
    {
        CommandLine offline = Encode("0.safetensors", "--offline");
        Assert.Equal(1, offline.ExitCode);
        Assert.Contains("--offline", Assert.Single(offline.Error.TrimEnd().Split('\n')));

        server.OnHead.Enqueue((context, _) => HubServer.Status(context, 403));
        CommandLine refused = Encode("0.safetensors");
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("minimagen: t5-small could not be fetched from 127.0.0.1: HTTP 403", Assert.Single(refused.Error.TrimEnd().Split('\n')));
        Assert.Empty(Directory.GetFiles(folder, "*.safetensors"));
    }

    [Fact]
    public void Tokens_need_no_weights()
    {
        CommandLine run = CommandLine.RunOn(Encoding.UTF8.GetBytes("the quick fox\n"), Environment, "text", "tokenize", "--encoder", "t5_small");
        string model = Path.Combine(folder, "model");
        Assert.Equal((0, string.Join(' ', T5Tokenizer.Open(model).Encode("the quick fox")) + "\n"), (run.ExitCode, run.Output));
        Assert.Equal(0, server.Gets("model.safetensors"));
    }

    private string[] Arguments(string output, string[] more) =>
        ["text", "encode", "the quick fox", "--encoder", "t5_small", "--out", Path.Combine(folder, output), .. more];

    private CommandLine Encode(string output, params string[] more) => CommandLine.RunWith(Environment, Arguments(output, more));

    private void WaitForPart(int bytes)
    {
        string parts = Path.Combine(folder, "cache", "hub", "t5-small.parts");
        Assert.True(SpinWait.SpinUntil(
            () => Directory.Exists(parts) && Directory.GetFiles(parts, "model.safetensors.*").Any(part => new FileInfo(part).Length > bytes / 2), TimeSpan.FromSeconds(20)));
    }
}
