using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AligNet.Numerics;

/// <summary>Derives the seed of a stage, or of one purpose inside it, from the run's root seed, so that stages draw
/// independent sequences and none depends on the order in which they run.</summary>
public static class StageSeed
{
    /// <summary>The first 8 bytes, little-endian, of SHA-256 over "{rootSeed}/{name}" in UTF-8.</summary>
    /// <param name="name">The stage's name, or "stage/purpose".</param>
    /// <param name="rootSeed">The run's seed.</param>
    public static ulong For(string name, ulong rootSeed) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{rootSeed}/{name}")));
}
