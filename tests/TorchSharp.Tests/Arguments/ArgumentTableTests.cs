using System.Diagnostics;
using TorchSharp.Tests.Arguments.Samples;

namespace TorchSharp.Tests.Arguments;

/// <summary>
/// No wrong shape, dtype, device, index, null or disposed argument to any public member ends the process or is answered
/// by anything but an exception that says what is wrong. The calls are made in another process, which is started again
/// behind the member that it died of.
/// </summary>
public class ArgumentTableTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Every_public_member_survives_wrong_arguments()
    {
        var (findings, silent, members, calls) = CallAll("compat");
        output.WriteLine($"{members} members, {calls} calls; none of them came back from:\n{string.Join('\n', silent)}");

        Assert.True(findings.Count == 0, $"{findings.Count} findings in {members} members:\n{string.Join('\n', findings.Take(200))}");

        // A table that only ever hears "wrong number of dimensions" has not looked far.
        Assert.True(members > 1000 && calls > 20 * members && silent.Count < members / 25, $"{members} members, {calls} calls, {silent.Count} members without one that came back");
    }

    [Fact]
    public void Arguments_of_every_type_can_be_made()
    {
        var missing = Member.Of(Caller.Surface("compat")).Select(member => (member.Name, Type: member.Unmade())).Where(item => item.Type is not null).ToList();

        Assert.True(missing.Count == 0, string.Join('\n', missing.Select(item => $"{item.Name}: {item.Type}")));
    }

    [Fact]
    public void What_crashes_hangs_or_takes_no_care_is_found_by_name()
    {
        var (findings, _, members, _) = CallAll(typeof(Careless).AssemblyQualifiedName!, TimeSpan.FromSeconds(6));

        Assert.Equal(4, members);
        Assert.Contains(findings, finding => finding.Contains("Crash") && finding.Contains("ended the process"));
        Assert.Contains(findings, finding => finding.Contains("Hang") && finding.Contains("did not come back"));
        Assert.Contains(findings, finding => finding.Contains("Dereference") && finding.Contains("NullReferenceException") && finding.Contains("tensor: null"));
        Assert.DoesNotContain(findings, finding => finding.Contains("Careful"));
    }

    private static (List<string> Findings, List<string> Silent, int Members, long Calls) CallAll(string surface, TimeSpan? patience = null)
    {
        var (findings, silent) = (new List<string>(), new List<string>());
        var path = Path.GetTempFileName();
        long calls = 0;
        var first = 0;
        while (true)
        {
            using var current = new CurrentCall(path);
            current.Set(first, 0, "the start");
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [])
            {
                FileName = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                ArgumentList = { typeof(Caller).Assembly.Location, "call", surface, path, $"{first}" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["DOTNET_DbgEnableMiniDump"] = "0" },
            })!;
            string? end = null;
            process.OutputDataReceived += (_, line) =>
            {
                if (line.Data?.StartsWith(Caller.Finding, StringComparison.Ordinal) == true)
                    findings.Add(line.Data[Caller.Finding.Length..]);
                else if (line.Data?.StartsWith(Caller.Silent, StringComparison.Ordinal) == true)
                    silent.Add(line.Data[Caller.Silent.Length..]);
                else if (line.Data?.StartsWith(Caller.End, StringComparison.Ordinal) == true)
                    end = line.Data;
            };
            var errors = process.StandardError.ReadToEndAsync();
            process.BeginOutputReadLine();
            var hung = !Wait(process, current, patience ?? Patience);
            var (member, call, text) = current.Get();
            calls += call;
            if (end?.Split('\t') is [_, var members, _])
            {
                File.Delete(path);
                return (findings, silent, int.Parse(members), calls);
            }

            findings.Add(hung ? $"{text}: did not come back" : $"{text}: ended the process ({process.ExitCode}) {errors.Result.Trim().Split('\n')[0]}");
            first = member + 1;
        }
    }

    /// <summary>False where the process had to be killed: no call may take long.</summary>
    private static bool Wait(Process process, CurrentCall current, TimeSpan patience)
    {
        var (last, since) = (current.Get().Call, Stopwatch.StartNew());
        while (!process.WaitForExit(200))
        {
            var call = current.Get().Call;
            if (call != last)
                (last, since) = (call, Stopwatch.StartNew());
            if (since.Elapsed > patience && call > 0)
            {
                process.Kill();
                process.WaitForExit();
                return false;
            }
        }
        process.WaitForExit();
        return true;
    }
}
