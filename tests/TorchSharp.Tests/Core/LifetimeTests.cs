using static TorchSharp.torch;

namespace TorchSharp.Tests.Core;

public class LifetimeTests
{
    /// <summary>Scopes belong to a thread, and tests share threads: one that another test left open is closed first.</summary>
    public LifetimeTests()
    {
        while (CurrentDisposeScope is { } left)
            left.Dispose();
    }

    [Fact]
    public void AScopeFreesWhatIsNotMovedOut()
    {
        var before = LiveTensors.Count();
        Tensor kept, detached;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                kept = (ones(2) + ones(2)).MoveToOuterDisposeScope();
                detached = ones(3).DetachFromDisposeScope();
                Assert.Equal(before + 4, LiveTensors.Count());
            }

            Assert.Equal(before + 2, LiveTensors.Count());
            Assert.Equal(2, kept[0].item<float>());
        }

        Assert.True(kept.IsInvalid);
        Assert.Equal(3, detached.NumberOfElements);
        detached.Dispose();
        Assert.Equal(before, LiveTensors.Count());
    }

    [Fact]
    public void AnExceptionLeavesNothingBehind()
    {
        var before = LiveTensors.Count();
        Assert.ThrowsAny<Exception>(() =>
        {
            using var scope = NewDisposeScope();
            _ = ones(2, 3).matmul(ones(2, 3));
        });
        Assert.Equal(before, LiveTensors.Count());
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void StatisticsTellWhereTensorsCameFromAndWent()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        var outside = ones(1);
        using (var scope = NewDisposeScope())
        {
            var inside = ones(1);
            _ = ones(1);
            scope.Detach(inside);
            scope.Attach(outside);
            Assert.Equal(2, scope.DisposablesCount);
            inside.Dispose();
        }

        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(2, statistics.CreatedInScopeCount);
        Assert.Equal(1, statistics.DetachedFromScopeCount);
        Assert.Equal(1, statistics.AttachedToScopeCount);
        Assert.Equal(1, statistics.DisposedOutsideScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void DisposedTensorsThrowAndDoubleDisposeIsHarmless()
    {
        var x = ones(2);
        x.Dispose();
        x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => x + 1);
        Assert.Throws<ObjectDisposedException>(() => x.shape);
        Assert.Throws<ObjectDisposedException>(() => cat([ones(1), x]));
        Assert.Throws<ObjectDisposedException>(() => x.grad);
        Assert.Throws<ObjectDisposedException>(() => x.backward());
        Assert.Equal("[disposed]", x.ToString());
    }

    [Fact]
    public void AViewOutlivesItsBase()
    {
        var x = arange(6).reshape(2, 3);
        var row = x[1];
        x.Dispose();
        Assert.Equal([3L, 4, 5], row.data<long>().ToArray());
    }

    [Fact]
    public void ForgottenTensorsAreFinalized()
    {
        // In a method of its own, so that no local of this one keeps the last tensor.
        static void Forget()
        {
            for (var i = 0; i < 50; i++)
                _ = ones(1000);
        }

        var before = LiveTensors.Count();
        Forget();
        Assert.Equal(before, LiveTensors.Count());
    }
}
