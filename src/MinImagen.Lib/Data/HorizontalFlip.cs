using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace MinImagen.Lib.Data;

/// <summary>
/// Mirroring as augmentation: of the pictures whose caption stays true in a mirror, about half, decided by the seed and
/// the position alone.
/// </summary>
/// <param name="seed">Decides which.</param>
public sealed partial class HorizontalFlip(long seed)
{
    private const ulong Purpose = 0x666C6970;

    /// <summary>
    /// Whether a caption stays true when its picture is mirrored. It does not when it has
    /// a direction (left, right, east, west, clockwise, waxing, waning),
    /// a digit or a number sign, a word in capitals or a letter alone (OK, ATM, "letter A"), which a mirror makes unreadable,
    /// a thing that is read or is known by its sides (letter, word, sign, book, clock, watch, calendar, arrow, map, globe, flag, note, …),
    /// or a letter outside the Latin alphabet, since these words are English. When in doubt it is not mirrored.
    /// </summary>
    /// <param name="caption">The caption.</param>
    public static bool IsHarmless(string caption) => !Sided().IsMatch(caption) && !Written().IsMatch(caption);

    /// <summary>Whether the picture at a position is mirrored.</summary>
    /// <param name="position">How many pictures were handed out before it.</param>
    /// <param name="caption">Its caption.</param>
    public bool Applies(long position, string caption) =>
        (SplitMix64.Mix(SplitMix64.Mix((ulong)seed ^ Purpose) + (ulong)position) & 1) == 1 && IsHarmless(caption);

    /// <summary>The picture in a mirror.</summary>
    /// <param name="image">Shape (…, h, w).</param>
    /// <returns>The same shape, each row backwards.</returns>
    public static Tensor Mirror(Tensor image) => image.flip(-1);

    /// <summary>Directions, and things that are known by their sides or are read.</summary>
    [GeneratedRegex(
        @"\b(left|right|east|west|clockwise|counter-?clockwise|anti-?clockwise|waxing|waning|crescent|quarter"
        + "|letters?|words?|writing|written|text|signs?|signage|signature|numbers?|digits?|numerals?|alphabet|latin|symbol|logos?|labels?"
        + "|labell?ed|titled?|captions?|says|reads|reading|spelled|lettering|typography|quotes?|posters?|banners?|billboards?|newspapers?|magazines?"
        + "|books?|pages?|keyboards?|calendars?|dates?|clocks?|watch|watches|o.?clock|stopwatch|timer|thirty|arrows?|maps?|globes?|earth|flags?"
        + "|music|musical|notes?|score|checks?|button|keycap|screens?|license|plate|playing cards?|dice|ruler|thermometer|scissors)(-?\\w*wards?|-?hand(ed)?|-?most|ern)?\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sided();

    /// <summary>What can be read only one way round: digits, capitals, single letters, other alphabets.</summary>
    [GeneratedRegex(@"[\p{N}#@&%$€£?]|\b\p{Lu}{2,}\b|(?<![\w'’])[B-Zb-z](?![\w'’])|(?<=\w\s)A\b|(?!\p{IsBasicLatin}|\p{IsLatin-1Supplement}|\p{IsLatinExtended-A})\p{L}", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
