using System.Xml.Linq;

namespace MinImagen.Cli.Testing;

/// <summary>How many tests ended how.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed.</param>
/// <param name="Skipped">Tests that were not run, since something that they need is missing.</param>
internal readonly record struct TestCount(int Passed, int Failed, int Skipped)
{
    /// <summary>Adds two.</summary>
    public static TestCount operator +(TestCount a, TestCount b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    /// <summary>Reads the counters of a test result file (.trx).</summary>
    /// <param name="path">The file.</param>
    /// <returns>The count; nothing where the file is missing, since no test was chosen.</returns>
    public static TestCount Read(string path)
    {
        if (!File.Exists(path))
        {
            return default;
        }

        var counters = XDocument.Load(path).Descendants().Single(element => element.Name.LocalName == "Counters");
        int Value(string name) => (int?)counters.Attribute(name) ?? 0;
        var passed = Value("passed");
        var failed = Value("failed") + Value("error") + Value("timeout") + Value("aborted");
        return new TestCount(passed, failed, Value("total") - passed - failed);
    }
}
