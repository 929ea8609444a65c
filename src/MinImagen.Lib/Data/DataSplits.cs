using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MinImagen.Lib.Data;

/// <summary>Assigns pictures to a <see cref="DataSplit"/> by a hash of their name: no seed, no order, no state.</summary>
public static class DataSplits
{
    /// <summary>The word that stands for a split in a captions file.</summary>
    public static string Name(DataSplit split) => split == DataSplit.Train ? "train" : "validation";

    /// <summary>Reads the word that <see cref="Name"/> writes.</summary>
    /// <returns>False where it is another word.</returns>
    public static bool TryParse(string name, out DataSplit split)
    {
        split = name == "validation" ? DataSplit.Validation : DataSplit.Train;
        return name is "train" or "validation";
    }

    /// <summary>The split of everything that shares <paramref name="key"/>.</summary>
    /// <param name="key">What must stay together, such as a file name or the base of an emoji.</param>
    /// <param name="validationFraction">The expected share of validation, from 0 to 1.</param>
    public static DataSplit Of(string key, double validationFraction)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));

        // u = (first 32 bits of SHA-256) / 2³², uniform in [0, 1)
        var u = BinaryPrimitives.ReadUInt32BigEndian(digest) / 4294967296.0;
        return u < validationFraction ? DataSplit.Validation : DataSplit.Train;
    }
}
