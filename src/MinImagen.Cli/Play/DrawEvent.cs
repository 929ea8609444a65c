using System.Text.Json.Serialization;

namespace MinImagen.Cli.Play;

/// <summary>What a page is told while its picture is made: one JSON object a line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Word), "word")]
[JsonDerivedType(typeof(Step), "step")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Failed), "failed")]
internal abstract record DrawEvent
{
    /// <summary>Other pages come first.</summary>
    /// <param name="Ahead">How many, from 1.</param>
    public sealed record Waiting(int Ahead) : DrawEvent;

    /// <summary>A friendly word about a caption that the model was not made for; its picture comes all the same.</summary>
    /// <param name="Text">The word.</param>
    public sealed record Word(string Text) : DrawEvent;

    /// <summary>A step is taken.</summary>
    /// <param name="Unet">Which U-Net took it, from 1.</param>
    /// <param name="Number">Which of its steps, from 1.</param>
    /// <param name="Steps">Of how many.</param>
    /// <param name="Picture">x_t, where the step led, a PNG.</param>
    /// <param name="Guess">x_0 as the model now believes it to be, after thresholding, a PNG.</param>
    /// <param name="Histogram">The values of x_0 before thresholding.</param>
    public sealed record Step(int Unet, int Number, int Steps, byte[] Picture, byte[] Guess, PredictionHistogram Histogram) : DrawEvent;

    /// <summary>The picture is the last one shown.</summary>
    /// <param name="Seconds">How long it took.</param>
    public sealed record Done(double Seconds) : DrawEvent;

    /// <summary>There is no picture.</summary>
    /// <param name="Text">Why.</param>
    public sealed record Failed(string Text) : DrawEvent;
}
