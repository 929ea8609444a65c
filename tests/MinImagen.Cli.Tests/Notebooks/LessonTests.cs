using System.Text.Json;
using MinImagen.Cli.Notebooks;

namespace MinImagen.Cli.Tests.Notebooks;

/// <summary>The lessons are laid out as notebooks/README.md says, and their exercises tell right from wrong.</summary>
public sealed class LessonTests
{
    private const long MostBytes = 3 << 20;
    private const string Begin = "Lesson.Begin();   // loads LibTorch, set up for this processor";
    private const string Png = "image/png";
    private const string Plotly = "application/vnd.plotly.v1+json";

    private static readonly string[] sections = ["# ", "## What you will be able to do", "## The idea", "## Try this", "## Exercises", "## Where this is"];

    /// <summary>The lessons' file names.</summary>
    public static TheoryData<string> Names => [.. FilesIn(LessonsFolder)];

    private static string LessonsFolder { get; } = Path.Combine(CommandLine.Repository, "notebooks");

    private static string SolutionsFolder { get; } = Path.Combine(LessonsFolder, "solutions");

    [Fact]
    public void LessonsAreNumberedWithoutGapsAndEachHasItsSolutions()
    {
        Assert.Equal(Enumerable.Range(0, 11).Select(number => $"{number:00}-"), FilesIn(LessonsFolder).Select(name => name[..3]));
        Assert.Equal(FilesIn(LessonsFolder), FilesIn(SolutionsFolder));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SaysForWhichKernelItIs(string name)
    {
        foreach (var path in new[] { Path.Combine(LessonsFolder, name), Path.Combine(SolutionsFolder, name) })
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var metadata = root.GetProperty("metadata");
            Assert.Equal((4, 5), (root.GetProperty("nbformat").GetInt32(), root.GetProperty("nbformat_minor").GetInt32()));
            Assert.Equal(".net-csharp", metadata.GetProperty("kernelspec").GetProperty("name").GetString());
            var language = metadata.GetProperty("language_info");
            Assert.Equal(("C#", ".cs", "text/x-csharp", "csharp"), (Text(language, "name"), Text(language, "file_extension"), Text(language, "mimetype"), Text(language, "pygments_lexer")));
            Assert.Equal("csharp", metadata.GetProperty("polyglot_notebook").GetProperty("kernelInfo").GetProperty("defaultKernelName").GetString());
            foreach (var cell in root.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "code"))
            {
                Assert.Equal("csharp", cell.GetProperty("metadata").GetProperty("polyglot_notebook").GetProperty("kernelName").GetString());
                Assert.Equal("csharp", cell.GetProperty("metadata").GetProperty("dotnet_interactive").GetProperty("language").GetString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GivesAKernelNoOrderButToLoadTheLibrary(string name)
    {
        foreach (var (notebook, up) in new[] { (Lesson(name), ".."), (Solution(name), "../..") })
        {
            var orders = notebook.CodeCells.SelectMany(cell => cell.Source.Split('\n')).Where(line => line.StartsWith('#'));
            Assert.Equal([$"#r \"{up}/artifacts/notebooks/MinImagen.Notebooks.dll\""], orders);
            Assert.EndsWith($"\n{Begin}", notebook.CodeCells.ElementAt(1).Source, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HasTheSectionsOfALessonInTheirOrder(string name)
    {
        var lesson = Lesson(name);
        var lines = lesson.Cells.Where(cell => !cell.IsCode).SelectMany(cell => cell.Source.Split('\n')).ToList();
        var places = sections.Select(section => lines.FindIndex(line => line.StartsWith(section, StringComparison.Ordinal))).ToArray();
        Assert.All(sections.Zip(places), pair => Assert.True(pair.Second >= 0, $"{name} has no line \"{pair.First}\""));
        Assert.Equal(places.Order(), places);
        Assert.Equal(lesson.Cells.Count, lesson.Cells.Select(cell => cell.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ExplainsEveryCell(string name)
    {
        var lesson = Lesson(name);
        var checks = Exercise.In(lesson).Select(exercise => exercise.Check.Id);
        var begins = lesson.CodeCells.Take(2).ToArray();
        Assert.Contains("./minimagen notebooks prepare", begins[0].Source, StringComparison.Ordinal);
        Assert.StartsWith("#r \"../artifacts/notebooks/MinImagen.Notebooks.dll\"", begins[1].Source, StringComparison.Ordinal);

        string[] unexplained = [.. lesson.Cells.Zip(lesson.Cells.Skip(1)).Where(pair => pair.First.IsCode && pair.Second.IsCode).Select(pair => pair.Second.Id)];
        Assert.Empty(unexplained.Except([begins[1].Id, .. checks]));
        Assert.InRange(lesson.CodeCells.Count(cell => cell.Tags.Contains(CellTags.Varies)), 0, CellTags.MostThatVary(lesson.CodeCells.Count()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItsExercisesAreSolvedUnderTheSameHeadingsByTheSameChecks(string name)
    {
        var exercises = Exercise.In(Lesson(name));
        var solutions = Exercise.In(Solution(name));
        Assert.InRange(exercises.Count, 1, 4);
        Assert.Equal(exercises.Select(exercise => exercise.Heading), solutions.Select(solution => solution.Heading));
        Assert.Equal(exercises.Select(exercise => exercise.Check.Source), solutions.Select(solution => solution.Check.Source));
        Assert.All(solutions, solution => Assert.True(solution.Wrong.Count >= 2, $"{name}, {solution.Heading}: no plausible wrong answer is shown as wrong"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IsCommittedWithItsOutputsAndItsExercisesUnsolved(string name)
    {
        var lesson = Lesson(name);
        Assert.DoesNotContain(lesson.CodeCells.SelectMany(cell => cell.Outputs), output => output.GetProperty("output_type").GetString() == "error");
        Assert.All(Exercise.In(lesson), exercise => Assert.StartsWith("Not yet: ", Text(exercise.Check.Outputs), StringComparison.Ordinal));
        Assert.InRange(new FileInfo(lesson.Path).Length, 1, MostBytes);
    }

    /// <summary>A lesson computes things itself and beside the library: it may not show that the two differ.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WhatItComparesAgrees(string name)
    {
        foreach (var cell in Exercise.PreludeOf(Lesson(name)))
        {
            Assert.DoesNotContain("Not yet: ", Text(cell.Outputs), StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\bFalse\b", Printed(cell.Outputs));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SaysInWordsWhatEachPictureShowsAndShowsAPictureOfEachPlot(string name)
    {
        var shown = Lesson(name).CodeCells.SelectMany(cell => cell.Outputs)
            .Where(output => output.TryGetProperty("data", out var data) && (data.TryGetProperty(Png, out _) || data.TryGetProperty(Plotly, out _)))
            .ToArray();
        Assert.NotEmpty(shown);
        Assert.All(shown, output => Assert.NotEmpty(Text([output])));
        Assert.All(shown, output => Assert.True(output.GetProperty("data").TryGetProperty(Png, out _), $"{name}: a plot without a static picture"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItsChecksTellRightFromWrong(string name)
    {
        var lesson = Exercise.In(Lesson(name));
        KernelTool.Restore(() => { }, CancellationToken.None);
        new LessonLibrary(CommandLine.Repository).Prepare(anyway: false, CancellationToken.None);
        using var kernel = KernelProcess.Start(SolutionsFolder, new KernelLimits(TimeSpan.FromMinutes(2)), CancellationToken.None);
        foreach (var cell in Exercise.PreludeOf(Solution(name)))
        {
            Run(kernel, cell);
        }
        foreach (var (exercise, solution) in lesson.Zip(Exercise.In(Solution(name))))
        {
            Run(kernel, exercise.Answer);
            Assert.StartsWith("Not yet: ", Run(kernel, exercise.Check), StringComparison.Ordinal);
            Run(kernel, solution.Answer);
            Assert.Matches(@"\A(Right: .*(\n|\z))+\z", Run(kernel, solution.Check));
            var said = solution.Wrong.Select(cell => Run(kernel, cell)).ToArray();
            Assert.Contains("Not yet: ", said[^1], StringComparison.Ordinal);
            Assert.DoesNotContain("there is nothing here", said[^1], StringComparison.Ordinal);
        }
    }

    /// <summary>Runs a cell, and gives the plain text of its outputs.</summary>
    private static string Run(KernelProcess kernel, NotebookCell cell)
    {
        var result = kernel.Run(cell.Source, CancellationToken.None);
        Assert.True(result.Failure is null, $"cell {cell.Id}: {result.Failure?.Name}: {result.Failure?.Message}");
        return string.Concat(result.Outputs.Select(output => (string?)output.Data?["text/plain"]));
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Text(IEnumerable<JsonElement> outputs) => string.Concat(outputs
        .Where(output => output.TryGetProperty("data", out _))
        .Select(output => NotebookFormat.Joined(output.GetProperty("data").GetProperty("text/plain"))));

    private static string Printed(IEnumerable<JsonElement> outputs) => string.Concat(outputs
        .Where(output => output.TryGetProperty("text", out _))
        .Select(output => NotebookFormat.Joined(output.GetProperty("text"))));

    private static NotebookFile Lesson(string name) => NotebookFile.Read(Path.Combine(LessonsFolder, name));

    private static NotebookFile Solution(string name) => NotebookFile.Read(Path.Combine(SolutionsFolder, name));

    private static string[] FilesIn(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
