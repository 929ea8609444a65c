using TorchSharp.Modules;

namespace TorchSharp.Tests.Nn;

public class UtilsTests
{
    [Theory]
    [InlineData(2, 13)]
    [InlineData(1, 19)]
    [InlineData(double.PositiveInfinity, 12)]
    public void AllGradientsShareOneNorm(double type, double norm)
    {
        using var scope = torch.NewDisposeScope();
        var parameters = WithGradients([3, 4], [12, 0]);

        Assert.Equal(norm, torch.nn.utils.clip_grad_norm_(parameters, 1, type), 1e-5);

        Numbers.Equal([3 / norm, 4 / norm], parameters[0].grad!);
        Numbers.Equal([12 / norm, 0], parameters[1].grad!);
        Assert.Equal(1, torch.nn.utils.clip_grad_norm_(parameters, 100, type), 1e-5);
    }

    [Fact]
    public void ASmallNormChangesNothing()
    {
        using var scope = torch.NewDisposeScope();
        var parameters = WithGradients([3, 4], [12, 0]);

        torch.nn.utils.clip_grad_norm_(parameters, 13.1);

        Numbers.Equal([3, 4], parameters[0].grad!, 0);
        Numbers.Equal([12, 0], parameters[1].grad!, 0);
    }

    [Fact]
    public void TheNumbersArePyTorchsToTheLastBit()
    {
        using var scope = torch.NewDisposeScope();
        var parameters = WithGradients(
            [-1.460342288017273f, -1.811464786529541f, -1.6742887496948242f, 2.002572774887085f],
            [-0.5922452807426453f, 5.82835054397583f, -4.205106258392334f]);

        Assert.Equal(8.01441764831543, torch.nn.utils.clip_grad_norm_(parameters, 3));

        Numbers.Equal([-0.5466431379318237, -0.6780771613121033, -0.6267287135124207, 0.7496137022972107], parameters[0].grad!, 0);
        Numbers.Equal([-0.22169241309165955, 2.181699275970459, -1.574077844619751], parameters[1].grad!, 0);
    }

    [Fact]
    public void WithoutGradientsThereIsNothingToClip()
    {
        using var parameter = torch.nn.Parameter(torch.ones(2));

        Assert.Equal(0, torch.nn.utils.clip_grad_norm_([parameter], 1));
        Assert.Equal(0, torch.nn.utils.clip_grad_norm_([], 1));
    }

    [Fact]
    public void ClipsByValue()
    {
        using var scope = torch.NewDisposeScope();
        var parameters = WithGradients([3, -4], [0.5f, 0]);

        torch.nn.utils.clip_grad_value_(parameters, 2);

        Numbers.Equal([2, -2], parameters[0].grad!);
        Numbers.Equal([0.5, 0], parameters[1].grad!);
    }

    [Fact]
    public void ParametersToAVectorAndBack()
    {
        using var scope = torch.NewDisposeScope();
        var source = torch.nn.Linear(2, 3);
        var target = torch.nn.Linear(2, 3);

        var vector = torch.nn.utils.parameters_to_vector(source.parameters());
        torch.nn.utils.vector_to_parameters(vector, target.parameters());

        Assert.Equal([9], vector.shape);
        Numbers.Equal(source.weight, target.weight, 0);
        Numbers.Equal(source.bias!, target.bias!, 0);
        Assert.Throws<ArgumentException>(() => torch.nn.utils.vector_to_parameters(vector[1..], target.parameters()));
    }

    private static List<Parameter> WithGradients(params float[][] gradients)
        => [.. gradients.Select(gradient =>
        {
            var parameter = torch.nn.Parameter(torch.zeros(gradient.Length));
            parameter.grad = torch.tensor(gradient);
            return parameter;
        })];
}
