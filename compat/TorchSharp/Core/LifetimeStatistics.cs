namespace TorchSharp;

/// <summary>How many disposables of one kind this thread has created and disposed, in scopes and outside.</summary>
public class LifetimeStatistics
{
    public long CreatedOutsideScopeCount { get; internal set; }

    public long DisposedOutsideScopeCount { get; internal set; }

    public long CreatedInScopeCount { get; internal set; }

    public long DisposedInScopeCount { get; internal set; }

    public long AttachedToScopeCount { get; internal set; }

    public long DetachedFromScopeCount { get; internal set; }

    public long ThreadTotalLiveCount => CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    public void Reset()
    {
        CreatedOutsideScopeCount = 0;
        DisposedOutsideScopeCount = 0;
        CreatedInScopeCount = 0;
        DisposedInScopeCount = 0;
        AttachedToScopeCount = 0;
        DetachedFromScopeCount = 0;
    }

    public override string ToString() =>
        $"{nameof(ThreadTotalLiveCount)}: {ThreadTotalLiveCount}; "
        + $"{nameof(CreatedOutsideScopeCount)}: {CreatedOutsideScopeCount}; {nameof(DisposedOutsideScopeCount)}: {DisposedOutsideScopeCount}; "
        + $"{nameof(CreatedInScopeCount)}: {CreatedInScopeCount}; {nameof(DisposedInScopeCount)}: {DisposedInScopeCount}; "
        + $"{nameof(AttachedToScopeCount)}: {AttachedToScopeCount}; {nameof(DetachedFromScopeCount)}: {DetachedFromScopeCount}";
}
