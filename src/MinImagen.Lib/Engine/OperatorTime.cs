namespace MinImagen.Lib.Engine;

/// <summary>What an operator of LibTorch took over some stretch of work.</summary>
/// <param name="Name">Its name, such as <c>aten::convolution</c>.</param>
/// <param name="Calls">How often it was called.</param>
/// <param name="Seconds">The time in it, without that of the operators that it called.</param>
/// <param name="Flops">Multiplications and additions of its matrix products or convolutions; 0 for other operators.</param>
public sealed record OperatorTime(string Name, long Calls, double Seconds, double Flops);
