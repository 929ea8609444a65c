using System.Net;
using MinImagen.Notebooks.Formatting;

namespace MinImagen.Notebooks;

/// <summary>What a check cell shows: what is right, and what is not yet, with a hint.</summary>
[TypeFormatterSource(typeof(PageFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class Verdict : View
{
    private readonly Finding[] findings;

    private Verdict(params Finding[] findings) => this.findings = findings;

    /// <summary>Whether everything that was checked is right.</summary>
    public bool IsRight => findings.All(finding => finding.IsRight);

    /// <inheritdoc/>
    public override string Text => string.Join('\n', findings.Select(finding => $"{finding.Verdict}: {finding.Text}"));

    /// <inheritdoc/>
    public override string Html => string.Concat(findings.Select(finding =>
        $"<div style=\"margin:4px 0;padding:8px 12px;border-left:4px solid {finding.Edge};background:{finding.Ground}\"><strong>{finding.Verdict}:</strong> {WebUtility.HtmlEncode(finding.Text)}</div>"));

    /// <summary>This and another.</summary>
    /// <param name="other">The other.</param>
    public Verdict And(Verdict other) => new([.. findings, .. other.findings]);

    internal static Verdict Right(string what) => new(new Finding(true, what));

    internal static Verdict NotYet(string why) => new(new Finding(false, why));

    private sealed record Finding(bool IsRight, string Text)
    {
        internal string Verdict => IsRight ? "Right" : "Not yet";

        internal string Edge => IsRight ? "#2e8b57" : "#c0392b";

        internal string Ground => IsRight ? "rgba(46,139,87,.1)" : "rgba(192,57,43,.1)";
    }
}
