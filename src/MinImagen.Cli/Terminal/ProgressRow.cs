using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace MinImagen.Cli.Terminal;

/// <summary>One row of a <see cref="ProgressBoard"/>.</summary>
public sealed class ProgressRow
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly string title;
    private readonly double total;
    private readonly ProgressTask? bar;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan lastLine;

    internal ProgressRow(string title, double total, ProgressTask? bar)
    {
        this.title = title;
        this.total = total;
        this.bar = bar;
    }

    /// <summary>Says how far it is.</summary>
    /// <param name="done">From 0 to the row's total.</param>
    /// <param name="note">What else to show beside the title, such as the loss.</param>
    public void Report(double done, string note = "")
    {
        var text = note.Length == 0 ? title : $"{title}  {note}";
        if (bar is not null)
        {
            bar.Description = Markup.Escape(text);
            bar.Value = done;
            return;
        }

        var elapsed = watch.Elapsed;
        if (elapsed - lastLine < BetweenLines && done < total)
            return;
        lastLine = elapsed;
        Console.Error.WriteLine(PlainLine(text, done, total, elapsed));
    }

    internal static string PlainLine(string text, double done, double total, TimeSpan elapsed)
    {
        var fraction = Math.Clamp(done / total, 0, 1);

        // time left = elapsed · (1 − f) / f
        var left = fraction is > 0 and < 1
            ? string.Create(CultureInfo.InvariantCulture, $", about {elapsed * ((1 - fraction) / fraction):hh\\:mm\\:ss} left")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{text}: {fraction:P0}{left}");
    }
}
