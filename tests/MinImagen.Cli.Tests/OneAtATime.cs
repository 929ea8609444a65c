// LibTorch's random generator, the working folder and standard error belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
