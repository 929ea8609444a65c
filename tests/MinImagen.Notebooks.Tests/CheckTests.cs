using TorchSharp;
using static TorchSharp.torch;

namespace MinImagen.Notebooks.Tests;

/// <summary>Right answers are right; wrong ones, and none, say what is wrong and give the hint.</summary>
public class CheckTests
{
    [Fact]
    public void What_is_right_says_what_it_is()
    {
        using var right = torch.tensor(new[] { 1.0, double.PositiveInfinity, 1000 });
        using var near = torch.tensor(new[] { 1.00005, double.PositiveInfinity, 1000.05 });

        var all = Check.All(
            Check.Close(near, right, "x_t is right", "hint"),
            Check.Close(2.00001, 2, "so is β", "hint"),
            Check.Close(new double[] { 1, 2 }, [1, 2], "both", "hint"),
            Check.Shape(near, [3], "shape", "hint"),
            Check.Equal(new[] { "a", "b" }, ["a", "b"], "words", "hint"),
            Check.That(true, "it holds", "hint"));

        Assert.True(all.IsRight);
        Assert.Equal("Right: x_t is right\nRight: so is β\nRight: both\nRight: shape\nRight: words\nRight: it holds", all.Text);
    }

    [Fact]
    public void A_wrong_tensor_says_where_it_is_worst()
    {
        using var right = torch.zeros(2, 3);
        using var wrong = torch.zeros(2, 3);
        wrong[1, 2] = 0.5;
        wrong[0, 1] = 0.1;

        Assert.Equal("Not yet: 0.5 where 0 is right at [1, 2], and 2 of 6 values are off. Hint: the root", Message(() => Check.Close(wrong, right, "", "the root")));
    }

    [Fact]
    public void Nothing_wrong_shapes_and_what_is_no_number_are_answers_that_are_wrong()
    {
        using var right = torch.zeros(2, 3);
        using var other = torch.zeros(3, 2);
        using var none = torch.full([2, 3], double.NaN);

        Assert.Equal("Not yet: there is nothing here. Hint: h", Message(() => Check.Close((Tensor?)null, right, "", "h")));
        Assert.Equal("Not yet: there is nothing here. Hint: h", Message(() => Check.Close((double?)null, 1, "", "h")));
        Assert.Equal("Not yet: there is nothing here. Hint: h", Message(() => Check.Equal(null, "a", "", "h")));
        Assert.Equal("Not yet: the shape is (3, 2) where (2, 3) is right. Hint: h", Message(() => Check.Close(other, right, "", "h")));
        Assert.Equal("Not yet: 6 of 6 values are NaN or infinite. Hint: h", Message(() => Check.Close(none, right, "", "h")));
        Assert.Equal("Not yet: there are 1 numbers where 2 are asked for. Hint: h", Message(() => Check.Close(new double[] { 1 }, [1, 2], "", "h")));
        Assert.Equal("Not yet: this is [1, 3], which is not the answer. Hint: h", Message(() => Check.Equal(new[] { 1, 3 }, [1, 2], "", "h")));
        Assert.Equal("Not yet: this does not hold yet. Hint: h", Message(() => Check.That(false, "", "h")));
    }

    [Theory]
    [InlineData(1.0002, 1)]
    [InlineData(0.0002, 0)]
    [InlineData(1000.2, 1000)]
    public void The_tolerance_is_relative_to_one_or_more(double actual, double expected)
    {
        Assert.False(Check.Close(actual, expected, "", "").IsRight);
        Assert.True(Check.Close(actual, expected, "", "", tolerance: 3e-4).IsRight);
    }

    [Fact]
    public void Of_several_checks_each_says_its_own_and_one_that_is_wrong_spoils_them()
    {
        var mixed = Check.All(Check.That(true, "one", ""), Check.That(false, "two", "look"), Check.That(true, "three", ""));

        Assert.False(mixed.IsRight);
        Assert.Equal("Right: one\nNot yet: this does not hold yet. Hint: look\nRight: three", mixed.Text);
    }

    private static string Message(Func<Verdict> check)
    {
        var verdict = check();
        Assert.False(verdict.IsRight);
        return verdict.Text;
    }
}
