using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace MinImagen.Cli.Terminal;

/// <summary>One row of a <see cref="ProgressBoard"/>.</summary>
public sealed class ProgressRow
{
    private static readonly TimeSpan s_betweenLines = TimeSpan.FromSeconds(10);

    private readonly string _title;
    private readonly double _total;
    private readonly ProgressTask? _bar;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _lastLine;

    internal ProgressRow(string title, double total, ProgressTask? bar)
    {
        _title = title;
        _total = total;
        _bar = bar;
    }

    /// <summary>Says how far it is.</summary>
    /// <param name="done">From 0 to the row's total.</param>
    /// <param name="note">What else to show beside the title, such as the loss.</param>
    public void Report(double done, string note = "")
    {
        string text = note.Length == 0 ? _title : $"{_title}  {note}";
        if (_bar is not null)
        {
            _bar.Description = Markup.Escape(text);
            _bar.Value = done;
            return;
        }

        TimeSpan elapsed = _watch.Elapsed;
        if (elapsed - _lastLine < s_betweenLines && done < _total)
            return;
        _lastLine = elapsed;
        Console.Error.WriteLine(PlainLine(text, done, _total, elapsed));
    }

    internal static string PlainLine(string text, double done, double total, TimeSpan elapsed)
    {
        double fraction = Math.Clamp(done / total, 0, 1);

        // time left = elapsed · (1 − f) / f
        string left = fraction is > 0 and < 1
            ? string.Create(CultureInfo.InvariantCulture, $", about {elapsed * ((1 - fraction) / fraction):hh\\:mm\\:ss} left")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"{text}: {fraction:P0}{left}");
    }
}
