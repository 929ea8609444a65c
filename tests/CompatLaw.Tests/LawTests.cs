using CompatLaw.Tests.Samples;

namespace CompatLaw.Tests;

/// <summary>The law catches what it is there to catch, and nothing else.</summary>
public class LawTests
{
    private static readonly string[] Listed =
    [
        "TYPE CompatLaw.Tests.Samples.Lawful : object [IDisposable]",
        "CompatLaw.Tests.Samples.Lawful::.ctor()",
        "CompatLaw.Tests.Samples.Lawful::field Answer : int = 42",
        "CompatLaw.Tests.Samples.Lawful::field rate : double",
        "CompatLaw.Tests.Samples.Lawful::prop Item[params long[] index] : ValueTuple<string,long>? {get;}",
        "CompatLaw.Tests.Samples.Lawful::static Pick<T>(IEnumerable<T> items, out ref int count, string name = \"x\", double scale = 1E-08, Reduction reduction = 1, CancellationToken cancellation = null) -> IList<T>",
        "CompatLaw.Tests.Samples.Lawful::static op_Addition(Lawful left, ref int right) -> Lawful",
        "CompatLaw.Tests.Samples.Lawful::Resize(bool? keep = null) -> void protected virtual [Obsolete]",
        "CompatLaw.Tests.Samples.Lawful::Dispose() -> void",
        "CompatLaw.Tests.Samples.Lawful::prop Elsewhere : int {get;}",
        "TYPE CompatLaw.Tests.Samples.Lawful.Reduction : Enum [IComparable,IConvertible,IFormattable]",
        "CompatLaw.Tests.Samples.Lawful.Reduction::field value__ : int",
        "CompatLaw.Tests.Samples.Lawful.Reduction::field None : Reduction = 0",
        "CompatLaw.Tests.Samples.Lawful.Reduction::field Mean : Reduction = 1",
        "TYPE CompatLaw.Tests.Samples.Derived : Lawful [IDisposable]",
        "CompatLaw.Tests.Samples.Derived::.ctor()",
    ];

    private static readonly Type[] Types = [typeof(Lawful), typeof(Lawful.Reduction), typeof(Derived)];

    [Fact]
    public void What_the_list_says_is_lawful() => Assert.Empty(Law.Breaches(Types, new SignatureList(Listed)));

    [Theory]
    // A wrong parameter name, a wrong default, no default, a wrong type, another way of passing.
    [InlineData("IEnumerable<T> items", "IEnumerable<T> values", "Pick")]
    [InlineData("scale = 1E-08", "scale = 1E-07", "Pick")]
    [InlineData("name = \"x\"", "name = \"y\"", "Pick")]
    [InlineData("Reduction reduction = 1", "Reduction reduction = 0", "Pick")]
    [InlineData("string name = \"x\"", "string name", "Pick")]
    [InlineData("double scale", "float scale", "Pick")]
    [InlineData("out ref int", "ref int", "Pick")]
    [InlineData("params long[]", "long[]", "Item")]
    [InlineData("Pick<T>", "Pick<U>", "Pick")]
    // Another kind of member.
    [InlineData("-> void protected virtual", "-> void protected", "Resize")]
    [InlineData("-> void protected virtual", "-> void virtual", "Resize")]
    [InlineData("Answer : int = 42", "Answer : int = 41", "Answer")]
    [InlineData("Mean : Reduction = 1", "Mean : Reduction = 2", "Mean")]
    [InlineData("Elsewhere : int {get;}", "Elsewhere : long {get;}", "Elsewhere")]
    // Another kind of type.
    [InlineData("object [IDisposable]", "object [IDisposable] abstract", "abstract")]
    [InlineData("object [IDisposable]", "object []", "IDisposable")]
    [InlineData("Derived : Lawful", "Derived : object", "derives from Lawful")]
    public void A_difference_to_the_list_is_a_breach(string text, string altered, string named)
    {
        var list = Listed.Select(line => line.Replace(text, altered, StringComparison.Ordinal)).ToList();
        Assert.NotEqual(Listed, list);

        var breaches = Law.Breaches(Types, new SignatureList(list));

        Assert.Contains(breaches, breach => breach.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_member_that_the_list_lacks_is_a_breach()
    {
        foreach (var line in Listed.Where(line => !line.StartsWith("TYPE", StringComparison.Ordinal)))
        {
            var list = new SignatureList(Listed.Where(other => other != line));

            var breaches = Law.Breaches(Types, list);

            // An override is a breach with its base.
            Assert.InRange(breaches.Count, 1, 2);
            Assert.Contains(breaches, breach => breach.Contains("that the real package does not have", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_type_that_the_list_lacks_is_one_breach()
    {
        var list = new SignatureList(Listed.Where(line => !line.StartsWith("TYPE CompatLaw.Tests.Samples.Lawful.Reduction ", StringComparison.Ordinal)));

        var breach = Assert.Single(Law.Breaches(Types, list));

        Assert.Equal("public type that the real package does not have: TYPE CompatLaw.Tests.Samples.Lawful.Reduction", breach[..breach.IndexOf(" : Enum", StringComparison.Ordinal)]);
    }

    [Fact]
    public void A_breach_shows_what_the_list_has_by_that_name()
    {
        var list = new SignatureList(Listed.Select(line => line.Replace("items", "values", StringComparison.Ordinal)));

        var breach = Assert.Single(Law.Breaches(Types, list));

        Assert.Contains("(IEnumerable<T> items,", breach, StringComparison.Ordinal);
        Assert.Contains("listed: CompatLaw.Tests.Samples.Lawful::static Pick<T>(IEnumerable<T> values,", breach, StringComparison.Ordinal);
    }
}
