using MinImagen.Lib.Tests.Data;
using MinImagen.Lib.Text.Pretraining;

namespace MinImagen.Lib.Tests.Text.Pretraining;

public class WordNetReaderTests
{
    private const string Dog = "02084071 05 n 03 dog 0 domestic_dog 0 Canis_familiaris 0 002 @ 02083346 n 0000 ~ 01322604 n 0000 | a member of the genus Canis; \"the dog barked\"  ";
    private const string Galore = "00013662 00 s 01 galore(ip) 0 001 & 00013160 a 0000 | in great numbers";

    [Fact]
    public void AMeaningIsItsWordsAndItsGloss()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["data"], $"  1 This software and database\n  29 is provided  \n{Dog}\n{Galore}\n");
        var read = WordNetReader.Read(folder["data"]);

        Assert.Equal(["dog", "domestic dog", "Canis familiaris"], read.Entries[0].Words);
        Assert.Equal("dog, domestic dog, Canis familiaris: a member of the genus Canis; \"the dog barked\"", read.Entries[0].Text);
        Assert.Equal("galore: in great numbers", read.Entries[1].Text);
        Assert.Equal(2, read.Entries.Count);
        Assert.Equal("This software and database\nis provided\n", read.Notice);
        Assert.Equal(0, read.Malformed);
    }

    [Theory]
    [InlineData("no gloss at all")]
    [InlineData("02084071 05 n 01 dog 0 000 |")]
    [InlineData("02084071 05 n 01 dog 0 000 | \u0007 bell")]
    [InlineData("2084071 05 n 01 dog 0 000 | seven digits")]
    [InlineData("02084071 05 x 01 dog 0 000 | of no known kind")]
    [InlineData("02084071 05 n 00 dog 0 000 | no words")]
    [InlineData("02084071 05 n zz dog 0 000 | no count")]
    [InlineData("02084071 05 n -1 dog 0 000 | a count below zero")]
    [InlineData("02084071 05 n 7fffffff dog 0 000 | more words than there are")]
    [InlineData("02084071 05 n ff dog 0 000 | more words than there are")]
    [InlineData("02084071 05 n 02 dog 0  0 000 | an empty word")]
    [InlineData(" | a gloss of nothing")]
    public void ALineThatIsNoMeaningIsCountedAndPassedOver(string line)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["data"], $"{Dog}\n{line}\n{Galore}");
        var read = WordNetReader.Read(folder["data"]);
        Assert.Equal(1, read.Malformed);
        Assert.Equal(["dog", "galore"], read.Entries.Select(entry => entry.Words[0]));
    }

    [Fact]
    public void ALineThatIsTooLongIsPassedOver()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["data"], $"{Dog}\n{Galore} {new string('x', WordNetReader.MaxLineLength)}\n");
        Assert.Equal((1, 1), (WordNetReader.Read(folder["data"]).Entries.Count, WordNetReader.Read(folder["data"]).Malformed));
    }

    [Fact]
    public void AFileThatIsNoneIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["binary"], [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7919 >> 3))]);
        Assert.Contains(folder["binary"], Assert.Throws<InvalidDataException>(() => WordNetReader.Read(folder["binary"])).Message, StringComparison.Ordinal);

        // A sparse file: nothing of it is read.
        using (var huge = new FileStream(folder["huge"], FileMode.Create))
            huge.SetLength(1L << 40);
        Assert.Contains(folder["huge"], Assert.Throws<InvalidDataException>(() => WordNetReader.Read(folder["huge"])).Message, StringComparison.Ordinal);

        var missing = Assert.Throws<FileNotFoundException>(() => WordNetReader.ReadFolder(folder.Path));
        Assert.Contains("wordnet-base", missing.Message, StringComparison.Ordinal);
    }

    /// <summary>117 659 synsets, says wnstats(7WN) of WordNet 3.0.</summary>
    [InstalledFact(WordNetReader.DefaultFolder, "wordnet-base")]
    public void TheWholeOfWordNetIsRead()
    {
        var read = WordNetReader.ReadFolder(WordNetReader.DefaultFolder);
        Assert.Equal((117_659, 0), (read.Entries.Count, read.Malformed));
        Assert.Contains(read.Entries, entry => entry.Text.StartsWith("puppy: a young dog", StringComparison.Ordinal));
        Assert.StartsWith("This software and database is being provided", read.Notice, StringComparison.Ordinal);
    }
}
