using System.Numerics;

namespace AligNet.Numerics;

/// <summary>PCG-XSH-RR 64/32: a small seeded generator whose sequence is pinned by a test, so that results repeat across
/// machines and .NET versions (System.Random promises neither).</summary>
/// <remarks>Source: M. E. O'Neill, PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number
/// Generation, HMC-CS-2014-0905. <see cref="State"/> and <see cref="Increment"/> are all there is to save in a checkpoint.</remarks>
public sealed class Pcg32
{
    private const ulong Multiplier = 6364136223846793005UL;

    /// <summary>Seeds the generator as the reference implementation's <c>pcg32_srandom(seed, stream)</c>.</summary>
    /// <param name="seed">Start of the sequence.</param>
    /// <param name="stream">Which of 2^63 distinct sequences.</param>
    public Pcg32(ulong seed, ulong stream = 0)
    {
        Increment = (stream << 1) | 1;
        NextUInt();
        State += seed;
        NextUInt();
    }

    private Pcg32(ulong state, ulong increment, bool _) => (State, Increment) = (state, increment);

    /// <summary>The 64-bit state, for checkpoints.</summary>
    public ulong State { get; private set; }

    /// <summary>The odd increment that selects the stream, for checkpoints.</summary>
    public ulong Increment { get; }

    /// <summary>Continues from a saved state.</summary>
    public static Pcg32 Resume(ulong state, ulong increment) => new(state, increment | 1, true);

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt()
    {
        ulong old = State;
        State = unchecked((old * Multiplier) + Increment);
        uint xorShifted = (uint)(((old >> 18) ^ old) >> 27);
        return BitOperations.RotateRight(xorShifted, (int)(old >> 59));
    }

    /// <summary>A uniform integer in [0, <paramref name="bound"/>), without modulo bias (Lemire's method).</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong product = (ulong)NextUInt() * (uint)bound;
        uint low = (uint)product;
        if (low < (uint)bound)
        {
            uint threshold = unchecked((uint)-bound) % (uint)bound;
            while (low < threshold)
            {
                product = (ulong)NextUInt() * (uint)bound;
                low = (uint)product;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A uniform double in [0, 1) with 53 random bits.</summary>
    public double NextDouble()
    {
        ulong bits = ((ulong)NextUInt() << 32) | NextUInt();
        return (bits >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>A draw from Normal(0, 1), by the Box–Muller transform (one draw uses two uniforms; none is kept back,
    /// so the state alone determines what follows).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Shuffles in place (Fisher–Yates, from the end).</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = NextInt(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }
}
