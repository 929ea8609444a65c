using MinImagen.Lib.Diffusion;
using MinImagen.Lib.Unets;

namespace MinImagen.Lib.Tests.Diffusion;

public sealed class SamplersTests
{
    [Fact]
    public void NamesAndStepsGiveOneForAllOrOneForEach()
    {
        Is(new DdpmSampler(), Samplers.Parse("ddpm"));
        Is(new DdimSampler(0.25), Samplers.Parse("ddim:0.25"));
        Is(new RespacedSampler(new DpmSolverSampler(), 20, StepSpacing.LogSnr), Samplers.Parse("dpmpp", 20));
        Is(new RespacedSampler(new DpmSolverSampler(), 20), Samplers.Parse("dpmpp", 20, StepSpacing.Time));
        Are([new DpmSolverSampler(), new DdimSampler()], Samplers.Parse("dpmpp, ddim"));
        Are(
            [new RespacedSampler(new DpmSolverSampler(), 20, StepSpacing.LogSnr), new RespacedSampler(new DdimSampler(), 10)],
            Samplers.Parse("dpmpp,ddim", [20, 10]));
        Are([new RespacedSampler(new DdpmSampler(), 20), new RespacedSampler(new DdpmSampler(), 10)], Samplers.Parse("ddpm", [20, 10]));
        Are([new RespacedSampler(new DdpmSampler(), 5), new RespacedSampler(new DdimSampler(), 5)], Samplers.Parse("ddpm,ddim", 5));

        static void Is(ISampler expected, OneOrEach<ISampler> actual) => Assert.Equal(OneOrEach.All(expected), actual);
        static void Are(ISampler[] expected, OneOrEach<ISampler> actual) => Assert.Equal(OneOrEach.Each<ISampler>(expected), actual);
    }

    [Theory]
    [InlineData("euler", "'euler' is no sampler: ddpm, ddim, dpmpp")]
    [InlineData("ddim:2", "'ddim:2'")]
    [InlineData("ddim:", "'ddim:'")]
    [InlineData("ddpm:0.5", "'ddpm:0.5'")]
    [InlineData("dpmpp,", "'' is no sampler")]
    public void OtherNamesAreRefused(string names, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => Samplers.Parse(names)).Message);

    [Fact]
    public void ListsOfDifferentLengthsAreRefused() =>
        Assert.Contains("2 samplers (ddpm,ddim) and 3 numbers of steps (5,6,7)", Assert.Throws<FormatException>(() => Samplers.Parse("ddpm,ddim", [5, 6, 7])).Message);
}
