using System.CommandLine;
using System.Globalization;
using MinImagen.Cli.Book;
using MinImagen.Cli.Terminal;

namespace MinImagen.Cli.Commands;

/// <summary>`minimagen book`: turns the lessons into pages for a browser.</summary>
internal static class BookCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var from = new Option<string?>("--from") { Description = "The folder with the executed notebooks, and their solutions in its folder solutions (default: the project's notebooks)" };
        var output = new Option<string?>("--out") { Description = "The folder to write; a book that is there is replaced once the new one is complete (default: out/book in the project)" };
        var json = JsonReport.CreateOption();
        var command = new Command("book", "Turn the executed notebooks into a book: static pages that need no network") { from, output, json };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new BookOptions
            {
                Notebooks = parsed.GetValue(from) ?? ProjectFolder.At("notebooks"),
                Output = parsed.GetValue(output) ?? ProjectFolder.At("out", "book"),
            };
            var report = ProgressBoard.Run(board => new BookBuild(options, board).Run(cancellation));
            if (parsed.GetValue(json))
            {
                JsonReport.Write(report);
            }
            else
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Pages} pages, {report.Formulas} formulas and {report.Plots} plots: open {report.Start}"));
            }
            return Task.FromResult(ExitCode.Done);
        });
        return command.WithExamples(
            ("minimagen book", "writes out/book; open out/book/index.html in a browser"),
            ("minimagen notebooks run && minimagen book", "with the outputs that the code gives now"),
            ("minimagen book --out /srv/www/imagen", "for a web server, or a stick for the class"),
            ("minimagen book --from my-course/notebooks --out my-course/book", "of notebooks of your own"));
    }
}
