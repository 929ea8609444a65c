using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies libLibTorchSharp.so so that it loads with the libstdc++ of this system. It was built by GCC 13, which has every C++
/// library ask for <c>std::ios_base_library_init</c> of version GLIBCXX_3.4.32. Nothing calls it, but Debian 12 and Ubuntu
/// 22.04 have GCC 12, and their loader refuses a library that asks for a version which they lack. Where that is so, two
/// bytes of the copy make version and symbol weak: the loader then does without.
/// </summary>
/// <remarks>Compiled by MSBuild against .NET Standard 2.0 when it is needed: see LibTorch.targets.</remarks>
public sealed class WeakenGlibcxx : Task
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";

    private static readonly string[] systemFolders = { "/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/lib64", "/usr/lib", "/lib" };

    /// <summary>The library as the package has it; never written.</summary>
    [Required]
    public string Source { get; set; } = "";

    /// <summary>The copy. What was done, and why, is written beside it, with .txt at the end of its name.</summary>
    [Required]
    public string Destination { get; set; } = "";

    /// <summary>This system's libstdc++.so.6; looked for when empty.</summary>
    public string Libstdcxx { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            byte[] library = File.ReadAllBytes(Source);
            string done = Weaken(library);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Destination)));
            Write(Destination, library);
            Write(Destination + ".txt", Encoding.UTF8.GetBytes(done + "\n"));
            Log.LogMessage(MessageImportance.High, $"{Path.GetFileName(Destination)}: {done}");
        }
        catch (Exception failure) when (failure is IOException || failure is UnauthorizedAccessException || failure is InvalidDataException)
        {
            Log.LogError($"{Source} cannot be copied to {Destination}: {failure.Message}");
        }
        return !Log.HasLoggedErrors;
    }

    /// <summary>Changes the library where this system needs it.</summary>
    /// <returns>What was done, in a line.</returns>
    private string Weaken(byte[] library)
    {
        string system = Libstdcxx.Length > 0 ? Libstdcxx : FindLibstdcxx();
        if (system.Length > 0 && Contains(File.ReadAllBytes(system), Version))
            return $"unchanged, since {system} has {Version}";

        string lacking = system.Length > 0 ? $"{system} lacks {Version}" : "no libstdc++.so.6 was found";
        var elf = new Elf(library);
        int need = elf.FindVersionNeed(Version);
        if (need < 0)
            return $"unchanged, since it does not ask for {Version}";

        IReadOnlyList<int> symbols = elf.FindSymbolsOfVersion(need);
        if (symbols.Any(symbol => elf.NameOf(symbol) != Symbol))
            return $"unchanged, though {lacking}: it takes more from there than {Symbol}";

        elf.MakeVersionWeak(need);
        foreach (int symbol in symbols)
            elf.MakeSymbolWeak(symbol);
        return $"{Version} made weak, since {lacking}";
    }

    private static string FindLibstdcxx()
    {
        string chosen = Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "";
        return chosen.Split(new[] { ':' }, StringSplitOptions.RemoveEmptyEntries).Concat(systemFolders)
            .Select(folder => Path.Combine(folder, "libstdc++.so.6")).FirstOrDefault(File.Exists) ?? "";
    }

    private static bool Contains(byte[] file, string text)
    {
        byte[] wanted = Encoding.ASCII.GetBytes(text + "\0");
        for (int i = Array.IndexOf(file, wanted[0]); i >= 0 && i <= file.Length - wanted.Length; i = Array.IndexOf(file, wanted[0], i + 1))
        {
            int same = 1;
            while (same < wanted.Length && file[i + same] == wanted[same])
                same++;
            if (same == wanted.Length)
                return true;
        }
        return false;
    }

    // A link to the file in the package, or a file that a running program has open, is replaced and never written into.
    private static void Write(string path, byte[] bytes)
    {
        string fresh = path + "." + Guid.NewGuid().ToString("N");
        File.WriteAllBytes(fresh, bytes);
        if (File.Exists(path))
            File.Delete(path);
        File.Move(fresh, path);
    }

    /// <summary>The parts of a 64-bit little-endian ELF file that say which versions of which symbols it takes from others.</summary>
    private sealed class Elf
    {
        // elf.h: section types, flags and bindings
        private const uint DynamicSymbols = 11;
        private const uint VersionNeeds = 0x6ffffffe;
        private const uint SymbolVersions = 0x6fffffff;
        private const ushort WeakVersion = 2;
        private const int WeakSymbol = 2;
        private const int SymbolSize = 24;

        private readonly byte[] file;
        private readonly Section symbols;
        private readonly Section needs;
        private readonly Section versions;

        public Elf(byte[] file)
        {
            this.file = file;
            if (file.Length < 64 || file[0] != 0x7f || file[1] != 'E' || file[2] != 'L' || file[3] != 'F' || file[4] != 2 || file[5] != 1)
                throw new InvalidDataException("it is no 64-bit little-endian ELF file");
            symbols = FindSection(DynamicSymbols);
            needs = FindSection(VersionNeeds);
            versions = FindSection(SymbolVersions);
        }

        /// <summary>Where the entry (Elf64_Vernaux) is that asks for a version; -1 where none does.</summary>
        public int FindVersionNeed(string version)
        {
            // Elf64_Verneed: vn_cnt at 2, vn_aux at 8, vn_next at 12; Elf64_Vernaux: vna_name at 8, vna_next at 12
            for (int need = needs.Offset, next; needs.Size > 0; need += next)
            {
                int entry = need + (int)UInt32(need + 8);
                for (int left = UInt16(need + 2); left > 0; left--)
                {
                    if (Text(needs, entry + 8) == version)
                        return entry;
                    entry += (int)UInt32(entry + 12);
                }
                next = (int)UInt32(need + 12);
                if (next == 0)
                    break;
            }
            return -1;
        }

        /// <summary>The symbols (Elf64_Sym) that are taken in the version of an entry.</summary>
        public IReadOnlyList<int> FindSymbolsOfVersion(int need)
        {
            int number = UInt16(need + 6);
            return Enumerable.Range(0, symbols.Size / SymbolSize)
                .Where(i => (UInt16(versions.Offset + 2 * i) & 0x7fff) == number)
                .Select(i => symbols.Offset + SymbolSize * i).ToList();
        }

        public string NameOf(int symbol) => Text(symbols, symbol);

        public void MakeVersionWeak(int need) => file[need + 4] |= (byte)WeakVersion;

        // st_info: the binding is its upper half
        public void MakeSymbolWeak(int symbol) => file[symbol + 4] = (byte)(WeakSymbol << 4 | file[symbol + 4] & 0xf);

        private Section FindSection(uint type)
        {
            // Elf64_Ehdr: e_shoff at 40, e_shentsize at 58, e_shnum at 60; Elf64_Shdr: sh_type at 4, sh_link at 40
            for (int i = 0; i < UInt16(60); i++)
            {
                int header = SectionHeader(i);
                if (UInt32(header + 4) == type)
                    return new Section(ReadOffset(header + 24), ReadOffset(header + 32), ReadOffset(SectionHeader((int)UInt32(header + 40)) + 24));
            }
            return new Section(0, 0, 0);
        }

        private int SectionHeader(int index) => ReadOffset(40) + UInt16(58) * index;

        /// <summary>The text whose place in the section's string table stands at an offset.</summary>
        private string Text(Section section, int offset)
        {
            int start = section.Strings + (int)UInt32(offset);
            int end = start < 0 || start >= file.Length ? -1 : Array.IndexOf(file, (byte)0, start);
            return end < 0 ? throw new InvalidDataException("it ends within a name") : Encoding.ASCII.GetString(file, start, end - start);
        }

        private int ReadOffset(int at)
        {
            ulong value = UInt32(at) | (ulong)UInt32(at + 4) << 32;
            return value <= (ulong)file.Length ? (int)value : throw new InvalidDataException("it is shorter than it says");
        }

        private ushort UInt16(int at) => at >= 0 && at + 2 <= file.Length ? BitConverter.ToUInt16(file, at) : throw new InvalidDataException("it ends too early");

        private uint UInt32(int at) => at >= 0 && at + 4 <= file.Length ? BitConverter.ToUInt32(file, at) : throw new InvalidDataException("it ends too early");

        private readonly struct Section
        {
            public Section(int offset, int size, int strings) => (Offset, Size, Strings) = (offset, size, strings);

            public int Offset { get; }

            public int Size { get; }

            public int Strings { get; }
        }
    }
}
