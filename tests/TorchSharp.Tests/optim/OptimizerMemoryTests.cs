using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.optim;

/// <summary>Five hundred training steps leave no tensor behind.</summary>
public class OptimizerMemoryTests
{
    [Theory]
    [InlineData("adam")]
    [InlineData("amsgrad")]
    [InlineData("adamw")]
    [InlineData("sgd")]
    public void Steps_leave_the_number_of_tensors_of_this_thread_where_it_was(string name)
    {
        using var model = torch.nn.Linear(4, 3);
        var parameters = model.parameters().ToArray();
        using OptimizerHelper optimizer = name switch
        {
            "adam" => torch.optim.Adam(parameters, weight_decay: 0.1, maximize: true),
            "amsgrad" => torch.optim.Adam(parameters, amsgrad: true),
            "adamw" => torch.optim.AdamW(parameters),
            _ => torch.optim.SGD(parameters, 0.01, momentum: 0.9, nesterov: true, weight_decay: 0.01),
        };
        using var input = randn(8, 4);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;

        long afterFirst = 0;
        for (var step = 0; step < 500; step++)
        {
            using (var scope = NewDisposeScope())
            {
                optimizer.zero_grad();
                model.forward(input).square().mean().backward();
                optimizer.step();
            }
            if (step == 0)
                afterFirst = statistics.ThreadTotalLiveCount;
        }

        Assert.Equal(afterFirst, statistics.ThreadTotalLiveCount);
    }
}
