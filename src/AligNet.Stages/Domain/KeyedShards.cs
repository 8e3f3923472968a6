using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AligNet.Domain;

/// <summary>Divides named items into shards so that adding, removing or changing one concerns one shard.</summary>
/// <remarks>Items are put into the leaves of a binary tree by the bits of the SHA-256 of their names; a leaf is split when it would hold more than
/// the capacity. So the shards are a function of the set of names, in whatever order they come.</remarks>
public static class KeyedShards
{
    /// <summary>The items of each shard, by position; within a shard in the order of the digests of their names.</summary>
    /// <param name="names">A name for each item; equal names are told apart by their order.</param>
    /// <param name="capacity">Most items in a shard.</param>
    public static IReadOnlyList<int[]> Divide(IReadOnlyList<string> names, int capacity)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ulong[] digests = [.. names.Select(name => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))))];
        int[] order = [.. Enumerable.Range(0, names.Count).OrderBy(item => digests[item]).ThenBy(item => names[item], StringComparer.Ordinal).ThenBy(item => item)];
        List<int[]> shards = [];
        Split(0, order.Length, 0);
        return shards;

        void Split(int start, int end, int bit)
        {
            if (end - start <= capacity || bit == 64)
            {
                if (end > start)
                {
                    shards.Add(order[start..end]);
                }

                return;
            }

            int middle = start;
            while (middle < end && (digests[order[middle]] & (1UL << (63 - bit))) == 0)
            {
                middle++;
            }

            Split(start, middle, bit + 1);
            Split(middle, end, bit + 1);
        }
    }
}
