using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AligNet.Numerics;

/// <summary>The Threefry-4x32 cipher with 20 rounds, on 16 lanes at once.</summary>
/// <remarks>Source: Salmon, Moraes, Dror and Shaw, Parallel Random Numbers: As Easy as 1, 2, 3 (SC 2011). Only additions, rotations and
/// exclusive-ors, which every vector unit has, unlike the wide products of its sibling Philox.</remarks>
internal static class Threefry
{
    private const uint Parity = 0x1BD11BDA;

    /// <summary>Encrypts 16 counters (c0 lane, c1, c2, c3) under the key (k0, k1, k2, k3) to four words each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encrypt(Vector512<uint> c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint k2, uint k3,
        out Vector512<uint> y0, out Vector512<uint> y1, out Vector512<uint> y2, out Vector512<uint> y3)
    {
        uint k4 = Parity ^ k0 ^ k1 ^ k2 ^ k3;
        y0 = c0 + Vector512.Create(k0);
        y1 = Vector512.Create(c1 + k1);
        y2 = Vector512.Create(c2 + k2);
        y3 = Vector512.Create(c3 + k3);
        EvenRounds(ref y0, ref y1, ref y2, ref y3);
        Inject(ref y0, ref y1, ref y2, ref y3, k1, k2, k3, k4 + 1);
        OddRounds(ref y0, ref y1, ref y2, ref y3);
        Inject(ref y0, ref y1, ref y2, ref y3, k2, k3, k4, k0 + 2);
        EvenRounds(ref y0, ref y1, ref y2, ref y3);
        Inject(ref y0, ref y1, ref y2, ref y3, k3, k4, k0, k1 + 3);
        OddRounds(ref y0, ref y1, ref y2, ref y3);
        Inject(ref y0, ref y1, ref y2, ref y3, k4, k0, k1, k2 + 4);
        EvenRounds(ref y0, ref y1, ref y2, ref y3);
        Inject(ref y0, ref y1, ref y2, ref y3, k0, k1, k2, k3 + 5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EvenRounds(ref Vector512<uint> x0, ref Vector512<uint> x1, ref Vector512<uint> x2, ref Vector512<uint> x3)
    {
        Mix(ref x0, ref x1, 10);
        Mix(ref x2, ref x3, 26);
        Mix(ref x0, ref x3, 11);
        Mix(ref x2, ref x1, 21);
        Mix(ref x0, ref x1, 13);
        Mix(ref x2, ref x3, 27);
        Mix(ref x0, ref x3, 23);
        Mix(ref x2, ref x1, 5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OddRounds(ref Vector512<uint> x0, ref Vector512<uint> x1, ref Vector512<uint> x2, ref Vector512<uint> x3)
    {
        Mix(ref x0, ref x1, 6);
        Mix(ref x2, ref x3, 20);
        Mix(ref x0, ref x3, 17);
        Mix(ref x2, ref x1, 11);
        Mix(ref x0, ref x1, 25);
        Mix(ref x2, ref x3, 10);
        Mix(ref x0, ref x3, 18);
        Mix(ref x2, ref x1, 20);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(ref Vector512<uint> a, ref Vector512<uint> b, [ConstantExpected] int rotation)
    {
        a += b;
        b = (Vector512.ShiftLeft(b, rotation) | Vector512.ShiftRightLogical(b, 32 - rotation)) ^ a;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Inject(ref Vector512<uint> x0, ref Vector512<uint> x1, ref Vector512<uint> x2, ref Vector512<uint> x3,
        uint k0, uint k1, uint k2, uint k3)
    {
        x0 += Vector512.Create(k0);
        x1 += Vector512.Create(k1);
        x2 += Vector512.Create(k2);
        x3 += Vector512.Create(k3);
    }
}
