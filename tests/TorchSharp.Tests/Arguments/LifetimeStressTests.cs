using System.Collections.Concurrent;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.Arguments;

/// <summary>
/// Tensors are freed once, by whoever comes first: Dispose on any thread, a scope, the finalizer; and never while a
/// native call uses them. Where that fails, the numbers are wrong or the process is gone.
/// </summary>
public class LifetimeStressTests
{
    [Fact]
    public void A_second_Dispose_is_harmless()
    {
        var tensor = ones(3);
        var view = tensor.view(3, 1);
        var scoped = NewDisposeScope();
        var inScope = ones(3);
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var parameter = new Parameter(ones(3));
        var module = torch.nn.Linear(3, 3);
        var optimizer = torch.optim.Adam(module.parameters());
        optimizer.parameters().First().grad = ones(3, 3);
        optimizer.step();
        var generator = new Generator(1);
        var accessor = view.data<float>();
        IDisposable[] all = [inScope, scoped, tensor, accessor, parameter, optimizer, module, generator];

        foreach (var disposable in all)
            disposable.Dispose();
        var live = statistics.ThreadTotalLiveCount;
        foreach (var disposable in all)
            disposable.Dispose();

        Assert.Equal(live, statistics.ThreadTotalLiveCount);
        Assert.Throws<ObjectDisposedException>(() => tensor.sum());
        Assert.Equal(3f, view.sum().item<float>());
    }

    [Fact]
    public void Tensors_are_made_used_and_freed_by_several_threads()
    {
        var shared = arange(1000, dtype: ScalarType.Float32);
        var passedOn = new ConcurrentQueue<torch.Tensor>();
        var sums = new ConcurrentBag<float>();

        var threads = Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                using (var scope = NewDisposeScope())
                    sums.Add((shared + 1 - shared).sum().item<float>());
                passedOn.Enqueue(full([64], (float)number));
                if (i % 3 != 0 && passedOn.TryDequeue(out var other))
                    other.Dispose();
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(2000, sums.Count);
        Assert.All(sums, sum => Assert.Equal(1000f, sum));
        Assert.All(passedOn, tensor => Assert.Equal(tensor[0].item<float>() * 64, tensor.sum().item<float>()));
        Assert.Equal(499_500f, shared.sum().item<float>());
    }

    [Fact]
    public void The_finalizer_waits_for_the_native_call()
    {
        using var done = new ManualResetEventSlim();
        var collector = new Thread(() =>
        {
            while (!done.IsSet)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (var i = 1; i <= 200; i++)
            {
                // Nothing but the call itself still holds the factors, the list's items, the accessor's tensor.
                Assert.Equal(i * 64f, full([64, 64], 1f).matmul(full([64, 64], (float)i)).max().item<float>());
                Assert.Equal(i * 128f, cat([full([64], (float)i), full([64], (float)i)]).sum().item<float>());
                Assert.Equal(i, full([4096], (float)i).data<float>()[4095]);
                Assert.All(full([512], (float)i).data<float>().ToArray(), value => Assert.Equal(i, value));
                Assert.Equal(2f * i, GradientOfSquare(i));
            }
        }
        finally
        {
            done.Set();
            collector.Join();
        }
    }

    [Fact]
    public void A_tensor_that_another_thread_disposes_gives_its_value_or_says_so()
    {
        var answers = new ConcurrentBag<float>();
        for (var i = 0; i < 500; i++)
        {
            var tensor = ones(256);
            using var start = new Barrier(2);
            var user = new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    for (var k = 0; k < 5; k++)
                        answers.Add(tensor.sum().item<float>());
                }
                catch (ObjectDisposedException)
                {
                    answers.Add(256f);
                }
            });
            user.Start();
            start.SignalAndWait();
            tensor.Dispose();
            user.Join();
        }

        Assert.All(answers, answer => Assert.Equal(256f, answer));
    }

    private static float GradientOfSquare(float value)
    {
        var x = tensor(value, requires_grad: true);
        (x * x).backward();
        return x.grad!.item<float>();
    }
}
