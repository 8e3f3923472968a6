namespace AligNet.Numerics;

/// <summary>The order in which a training run visits its examples: every epoch a new permutation, batches running on across the
/// end of an epoch. It depends on nothing but the seed and the step, so that a resumed run sees what an undisturbed one would.</summary>
public sealed class ShuffledOrder
{
    private readonly int[] _permutation;
    private readonly ulong _seed;
    private long _epoch = -1;

    /// <summary>An order over examples 0 … count − 1.</summary>
    /// <param name="count">Number of examples; at least 1.</param>
    /// <param name="seed">Same seed, same order.</param>
    public ShuffledOrder(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_permutation, _seed) = (new int[count], seed);
    }

    /// <summary>The examples of one step.</summary>
    /// <param name="step">Steps before it.</param>
    /// <param name="batch">Receives the examples; its length is the batch size and must not change during a run.</param>
    public void Batch(int step, Span<int> batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        long first = (long)step * batch.Length;
        for (int index = 0; index < batch.Length; index++)
        {
            (long epoch, long position) = Math.DivRem(first + index, _permutation.Length);
            if (epoch != _epoch)
            {
                Permute(epoch);
            }

            batch[index] = _permutation[position];
        }
    }

    private void Permute(long epoch)
    {
        for (int index = 0; index < _permutation.Length; index++)
        {
            _permutation[index] = index;
        }

        new Pcg32(_seed, (ulong)epoch).Shuffle<int>(_permutation);
        _epoch = epoch;
    }
}
