using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The entries of compat/native/door.cpp. Each returns 0, or 1 after a C++ exception; see <see cref="Check"/>.</summary>
internal static unsafe partial class Door
{
    private const string Library = "minimagen_door";

    /// <summary>Turns a failed call into an exception with LibTorch's own message.</summary>
    internal static void Check(int status)
    {
        if (status != 0)
            throw new ExternalException(Marshal.PtrToStringUTF8(door_error()));
    }

    [LibraryImport(Library)]
    private static partial nint door_error();

    [LibraryImport(Library)]
    internal static partial nint door_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int door_operator(string name, string overload, out nint op);

    [LibraryImport(Library)]
    internal static partial int door_call(nint op, NativeValue* arguments, int count, out NativeValue* results, out int resultCount);

    [LibraryImport(Library)]
    internal static partial void door_release(nint tensor);

    [LibraryImport(Library)]
    internal static partial int door_describe(TensorHandle tensor, out TensorDescription description);

    [LibraryImport(Library)]
    internal static partial int door_shape(TensorHandle tensor, long* sizes, long* strides);

    [LibraryImport(Library)]
    internal static partial int door_data(TensorHandle tensor, out nint data);

    [LibraryImport(Library)]
    internal static partial int door_set_requires_grad(TensorHandle tensor, int value);

    [LibraryImport(Library)]
    internal static partial int door_grad(TensorHandle tensor, out NativeValue* results, out int resultCount);

    [LibraryImport(Library)]
    internal static partial int door_set_grad(TensorHandle tensor, nint grad);

    [LibraryImport(Library)]
    internal static partial int door_retain_grad(TensorHandle tensor);

    [LibraryImport(Library)]
    internal static partial int door_backward(nint* roots, int rootCount, nint* grads, int gradCount, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int door_autograd_grad(nint* outputs, int outputCount, nint* inputs, int inputCount, nint* grads, int gradCount, int retainGraph, int createGraph, int allowUnused, out NativeValue* results, out int resultCount);

    [LibraryImport(Library)]
    internal static partial int door_grad_enabled();

    [LibraryImport(Library)]
    internal static partial void door_set_grad_enabled(int enabled);

    [LibraryImport(Library)]
    internal static partial int door_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int door_default_generator(int deviceType, int deviceIndex, out nint generator);

    [LibraryImport(Library)]
    internal static partial int door_new_generator(ulong seed, out nint generator);

    [LibraryImport(Library)]
    internal static partial void door_release_generator(nint generator);

    [LibraryImport(Library)]
    internal static partial int door_generator_seed(GeneratorHandle generator, int fresh, out ulong seed);

    [LibraryImport(Library)]
    internal static partial int door_generator_set_seed(GeneratorHandle generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial int door_generator_state(GeneratorHandle generator, out NativeValue* results, out int resultCount);

    [LibraryImport(Library)]
    internal static partial int door_generator_set_state(GeneratorHandle generator, TensorHandle state);

    [LibraryImport(Library)]
    internal static partial int door_num_threads(int interop);

    [LibraryImport(Library)]
    internal static partial int door_set_num_threads(int interop, int count);

    [LibraryImport(Library)]
    internal static partial int door_has_cuda();
}
