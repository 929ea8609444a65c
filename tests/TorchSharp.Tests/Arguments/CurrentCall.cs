using System.IO.MemoryMappedFiles;
using System.Text;

namespace TorchSharp.Tests.Arguments;

/// <summary>
/// The call that a process is in, in a file that both processes map: it is there to read after the caller has died of it.
/// </summary>
internal sealed class CurrentCall : IDisposable
{
    private const int Size = 4096;
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    internal CurrentCall(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, Size);
        view = file.CreateViewAccessor();
    }

    internal void Set(int member, long call, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Length > 1000 ? text[..1000] : text);
        view.Write(0, member);
        view.Write(4, bytes.Length);
        view.WriteArray(16, bytes, 0, bytes.Length);
        view.Write(8, call);
    }

    internal (int Member, long Call, string Text) Get()
    {
        var bytes = new byte[Math.Clamp(view.ReadInt32(4), 0, Size - 16)];
        view.ReadArray(16, bytes, 0, bytes.Length);
        return (view.ReadInt32(0), view.ReadInt64(8), Encoding.UTF8.GetString(bytes));
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }
}
