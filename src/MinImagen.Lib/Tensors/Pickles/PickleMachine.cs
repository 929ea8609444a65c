using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace MinImagen.Lib.Tensors.Pickles;

/// <summary>
/// Runs the few instructions of Python's pickle language that describe a dictionary of tensors, and refuses the rest. It
/// builds numbers, text, lists, tuples (as arrays), dictionaries and references to tensors, and cannot call anything.
/// </summary>
internal sealed class PickleMachine(Stream stream)
{
    private const int MaxTextBytes = 1 << 20;

    // About thirty instructions describe a tensor.
    private const int MaxInstructions = 4_000_000;

    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = [];
    private readonly Dictionary<long, object?> memo = [];
    private readonly Dictionary<string, StorageReference> storages = new(StringComparer.Ordinal);

    /// <summary>The storages that the pickle refers to, by key.</summary>
    internal IReadOnlyDictionary<string, StorageReference> Storages => storages;

    /// <summary>Reads one pickle, up to and including its end.</summary>
    internal object? Run()
    {
        for (var i = 0; i < MaxInstructions; i++)
        {
            var code = (PickleCode)ReadByte();
            if (code == PickleCode.Stop)
                return Pop();
            Execute(code);
        }

        throw new InvalidDataException("its list of tensors is implausibly long");
    }

