using MinImagen.Lib.Cascade;

namespace MinImagen.Lib.Training;

/// <summary>
/// Pictures drawn while a model learns, always for the same captions from the same noise: side by side they are the film of
/// its learning.
/// </summary>
/// <param name="Every">Steps between two drawings; the last step always has one.</param>
/// <param name="Captions">What is drawn; at least one caption.</param>
/// <param name="Options">How it is drawn; with seed 0 where none is given, so that nothing else is random for it.</param>
public sealed record TrainingSamples(int Every, IReadOnlyList<string> Captions, SampleOptions Options);
