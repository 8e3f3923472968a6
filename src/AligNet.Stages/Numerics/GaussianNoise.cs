using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics;

/// <summary>Seeded float32 draws from Normal(0, 1) by counter: draw number n of a (seed, stream, step) is the same wherever and in
/// whatever order it is made, so threads and checkpoints need no generator state.</summary>
/// <remarks>
/// Bits: Threefry-4x32 with 20 rounds (Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011), whose published
/// test vectors the tests check. Key = (seed low, seed high, stream, 0); counter = (block, step low, step high, 0); one block gives four words.
/// Gaussians: Box–Muller, words (0, 1) and (2, 3), each pair giving radius·cos and radius·sin; the radius uses 24 bits, so |draw| &lt; 5.9.
/// Order: 16 consecutive blocks fill 64 entries, entry 16·j + lane of them coming from word j of block lane.
/// </remarks>
public static class GaussianNoise
{
    /// <summary>Entries that are made together; offsets must be multiples of it.</summary>
    public const int GroupSize = 64;

    // Bits and draws share a buffer that stays in the first-level cache.
    private const int BufferSize = 4096;

    /// <summary>Fills a span with the draws number <paramref name="offset"/>, offset + 1, …</summary>
    /// <param name="destination">Receives the draws; any length.</param>
    /// <param name="seed">Which sequence.</param>
    /// <param name="stream">Which of the seed's independent sequences, e.g. one per purpose.</param>
    /// <param name="step">Which of the stream's independent sequences, e.g. the training step.</param>
    /// <param name="offset">Number of the first draw; a multiple of <see cref="GroupSize"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is negative or no multiple of <see cref="GroupSize"/>.</exception>
    public static void Fill(Span<float> destination, ulong seed, uint stream, ulong step, long offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNotEqual(offset % GroupSize, 0L, nameof(offset));
        int whole = destination.Length & ~(GroupSize - 1);
        Draw(destination[..whole], seed, stream, step, (uint)(offset / 4));
        if (whole < destination.Length)
        {
            Span<float> last = stackalloc float[GroupSize];
            Draw(last, seed, stream, step, (uint)((offset + whole) / 4));
            last[..(destination.Length - whole)].CopyTo(destination[whole..]);
        }
    }

    private static void Draw(Span<float> groups, ulong seed, uint stream, ulong step, uint firstBlock)
    {
        Span<float> radii = stackalloc float[BufferSize / 2];
        for (int at = 0; at < groups.Length; at += BufferSize)
        {
            Span<float> part = groups.Slice(at, Math.Min(BufferSize, groups.Length - at));
            DrawBits(MemoryMarshal.Cast<float, uint>(part), seed, stream, step, firstBlock + (uint)(at / 4));
            Radii(part, radii);
            Turn(part, radii);
        }
    }

    // Bits, radii and angles are three loops, not one: on processors with 256-bit vectors each 512-bit operation becomes two calls to inline, and one
    // loop with all of them exceeds what the compiler is willing to inline (measured 6 instead of 2 times slower).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DrawBits(Span<uint> words, ulong seed, uint stream, ulong step, uint firstBlock)
    {
        ref uint start = ref MemoryMarshal.GetReference(words);
        for (int at = 0; at < words.Length; at += GroupSize)
        {
            Vector512<uint> block = Vector512.Create(firstBlock + (uint)(at / 4)) + Vector512<uint>.Indices;
            Threefry.Encrypt(block, (uint)step, (uint)(step >> 32), 0, (uint)seed, (uint)(seed >> 32), stream, 0,
                out Vector512<uint> word0, out Vector512<uint> word1, out Vector512<uint> word2, out Vector512<uint> word3);
            word0.StoreUnsafe(ref start, (nuint)at);
            word1.StoreUnsafe(ref start, (nuint)at + 16);
            word2.StoreUnsafe(ref start, (nuint)at + 32);
            word3.StoreUnsafe(ref start, (nuint)at + 48);
        }
    }

    // radius = √(−2 ln u) from the first word of each pair.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Radii(Span<float> words, Span<float> radii)
    {
        ref float word = ref MemoryMarshal.GetReference(words);
        ref float radius = ref MemoryMarshal.GetReference(radii);
        for (int at = 0; at < words.Length; at += 32)
        {
            // (n + ½) / 2^24 lies inside (0, 1]: rounding lets the largest one reach 1, whose radius is 0.
            Vector512<uint> bits = Vector512.ShiftRightLogical(Vector512.LoadUnsafe(ref word, (nuint)at).AsUInt32(), 8);
            Vector512<float> uniform = Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(bits.AsInt32()), Vector512.Create(1f / (1 << 24)), Vector512.Create(0.5f / (1 << 24)));
            Vector512.Sqrt(Vector512.Abs(VectorMath.Log(uniform) * Vector512.Create(-2f))).StoreUnsafe(ref radius, (nuint)at / 2);
        }
    }

    // (radius · cos, radius · sin) of the angle in the second word of each pair.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(Span<float> words, Span<float> radii)
    {
        ref float word = ref MemoryMarshal.GetReference(words);
        ref float radius = ref MemoryMarshal.GetReference(radii);
        for (int at = 0; at < words.Length; at += 32)
        {
            Vector512<uint> bits = Vector512.ShiftRightLogical(Vector512.LoadUnsafe(ref word, (nuint)at + 16).AsUInt32(), 8);
            (Vector512<float> sin, Vector512<float> cos) = VectorMath.SinCosTurns(Vector512.ConvertToSingle(bits.AsInt32()) * Vector512.Create(1f / (1 << 24)));
            Vector512<float> length = Vector512.LoadUnsafe(ref radius, (nuint)at / 2);
            (length * cos).StoreUnsafe(ref word, (nuint)at);
            (length * sin).StoreUnsafe(ref word, (nuint)at + 16);
        }
    }
}