    private void Execute(PickleCode code)
    {
        switch (code)
        {
            case PickleCode.Protocol:
                ReadByte();
                break;
            case PickleCode.Frame:
                Read(sizeof(long));
                break;
            case PickleCode.Mark:
                marks.Push(stack.Count);
                break;
            case PickleCode.None:
                stack.Add(null);
                break;
            case PickleCode.True:
                stack.Add(true);
                break;
            case PickleCode.False:
                stack.Add(false);
                break;
            case PickleCode.Int8:
                stack.Add((long)ReadByte());
                break;
            case PickleCode.Int16:
                stack.Add((long)BinaryPrimitives.ReadUInt16LittleEndian(Read(sizeof(ushort))));
                break;
            case PickleCode.Int32:
                stack.Add((long)ReadInt32());
                break;
            case PickleCode.LongInteger:
                var number = new BigInteger(Read(ReadByte()));
                stack.Add(number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number);
                break;
            case PickleCode.Float:
                stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Read(sizeof(double))));
                break;
            case PickleCode.Text:
                stack.Add(ReadText(ReadInt32()));
                break;
            case PickleCode.ShortText:
                stack.Add(ReadText(ReadByte()));
                break;
            case PickleCode.EmptyList:
                stack.Add(new List<object?>());
                break;
            case PickleCode.Append:
                var last = Pop();
                Top<List<object?>>().Add(last);
                break;
            case PickleCode.Appends:
                var items = PopToMark();
                Top<List<object?>>().AddRange(items);
                break;
            case PickleCode.EmptyTuple:
                stack.Add(Array.Empty<object?>());
                break;
            case PickleCode.Tuple1 or PickleCode.Tuple2 or PickleCode.Tuple3:
                stack.Add(PopMany(code - PickleCode.Tuple1 + 1));
                break;
            case PickleCode.Tuple:
                stack.Add(PopToMark());
                break;
            case PickleCode.EmptyDictionary:
                stack.Add(new Dictionary<object, object?>());
                break;
            case PickleCode.SetItem:
                SetItems(PopMany(2));
                break;
            case PickleCode.SetItems:
                SetItems(PopToMark());
                break;
            case PickleCode.Get:
                stack.Add(Recall(ReadByte()));
                break;
            case PickleCode.LongGet:
                stack.Add(Recall(ReadInt32()));
                break;
            case PickleCode.Put:
                memo[ReadByte()] = Top<object>();
                break;
            case PickleCode.LongPut:
                memo[ReadInt32()] = Top<object>();
                break;
            case PickleCode.Memoize:
                memo[memo.Count] = Top<object>();
                break;
            case PickleCode.Global:
                var module = ReadLine();
                stack.Add(PickleGlobal.Find(module, ReadLine()));
                break;
            case PickleCode.StackGlobal:
                if (PopMany(2) is not [string from, string name])
                    throw new InvalidDataException("it asks for something that has no name");
                stack.Add(PickleGlobal.Find(from, name));
                break;
            case PickleCode.PersistentId:
                stack.Add(Share(StorageReference.From(Pop())));
                break;
            case PickleCode.Reduce:
                Reduce();
                break;
            case PickleCode.Build:
                // OrderedDict's attributes: state_dict() notes versions there, which tensors do not need.
                if (Pop() is not Dictionary<object, object?> || stack is not [.., Dictionary<object, object?>])
                    throw new InvalidDataException("it sets the state of an object (BUILD), which no file of tensors needs");
                break;
            default:
                throw new InvalidDataException(
                    $"it has the pickle instruction {Describe(code)}, which no file of tensors needs; nothing was executed");
        }
    }

    private StorageReference Share(StorageReference storage)
    {
        if (storages.TryAdd(storage.Key, storage) || storages[storage.Key] == storage)
            return storage;
        throw new InvalidDataException($"it describes its storage '{storage.Key}' in two ways");
    }

    private void Reduce()
    {
        var arguments = Pop() as object?[];
        object? made = (Pop(), arguments) switch
        {
            (PickleGlobal.OrderedDictionary, []) => new Dictionary<object, object?>(),
            (PickleGlobal.RebuildTensor, { } described) => TensorReference.From(described),
            (PickleGlobal.RebuildParameter, [TensorReference tensor, ..]) => tensor,
            _ => throw new InvalidDataException("it calls something (REDUCE) that does not make a tensor; nothing was executed"),
        };
        stack.Add(made);
    }

    private void SetItems(object?[] pairs)
    {
        var dictionary = Top<Dictionary<object, object?>>();
        if (pairs.Length % 2 != 0)
            throw Malformed();
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (pairs[i] is not (string or long))
                throw new InvalidDataException("it has a dictionary whose keys are neither text nor numbers");
            if (!dictionary.TryAdd(pairs[i]!, pairs[i + 1]))
                throw new InvalidDataException($"it lists '{pairs[i]}' twice");
        }
    }

    private T Top<T>() => stack is [.., T top] && !(marks.TryPeek(out var mark) && mark == stack.Count) ? top : throw Malformed();

    private object? Pop() => PopMany(1)[0];

    private object?[] PopToMark() => marks.TryPop(out var mark) ? PopMany(stack.Count - mark) : throw Malformed();

    private object?[] PopMany(int count)
    {
        var first = stack.Count - count;
        if (count < 0 || first < 0 || (marks.TryPeek(out var mark) && first < mark))
            throw Malformed();
        object?[] items = [.. stack[first..]];
        stack.RemoveRange(first, count);
        return items;
    }

    private object? Recall(long index) => memo.TryGetValue(index, out var value) ? value : throw Malformed();

    private string ReadText(int length)
    {
        if (length is < 0 or > MaxTextBytes)
            throw new InvalidDataException($"it has text of {length:N0} bytes");
        return Encoding.UTF8.GetString(Read(length));
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        for (var c = ReadByte(); c != '\n'; c = ReadByte())
        {
            if (line.Append((char)c).Length > 200)
                throw new InvalidDataException("it asks for something with an implausibly long name");
        }

        return line.ToString();
    }

    private int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Read(sizeof(int)));

    private byte ReadByte() =>
        stream.ReadByte() is var b and >= 0 ? (byte)b : throw new EndOfStreamException("its pickle is cut short");

    private byte[] Read(int count)
    {
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string Describe(PickleCode code) =>
        Enum.IsDefined(code) ? code.ToString() : $"0x{(byte)code:X2}";

    private static InvalidDataException Malformed() => new("its pickle is malformed");
}
