namespace MinImagen.Notebooks;

/// <summary>An exercise is not solved yet: the message says what was found, what was asked for, and a hint.</summary>
/// <param name="message">What the learner reads.</param>
public sealed class NotYetException(string message) : Exception(message)
{
    /// <summary>The message alone: where in a check cell it was thrown helps nobody.</summary>
    public override string ToString() => Message;
}
