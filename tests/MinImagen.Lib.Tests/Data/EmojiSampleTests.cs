using MinImagen.Lib.Data;

namespace MinImagen.Lib.Tests.Data;

/// <summary>data/emoji-sample is what the program makes: the right pictures, whole, small, with their licences.</summary>
public sealed class EmojiSampleTests
{
    private static readonly IReadOnlyList<CaptionedFile> s_rows = CaptionsFile.Read(Path.Combine(RepositoryFolder.EmojiSample, CaptionsFile.Name), []);

    [Fact]
    public void ItHoldsTheChosenCaptionsInOrder() => Assert.Equal(EmojiSample.Captions, s_rows.Select(row => row.Caption));

    [Fact]
    public void EveryPictureIs64By64()
    {
        foreach (CaptionedFile row in s_rows)
        {
            Pixels pixels = ImageDecoder.Decode(Path.Combine(RepositoryFolder.EmojiSample, row.File));
            Assert.Equal((64, 64), (pixels.Width, pixels.Height));
        }
    }

    [Fact]
    public void TheSplitIsThatOfTheBaseEmoji()
    {
        foreach (CaptionedFile row in s_rows)
            Assert.Equal(DataSplits.Of(Path.GetFileNameWithoutExtension(row.File).Split('-')[0], EmojiDataset.ValidationFraction), row.Split);

        Assert.Contains(s_rows, row => row.Split == DataSplit.Validation);
    }

    [Fact]
    public void ItIsUnderAMegabyteWithItsLicences()
    {
        FileInfo[] files = new DirectoryInfo(RepositoryFolder.EmojiSample).GetFiles("*", SearchOption.AllDirectories);

        Assert.InRange(files.Sum(file => file.Length), 0, 1_000_000);
        Assert.Superset(
            new HashSet<string> { "NOTICE.txt", "LICENSE-Apache-2.0.txt", "LICENSE-Unicode-3.0.txt", "LICENSE-emojibase.txt", "LICENSE-emoji-datasource.txt" },
            files.Select(file => file.Name).ToHashSet());
        Assert.Equal(s_rows.Count, files.Count(file => file.Extension == ".png"));
    }
}
