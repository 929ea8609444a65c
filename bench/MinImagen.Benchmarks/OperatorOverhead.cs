using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using MinImagen.Lib.Engine;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinImagen.Benchmarks;

/// <summary>What calls cost: on four floats, so that there is nothing else to do.</summary>
[MemoryDiagnoser]
public class OperatorOverhead
{
    private Tensor a = null!;
    private Tensor b = null!;
    private Parameter weight = null!;
    private Linear linear = null!;
    private Tensor row = null!;

    [GlobalSetup]
    public void SetUp()
    {
        // The settings are made when this module is first used, and LibTorch reads them when it is loaded.
        RuntimeHelpers.RunModuleConstructor(typeof(EngineSettings).Module.ModuleHandle);
        a = tensor(new[] { 1f, 2f, 3f, 4f });
        b = tensor(new[] { 5f, 6f, 7f, 8f });
        weight = new Parameter(ones(4));
        linear = nn.Linear(4, 4);
        row = ones(1, 4);
    }

    [Benchmark(Baseline = true)]
    public void Add() => a.add(b).Dispose();

    [Benchmark]
    public void AddInPlace() => a.add_(b, alpha: 0);

    [Benchmark]
    public void View() => a.view(2, 2).Dispose();

    [Benchmark]
    public void AddInAScope()
    {
        using var scope = NewDisposeScope();
        _ = a + b;
    }

    [Benchmark]
    public void CallALayer()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        linear.call(row);
    }

    [Benchmark]
    public void ForwardAndBackward()
    {
        using var scope = NewDisposeScope();
        (weight * b).sum().backward();
        weight.grad = null;
    }
}
