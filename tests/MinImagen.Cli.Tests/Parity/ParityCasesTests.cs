using MinImagen.Cli.Parity;

namespace MinImagen.Cli.Tests.Parity;

/// <summary>Every recorded case of the repository, against ours.</summary>
public sealed class ParityCasesTests
{
    public static TheoryData<string> Ids => [.. GoldenFolder.Open(RecordedCases.Folder).Cases.Select(item => item.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Recorded_case_agrees(string id)
    {
        var golden = GoldenFolder.Open(RecordedCases.Folder).Cases.Single(item => item.Id == id);

        var report = new ParityHarness().Run(golden);

        Assert.True(report.Passed, ParityText.Line(report, 0));
    }

    [Fact]
    public void Every_known_kind_is_recorded()
    {
        var recorded = GoldenFolder.Open(RecordedCases.Folder).Cases.Select(item => item.Kind).Distinct();

        Assert.Equal(CaseKinds.All.Order(), recorded.Order());
    }
}
