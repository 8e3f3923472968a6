namespace AligNet.Numerics;

/// <summary>The order in which a training run visits its examples: every epoch a new permutation, batches running on across the
/// end of an epoch. It depends on nothing but the seed and the step, so that a resumed run sees what an undisturbed one would.</summary>
/// <remarks>With blocks, whole blocks of consecutive examples are permuted and stay together, for examples that share images.</remarks>
public sealed class ShuffledOrder
{
    private readonly int[] _permutation;
    private readonly ulong _seed;
    private readonly int _block;
    private long _epoch = -1;

    /// <summary>An order over examples 0 … count − 1.</summary>
    /// <param name="count">Number of examples; at least 1.</param>
    /// <param name="seed">Same seed, same order.</param>
    /// <param name="block">Consecutive examples that stay together; 1: none.</param>
    public ShuffledOrder(int count, ulong seed, int block = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(block, 1);
        (_permutation, _seed, _block) = (new int[count], seed, block);
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
        int[] blocks = [.. Enumerable.Range(0, ((_permutation.Length - 1) / _block) + 1)];
        new Pcg32(_seed, (ulong)epoch).Shuffle<int>(blocks);
        int next = 0;
        foreach (int block in blocks)
        {
            for (int index = block * _block; index < Math.Min((block + 1) * _block, _permutation.Length); index++)
            {
                _permutation[next++] = index;
            }
        }

        _epoch = epoch;
    }
}
