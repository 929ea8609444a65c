using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

/// <summary>
/// One operator of LibTorch's dispatcher, e.g. <c>aten::add.Tensor</c>. It is looked up at the first call. Arguments are
/// checked and converted against the operator's schema by the door; those left out take the schema's defaults.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private nint native;

    /// <summary>Calls an operator that returns one tensor.</summary>
    internal torch.Tensor Call(params ReadOnlySpan<Value> arguments) => Results.One(Run(arguments));

    /// <summary>Calls an operator that returns several tensors, or a list of them.</summary>
    internal torch.Tensor[] CallMany(params ReadOnlySpan<Value> arguments) => Results.All(Run(arguments));

    /// <summary>Calls an operator that returns a number or a truth value, as a bool, long or double.</summary>
    internal Scalar CallScalar(params ReadOnlySpan<Value> arguments) => Results.Number(Run(arguments));

    /// <summary>Calls an operator for its effect; what it returns (an in-place operator returns its argument) is let go.</summary>
    internal void Invoke(params ReadOnlySpan<Value> arguments) => Results.Drop(Run(arguments));

    /// <summary>Looks the operator up; throws where this LibTorch has none of that name.</summary>
    internal nint Find()
    {
        if (native == 0)
        {
            Door.Check(Door.door_operator(name, overload, out var found));
            native = found;
        }

        return native;
    }

    private ReadOnlySpan<NativeValue> Run(ReadOnlySpan<Value> arguments)
    {
        var op = Find();
        var space = ArgumentSpace.Needed(arguments);
        Span<byte> memory = space <= 1024 ? stackalloc byte[space] : new byte[space];
        fixed (byte* start = memory)
        {
            var marshalled = new ArgumentSpace(arguments, start);
            try
            {
                marshalled.Fill();
                Door.Check(Door.door_call(op, marshalled.Values, arguments.Length, out var results, out var count));
                return new ReadOnlySpan<NativeValue>(results, count);
            }
            finally
            {
                marshalled.Release();
            }
        }
    }

    public override string ToString() => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Lays arguments out as the door reads them: the values first, then what lists and strings hold.</summary>
    private ref struct ArgumentSpace(ReadOnlySpan<Value> arguments, byte* start)
    {
        private readonly ReadOnlySpan<Value> arguments = arguments;
        private byte* next = start + arguments.Length * sizeof(NativeValue);
        private int filled;

        internal readonly NativeValue* Values => (NativeValue*)start;

        internal static int Needed(ReadOnlySpan<Value> arguments)
        {
            var bytes = arguments.Length * sizeof(NativeValue);
            foreach (ref readonly var argument in arguments)
            {
                bytes += argument.Reference switch
                {
                    string text => Encoding.UTF8.GetMaxByteCount(text.Length) + 8,
                    Array list => list.Length * sizeof(long),
                    _ => 0,
                };
            }

            return bytes;
        }

        /// <summary>Writes every argument, holding on to each tensor and generator so that nobody frees it during the call.</summary>
        internal void Fill()
        {
            // filled counts arguments begun: Release lets go exactly of what was held when something here throws.
            for (; filled < arguments.Length; filled++)
                Values[filled] = Write(arguments[filled]);
        }

        internal readonly void Release()
        {
            for (var i = 0; i < filled; i++)
            {
                switch (arguments[i].Reference)
                {
                    case torch.Tensor tensor: tensor.SafeHandle.DangerousRelease(); break;
                    case torch.Generator generator: generator.SafeHandle.DangerousRelease(); break;
                    case torch.Tensor?[] tensors: ReleaseAll(tensors, tensors.Length); break;
                }
            }
        }

        private NativeValue Write(in Value argument)
        {
            var value = new NativeValue { Tag = argument.Tag, Bits = argument.Bits, Count = argument.Index };
            switch (argument.Reference)
            {
                case torch.Tensor tensor:
                    value.Bits = Hold(tensor.SafeHandle);
                    break;
                case torch.Generator generator:
                    value.Bits = Hold(generator.SafeHandle);
                    break;
                case long[] list:
                    value.Count = list.Length;
                    value.Bits = (nint)next;
                    list.CopyTo(new Span<long>(next, list.Length));
                    next += list.Length * sizeof(long);
                    break;
                case double[] list:
                    value.Count = list.Length;
                    value.Bits = (nint)next;
                    list.CopyTo(new Span<double>(next, list.Length));
                    next += list.Length * sizeof(double);
                    break;
                case bool[] list:
                    value.Count = list.Length;
                    value.Bits = (nint)next;
                    list.CopyTo(new Span<bool>(next, list.Length));
                    next += list.Length * sizeof(long);
                    break;
                case torch.Tensor?[] tensors:
                    value.Count = tensors.Length;
                    value.Bits = (nint)next;
                    HoldAll(tensors, (nint*)next, argument.Tag == ValueTag.OptionalTensorList);
                    next += tensors.Length * sizeof(long);
                    break;
                case string text:
                    value.Bits = (nint)next;
                    value.Count = Encoding.UTF8.GetBytes(text, new Span<byte>(next, Encoding.UTF8.GetMaxByteCount(text.Length)));
                    next += (value.Count + 7) / 8 * 8;
                    break;
            }

            return value;
        }

        private static long Hold(SafeHandle handle)
        {
            var held = false;
            handle.DangerousAddRef(ref held);
            return handle.DangerousGetHandle();
        }

        private static void HoldAll(torch.Tensor?[] tensors, nint* into, bool optional)
        {
            for (var i = 0; i < tensors.Length; i++)
            {
                try
                {
                    if (tensors[i] is null && !optional)
                        throw new ArgumentNullException(nameof(tensors), $"tensor {i} of the list is null");
                    into[i] = tensors[i] is { } tensor ? (nint)Hold(tensor.SafeHandle) : 0;
                }
                catch
                {
                    ReleaseAll(tensors, i);
                    throw;
                }
            }
        }

        private static void ReleaseAll(torch.Tensor?[] tensors, int count)
        {
            for (var i = 0; i < count; i++)
                tensors[i]?.SafeHandle.DangerousRelease();
        }
    }
}
