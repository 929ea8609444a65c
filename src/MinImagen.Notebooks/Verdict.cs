using System.Net;
using MinImagen.Notebooks.Formatting;

namespace MinImagen.Notebooks;

/// <summary>What a check cell shows when an exercise is solved.</summary>
[TypeFormatterSource(typeof(PageFormatters), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Plain])]
public sealed class Verdict : View
{
    private readonly string[] findings;

    internal Verdict(params string[] findings) => this.findings = findings;

    /// <summary>This and another, both right.</summary>
    /// <param name="other">The other.</param>
    public Verdict And(Verdict other) => new([.. findings, .. other.findings]);

    /// <inheritdoc/>
    public override string Text => string.Join('\n', findings.Select(finding => $"Right: {finding}"));

    /// <inheritdoc/>
    public override string Html => string.Concat(findings.Select(finding =>
        $"<div style=\"margin:4px 0;padding:8px 12px;border-left:4px solid #2e8b57;background:rgba(46,139,87,.1)\"><strong>Right:</strong> {WebUtility.HtmlEncode(finding)}</div>"));
}
