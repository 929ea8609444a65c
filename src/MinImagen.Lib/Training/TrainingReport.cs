using System.Globalization;
using System.Net;
using System.Text;

namespace MinImagen.Lib.Training;

/// <summary>A training as a page that a class can look at: the curves of the losses and the film of learning. It needs nothing but itself.</summary>
/// <param name="name">The training's.</param>
/// <param name="metrics">Every step.</param>
/// <param name="frames">The samples drawn, by step.</param>
/// <param name="captions">What they were asked to show.</param>
internal sealed class TrainingReport(
    string name, IReadOnlyList<StepMetrics> metrics, IReadOnlyList<(long Step, string File)> frames, IReadOnlyList<string> captions)
{
    private const int MostPoints = 500;

    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <link rel="icon" href="data:,">
        <style>
        :root { color-scheme: light; --ink: #22222c; --soft: #70707c; --line: #e4e4ea; --one: #3366cc; --two: #dc6a1e; }
        body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 84rem; font: 17px/1.5 system-ui, sans-serif; color: var(--ink); background: #fafafc; }
        h1 { margin: 0; font-size: 2rem; } h2 { margin: 2.5rem 0 .75rem; font-size: 1.4rem; }
        .facts { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.25rem; }
        .facts div { padding: .6rem 1rem; border: 1px solid var(--line); border-radius: .6rem; background: #fff; }
        .facts b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; } .facts span { color: var(--soft); font-size: .85rem; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); gap: 1rem; }
        .charts svg, .film { border: 1px solid var(--line); border-radius: .6rem; background: #fff; }
        svg { width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--soft); } svg .title { font-size: 15px; font-weight: 600; fill: var(--ink); }
        .grid { stroke: var(--line); } polyline { fill: none; }
        .raw { stroke: var(--one); stroke-opacity: .25; } .smooth { stroke: var(--one); stroke-width: 2.5; } .validation { stroke: var(--two); stroke-width: 2.5; } circle.validation { fill: #fff; }
        .film { padding: 1.25rem; } .film img { display: none; width: 100%; max-height: 70vh; object-fit: contain; image-rendering: pixelated; } .film img.on { display: block; }
        .film ol { display: flex; margin: .75rem 0 0; padding: 0; list-style: none; } .film li { flex: 1; padding: 0 .5rem; text-align: center; }
        .film input { width: 100%; margin-top: 1.25rem; accent-color: var(--one); } .film output { font-weight: 600; font-variant-numeric: tabular-nums; }
        </style>
        """;

    private const string Script = """
        <script>
        const film = document.querySelector(".film");
        if (film) {
          const pictures = film.querySelectorAll("img"), place = film.querySelector("input"), step = film.querySelector("output");
          const show = () => { pictures.forEach((p, i) => p.classList.toggle("on", i === +place.value)); step.value = pictures[place.value].alt; };
          place.addEventListener("input", show);
          show();
        }
        </script>
        """;

    /// <summary>The page.</summary>
    public string ToHtml()
    {
        var page = new StringBuilder(Head);
        page.Append(CultureInfo.InvariantCulture, $"<title>{Escape(name)}</title></head><body><h1>{Escape(name)}</h1>");
        AppendFacts(page);
        AppendFilm(page);
        AppendCharts(page);
        return page.Append(Script).Append("</body></html>\n").ToString();
    }

    private void AppendFacts(StringBuilder page)
    {
        if (metrics.Count == 0)
        {
            page.Append("<p>No step was taken yet.</p>");
            return;
        }

        var last = metrics[^1];
        var rate = metrics.TakeLast(100).Average(step => step.ImagesPerSecond);
        page.Append("<div class=\"facts\">");
        Fact(page, "steps taken", string.Create(CultureInfo.InvariantCulture, $"{last.Step:N0}"));
        Fact(page, "times that every picture was seen", string.Create(CultureInfo.InvariantCulture, $"{last.Epoch:G3}"));
        Fact(page, "pictures a second", string.Create(CultureInfo.InvariantCulture, $"{rate:G3}"));
        foreach (var unet in Unets())
        {
            var best = metrics.Where(step => step.ValidationLoss?.ContainsKey(unet) == true).Select(step => step.ValidationLoss![unet]).DefaultIfEmpty(double.NaN).Min();
            Fact(page, $"best validation loss, U-Net {unet}", double.IsNaN(best) ? "–" : best.ToString("F4", CultureInfo.InvariantCulture));
        }
        if (last.Skipped > 0)
        {
            Fact(page, "batches skipped: their loss was no number", string.Create(CultureInfo.InvariantCulture, $"{last.Skipped:N0}"));
        }
        page.Append("</div>");
    }

    private void AppendFilm(StringBuilder page)
    {
        var shown = FilmStrip.Thin(frames);
        if (shown.Count == 0)
        {
            return;
        }

        page.Append("<h2>The film of its learning</h2><div class=\"film\">");
        foreach (var (step, file) in shown)
        {
            page.Append(CultureInfo.InvariantCulture, $"<img alt=\"step {step:N0}\" src=\"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(file))}\">");
        }
        page.Append("<ol>").AppendJoin("", captions.Select(caption => $"<li>{Escape(caption)}</li>")).Append("</ol>");
        page.Append(CultureInfo.InvariantCulture, $"<input type=\"range\" min=\"0\" max=\"{shown.Count - 1}\" value=\"{shown.Count - 1}\" aria-label=\"Step\"><output></output></div>");
    }

    private void AppendCharts(StringBuilder page)
    {
        page.Append("<h2>Curves</h2><div class=\"charts\">");
        foreach (var unet in Unets())
        {
            var raw = metrics.Where(step => step.Loss.ContainsKey(unet)).Select(step => ((double)step.Step, step.Loss[unet])).ToArray();
            var validation = metrics.Where(step => step.ValidationLoss?.ContainsKey(unet) == true).Select(step => ((double)step.Step, step.ValidationLoss![unet])).ToArray();
            page.Append(new LineChart($"Loss of U-Net {unet}",
            [
                ("of a step", "raw", LineChart.Thin(raw, MostPoints)),
                ("smoothed", "smooth", LineChart.Thin(Smooth(raw), MostPoints)),
                ("validation", "validation", LineChart.Thin(validation, MostPoints)),
            ]).ToSvg());
        }
        foreach (var unet in Unets())
        {
            var norms = metrics.Where(step => step.GradNorm.ContainsKey(unet)).Select(step => ((double)step.Step, step.GradNorm[unet])).ToArray();
            page.Append(new LineChart($"Norm of the gradient of U-Net {unet}",
                [("of a step", "raw", LineChart.Thin(norms, MostPoints)), ("smoothed", "smooth", LineChart.Thin(Smooth(norms), MostPoints))]).ToSvg());
        }
        page.Append(new LineChart("Learning rate", [("learning rate", "smooth", LineChart.Thin([.. metrics.Select(step => ((double)step.Step, step.LearningRate))], MostPoints))]).ToSvg());
        page.Append("</div>");
    }

    private IEnumerable<int> Unets() => metrics.SelectMany(step => step.Loss.Keys).Distinct().Order();

    /// <summary>An exponential mean over about fifty steps, over fewer of a short training.</summary>
    private static (double X, double Y)[] Smooth((double X, double Y)[] points)
    {
        var weight = 1.0 / Math.Clamp(points.Length / 25, 1, 50);
        var mean = 0.0;
        return [.. points.Select((point, i) =>
        {
            // m ← m + max(w, 1/i) · (y − m)
            mean += Math.Max(weight, 1.0 / (i + 1)) * (point.Y - mean);
            return (point.X, mean);
        })];
    }

    private static void Fact(StringBuilder page, string what, string value) => page.Append($"<div><b>{Escape(value)}</b><span>{Escape(what)}</span></div>");

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
