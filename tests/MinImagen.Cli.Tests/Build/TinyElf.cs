using System.Buffers.Binary;
using System.Text;

namespace MinImagen.Cli.Tests.Build;

/// <summary>
/// The smallest 64-bit ELF file that asks libstdc++.so.6 for symbols of two versions: GLIBCXX_3.4 and GLIBCXX_3.4.32. It has
/// the sections that a loader reads for that, and nothing to run.
/// </summary>
internal sealed class TinyElf
{
    // elf.h
    private const uint StringTable = 3;
    private const uint DynamicSymbols = 11;
    private const uint VersionNeeds = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;
    private const int HeaderSize = 64;
    private const int GlobalFunction = 0x12;

    private readonly byte[] file = new byte[1024];

    /// <summary>Makes it.</summary>
    /// <param name="newSymbol">The symbol that is taken in version GLIBCXX_3.4.32.</param>
    public TinyElf(string newSymbol)
    {
        string[] names = ["libstdc++.so.6", "GLIBCXX_3.4", "GLIBCXX_3.4.32", "_ZSt4cout", newSymbol];
        var text = new StringBuilder("\0");
        var at = names.Select(name =>
        {
            var offset = text.Length;
            text.Append(name).Append('\0');
            return offset;
        }).ToArray();
        const int strings = HeaderSize;
        Encoding.ASCII.GetBytes(text.ToString()).CopyTo(file, strings);

        // symbols: none, cout of version 2, the new one of version 3
        const int symbols = 256;
        Symbol(symbols + 24, at[3]);
        Symbol(symbols + 48, at[4]);
        const int versions = 336;
        Put16(versions + 2, 2);
        Put16(versions + 4, 3);

        // one file with two versions
        const int needs = 352;
        Put16(needs, 1);
        Put16(needs + 2, 2);
        Put32(needs + 4, at[0]);
        Put32(needs + 8, 16);
        Need(needs + 16, version: 2, at[1], next: 16);
        Need(needs + 32, version: 3, at[2], next: 0);
        (VersionFlags, SymbolInfo) = (needs + 32 + 4, symbols + 48 + 4);

        const int sections = 512;
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(file, 0);
        Put64(40, sections);
        Put16(58, HeaderSize);
        Put16(60, 5);
        Section(sections + 64, StringTable, strings, text.Length, link: 0);
        Section(sections + 128, DynamicSymbols, symbols, 72, link: 1);
        Section(sections + 192, SymbolVersions, versions, 6, link: 2);
        Section(sections + 256, VersionNeeds, needs, 48, link: 1);
    }

    /// <summary>Where the flags of GLIBCXX_3.4.32 are: 2 is weak.</summary>
    public int VersionFlags { get; }

    /// <summary>Where the binding of its symbol is: 0x22 is a weak function.</summary>
    public int SymbolInfo { get; }

    /// <summary>Its bytes.</summary>
    public byte[] Bytes => [.. file];

    private void Symbol(int offset, int name)
    {
        Put32(offset, name);
        file[offset + 4] = GlobalFunction;
    }

    private void Need(int offset, ushort version, int name, int next)
    {
        Put16(offset + 6, version);
        Put32(offset + 8, name);
        Put32(offset + 12, next);
    }

    private void Section(int offset, uint type, int start, int size, int link)
    {
        Put32(offset + 4, unchecked((int)type));
        Put64(offset + 24, start);
        Put64(offset + 32, size);
        Put32(offset + 40, link);
    }

    private void Put16(int offset, int value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), (ushort)value);

    private void Put32(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);

    private void Put64(int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(offset), value);
}
