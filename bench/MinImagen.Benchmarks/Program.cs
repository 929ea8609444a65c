using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using MinImagen.Benchmarks;

// In this process: LibTorch and its settings are loaded as any program loads them.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(OperatorOverhead).Assembly).Run(args, config);
