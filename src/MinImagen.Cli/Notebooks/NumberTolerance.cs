using System.Globalization;
using System.Text.RegularExpressions;

namespace MinImagen.Cli.Notebooks;

/// <summary>
/// When two texts say the same. What stands between their numbers must be the same letter by letter, except how many spaces
/// there are: columns are as wide as their numbers. Two whole numbers must be equal. Other numbers a and b agree when |a − b| ≤ 0.001 · max(|a|, |b|); or both are at most 10⁻⁵, where a float's
/// rounding is all there is; or they differ by one unit of the last digit written, of at least three that count.
/// </summary>
internal static partial class NumberTolerance
{
    private const double Relative = 1e-3;
    private const double Noise = 1e-5;
    private const int EnoughDigits = 3;

    /// <summary>The rule in one sentence, for help and documents.</summary>
    internal const string Rule =
        "text must be the same, however many spaces align it; whole numbers too; other numbers may differ by 0.1 %, or in the last of three or more digits, or both be below 0.00001";

    /// <summary>Compares two texts.</summary>
    /// <param name="committed">What the notebook holds.</param>
    /// <param name="given">What its code gives now.</param>
    /// <returns>Where they first differ, in <paramref name="committed"/> and in <paramref name="given"/>; null where they agree.</returns>
    internal static (int Committed, int Given)? FirstDifference(string committed, string given)
    {
        var (left, right) = (Number().Matches(committed), Number().Matches(given));
        var (leftAt, rightAt) = (0, 0);
        for (var index = 0; index < Math.Min(left.Count, right.Count); index++)
        {
            var (a, b) = (left[index], right[index]);
            if (!SameButForSpaces(committed[leftAt..a.Index], given[rightAt..b.Index]))
            {
                return (leftAt + Same(committed.AsSpan(leftAt), given.AsSpan(rightAt)), rightAt + Same(committed.AsSpan(leftAt), given.AsSpan(rightAt)));
            }
            if (!Agree(a.Value, b.Value))
            {
                return (a.Index, b.Index);
            }
            (leftAt, rightAt) = (a.Index + a.Length, b.Index + b.Length);
        }
        if (SameButForSpaces(committed[leftAt..], given[rightAt..]))
        {
            return null;
        }
        var same = Same(committed.AsSpan(leftAt), given.AsSpan(rightAt));
        return (leftAt + same, rightAt + same);
    }

    /// <summary>Whether two numbers, as they are written, agree.</summary>
    internal static bool Agree(string committed, string given)
    {
        if (committed == given)
        {
            return true;
        }
        if (IsWhole(committed) && IsWhole(given))
        {
            return committed.TrimStart('-') is "0" && given.TrimStart('-') is "0";
        }
        var a = double.Parse(committed, CultureInfo.InvariantCulture);
        var b = double.Parse(given, CultureInfo.InvariantCulture);
        var difference = Math.Abs(a - b);
        var largest = Math.Max(Math.Abs(a), Math.Abs(b));

        // One unit in the last place, and a little for the subtraction itself.
        var unit = Math.Min(LastPlace(committed), LastPlace(given)) * 1.0001;
        return difference <= Relative * largest || largest <= Noise || (difference <= unit && Math.Min(Digits(committed), Digits(given)) >= EnoughDigits);
    }

    private static bool IsWhole(string number) => !number.AsSpan().ContainsAny('.', 'e', 'E');

    private static bool SameButForSpaces(string a, string b) => a == b || Spaces().Replace(a, " ") == Spaces().Replace(b, " ");

    private static int Same(ReadOnlySpan<char> a, ReadOnlySpan<char> b) => a.CommonPrefixLength(b);

    // 12.34e-5 is written to 10⁻² · 10⁻⁵.
    private static double LastPlace(string number)
    {
        var parts = number.Split('e', 'E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : parts[0].Length - point - 1;
        var exponent = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        return Math.Pow(10, exponent - decimals);
    }

    private static int Digits(string number) =>
        number.Split('e', 'E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-', '+', '0').Length;

    // A number begins where no letter, digit or point stands before it: the 32 of float32 is part of a name, and a version has
    // no numbers at all. A minus is a sign unless it stands between two things, as in 3-4.
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}_.])(?>(?:(?<![\p{L}\p{Nd}_)\]])-)?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?!\.?\d)")]
    private static partial Regex Number();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
