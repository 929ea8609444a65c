using System.Collections;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Arguments;

/// <summary>
/// The process that makes the calls: <c>dotnet TorchSharp.Tests.dll call SURFACE FILE FIRST</c>. It writes a line for
/// every answer that is not allowed, and a last line when it has come to the end.
/// </summary>
internal static partial class Caller
{
    internal const string Finding = "finding\t";
    internal const string Silent = "silent\t";
    internal const string End = "end\t";

    private const int AddressSpace = 9;
    private const long Headroom = 1L << 30;

    public static int Main(string[] args)
    {
        if (args is not ["call", var surface, var path, var first])
            return 2;

        var folder = Directory.CreateTempSubdirectory("specimens-");
        Directory.SetCurrentDirectory(folder.FullName);
        List<Member> members = [.. Member.Of(Surface(surface))];

        // What LibTorch and the table itself need is loaded by its first product; from there on a gigabyte more is refused, not given.
        using (ones(2, 2).matmul(ones(2, 2)))
            LimitMemory();

        using var current = new CurrentCall(path);
        long calls = 0;
        for (var i = int.Parse(first); i < members.Count; i++)
        {
            var answered = false;
            foreach (var (name, arguments) in members[i].Calls())
            {
                current.Set(i, ++calls, $"{members[i].Name} [{name}]");
                answered |= Call(members[i], name, arguments);
            }
            if (!answered)
                Console.WriteLine($"{Silent}{members[i].Name}");
        }
        folder.Delete(recursive: true);
        Console.WriteLine($"{End}{members.Count}\t{calls}");
        return 0;
    }

    internal static IEnumerable<Type> Surface(string name) => name == "compat"
        ? typeof(torch).Assembly.GetExportedTypes()
        : [Type.GetType(name, throwOnError: true)!];

    /// <summary>True where the member came back without an exception.</summary>
    private static bool Call(Member member, string name, Func<object?[]> arguments)
    {
        try
        {
            using var scope = NewDisposeScope();
            using var graded = enable_grad();
            set_num_threads(1);
            object?[] made;
            try
            {
                made = arguments();
            }
            catch (Exception e) when (Outcome.IsAllowed(e))
            {
                return false; // Such an argument cannot be made: the constructor is on the table itself.
            }

            var result = member.Invoke(made);
            if (result is IEnumerable sequence and not string)
            {
                foreach (var _ in sequence.Cast<object?>().Take(50))
                {
                    // What is lazy answers here.
                }
            }
            return true;
        }
        catch (Exception e) when (Outcome.IsAllowed(e) || (e is InvalidCastException && member.IsCast))
        {
            return false; // Said what was wrong.
        }
        catch (Exception e)
        {
            Console.WriteLine($"{Finding}{member.Name} [{name}]: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} {e.StackTrace?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => !line.StartsWith("at System.", StringComparison.Ordinal))}");
            return false;
        }
    }

    private static void LimitMemory()
    {
        var used = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmSize:", StringComparison.Ordinal));
        var limit = long.Parse(used.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) * 1024 + Headroom;
        if (setrlimit(AddressSpace, [limit, limit]) != 0)
            throw new InvalidOperationException("The memory of the calling process could not be limited.");
    }

    [LibraryImport("libc")]
    private static partial int setrlimit(int resource, long[] limits);
}
