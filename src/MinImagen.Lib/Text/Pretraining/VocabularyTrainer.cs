using System.Diagnostics;
using System.Globalization;
using System.Text;
using MinImagen.Lib.Files;

namespace MinImagen.Lib.Text.Pretraining;

/// <summary>
/// Trains a SentencePiece vocabulary with Google's own <c>spm_train</c>. The same texts give the same vocabulary, byte by byte,
/// under the same version.
/// </summary>
public static class VocabularyTrainer
{
    /// <summary>Pieces of the vocabulary of <c>t5_mini</c>; with the sentinels it has 5000 ids.</summary>
    public const int DefaultPieces = 4900;

    /// <summary>How often a caption stands beside each gloss: its words are to be whole pieces.</summary>
    public const int CaptionRepeats = 100;

    private const string Program = "spm_train";

    /// <summary>The lines that the vocabulary of <c>t5_mini</c> is trained on: each gloss once, each caption many times.</summary>
    /// <param name="wordNet">What was read of WordNet.</param>
    /// <param name="captions">Captions that are to be cut into few pieces.</param>
    public static IEnumerable<string> Lines(WordNetEntries wordNet, IEnumerable<string> captions)
    {
        ArgumentNullException.ThrowIfNull(wordNet);
        return wordNet.Entries.Select(entry => entry.Gloss).Concat(Enumerable.Repeat(captions, CaptionRepeats).SelectMany(lines => lines));
    }

    /// <summary>Trains a unigram vocabulary that ignores case, with T5's signs: 0 fills up, 1 ends, 2 is unknown.</summary>
    /// <param name="lines">The texts; one with a line break in it counts as several.</param>
    /// <param name="pieces">Number of pieces, signs included.</param>
    /// <param name="path">Where to write the <c>spiece.model</c>.</param>
    /// <param name="cancellation">Stops the program and leaves nothing behind.</param>
    /// <exception cref="IOException">The program is missing, or failed.</exception>
    public static void Train(IEnumerable<string> lines, int pieces, string path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfLessThan(pieces, 10);
        var target = Path.GetFullPath(path);
        var workspace = Directory.CreateTempSubdirectory("minimagen-vocabulary-").FullName;
        try
        {
            // The model notes the names of its files: relative ones are the same everywhere.
            File.WriteAllLines(Path.Combine(workspace, "corpus.txt"), lines, new UTF8Encoding(false));
            Run(workspace, cancellation,
                "--input=corpus.txt", "--model_prefix=spiece", FormattableString.Invariant($"--vocab_size={pieces}"),
                "--model_type=unigram", "--normalization_rule_name=nmt_nfkc_cf", "--character_coverage=1.0", "--num_threads=1",
                "--pad_id=0", "--eos_id=1", "--unk_id=2", "--bos_id=-1", "--minloglevel=2");
            var model = File.ReadAllBytes(Path.Combine(workspace, "spiece.model"));
            AtomicFile.Write(target, stream => stream.Write(model));
        }
        finally
        {
            Directory.Delete(workspace, recursive: true);
        }
    }

    private static void Run(string folder, CancellationToken cancellation, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Start(start);
        using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new IOException($"{Program} failed ({process.ExitCode.ToString(CultureInfo.InvariantCulture)}): {LastLine(error + output.Result)}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new IOException($"{Program} is not installed: apt-get install sentencepiece, or keep the vocabulary with --vocabulary.", e);
        }
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
}
