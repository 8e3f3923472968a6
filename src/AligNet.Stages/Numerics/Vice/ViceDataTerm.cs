using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AligNet.Domain;

namespace AligNet.Numerics.Vice;

/// <summary>The data term of a VICE step on a batch of triplets: mean of −ln softmax(s_ij, s_ik, s_jk)[ij], where s are dot products of rows of max(X, 0).</summary>
internal sealed class ViceDataTerm
{
    private readonly int _dims;
    private readonly Vector512<float> _lastLanes;
    private readonly float[] _similarities;
    private readonly float[] _losses;
    private readonly int _capacity;

    /// <summary>Prepares for rows of <paramref name="dims"/> values and at most <paramref name="batchSize"/> triplets.</summary>
    public ViceDataTerm(int dims, int batchSize)
    {
        _dims = dims;
        int tail = ((dims - 1) % 16) + 1;
        _lastLanes = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(tail)).AsSingle();
        _capacity = (batchSize + 15) & ~15;
        _similarities = new float[3 * _capacity];
        _losses = new float[_capacity];
    }

    /// <summary>Pair similarities, later softmax probabilities, later gradients by the similarities, of one pair position (0 ij, 1 ik, 2 jk).</summary>
    public Span<float> Pair(int position) => _similarities.AsSpan(position * _capacity, _capacity);

    /// <summary>Fills the three <see cref="Pair"/> rows with dot products.</summary>
    /// <param name="batch">At most the batch size of the constructor.</param>
    /// <param name="x">Samples, rows of dims values; at least 16 more values behind the last row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Similarities(ReadOnlySpan<Triplet> batch, ReadOnlySpan<float> x)
    {
        ref float samples = ref MemoryMarshal.GetReference(x);
        Span<float> similarities = _similarities;
        for (int index = 0; index < batch.Length; index++)
        {
            nuint i = (nuint)batch[index].First * (nuint)_dims;
            nuint j = (nuint)batch[index].Second * (nuint)_dims;
            nuint k = (nuint)batch[index].OddOneOut * (nuint)_dims;
            Vector512<float> ij = Vector512<float>.Zero, ik = Vector512<float>.Zero, jk = Vector512<float>.Zero;
            nuint lane = 0;
            for (; lane + 16 < (nuint)_dims; lane += 16)
            {
                Vector512<float> a = Rectified(ref samples, i + lane);
                Vector512<float> b = Rectified(ref samples, j + lane);
                Vector512<float> c = Rectified(ref samples, k + lane);
                ij = Vector512.FusedMultiplyAdd(a, b, ij);
                ik = Vector512.FusedMultiplyAdd(a, c, ik);
                jk = Vector512.FusedMultiplyAdd(b, c, jk);
            }

            Vector512<float> lastA = Rectified(ref samples, i + lane) & _lastLanes;
            Vector512<float> lastB = Rectified(ref samples, j + lane) & _lastLanes;
            Vector512<float> lastC = Rectified(ref samples, k + lane);
            similarities[index] = VectorMath.Sum(Vector512.FusedMultiplyAdd(lastA, lastB, ij));
            similarities[_capacity + index] = VectorMath.Sum(Vector512.FusedMultiplyAdd(lastA, lastC, ik));
            similarities[(2 * _capacity) + index] = VectorMath.Sum(Vector512.FusedMultiplyAdd(lastB, lastC, jk));
        }
    }

    /// <summary>Turns the <see cref="Pair"/> rows into softmax probabilities.</summary>
    /// <returns>Mean −ln p(ij) over the batch, in nats.</returns>
    public double Probabilities(int count)
    {
        SoftmaxPass(Pair(0), Pair(1), Pair(2), _losses);
        double total = 0;
        foreach (float loss in _losses.AsSpan(0, count))
        {
            total += loss;
        }

        return total / count;
    }

    /// <summary>Adds the gradient of the data term by max(X, 0) to the rows of the batch's objects; expects probabilities in <see cref="Pair"/>.</summary>
    /// <param name="batch">The batch that <see cref="Similarities"/> saw.</param>
    /// <param name="x">The same samples.</param>
    /// <param name="rowGradient">Shape of x; added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Backward(ReadOnlySpan<Triplet> batch, ReadOnlySpan<float> x, Span<float> rowGradient)
    {
        ref float samples = ref MemoryMarshal.GetReference(x);
        ref float rows = ref MemoryMarshal.GetReference(rowGradient);
        Span<float> probabilities = _similarities;
        float weight = 1f / batch.Length;
        for (int index = 0; index < batch.Length; index++)
        {
            nuint i = (nuint)batch[index].First * (nuint)_dims;
            nuint j = (nuint)batch[index].Second * (nuint)_dims;
            nuint k = (nuint)batch[index].OddOneOut * (nuint)_dims;
            Vector512<float> ij = Vector512.Create((probabilities[index] - 1) * weight);
            Vector512<float> ik = Vector512.Create(probabilities[_capacity + index] * weight);
            Vector512<float> jk = Vector512.Create(probabilities[(2 * _capacity) + index] * weight);
            for (nuint lane = 0; lane < (nuint)_dims; lane += 16)
            {
                Vector512<float> used = lane + 16 < (nuint)_dims ? Vector512<float>.AllBitsSet : _lastLanes;
                Vector512<float> a = Rectified(ref samples, i + lane) & used;
                Vector512<float> b = Rectified(ref samples, j + lane) & used;
                Vector512<float> c = Rectified(ref samples, k + lane) & used;
                Add(ref rows, i + lane, Vector512.FusedMultiplyAdd(ij, b, ik * c));
                Add(ref rows, j + lane, Vector512.FusedMultiplyAdd(ij, a, jk * c));
                Add(ref rows, k + lane, Vector512.FusedMultiplyAdd(ik, a, jk * b));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SoftmaxPass(Span<float> ij, Span<float> ik, Span<float> jk, Span<float> losses)
    {
        for (int at = 0; at < ij.Length; at += 16)
        {
            Vector512<float> a = Vector512.Create<float>(ij[at..]);
            Vector512<float> b = Vector512.Create<float>(ik[at..]);
            Vector512<float> c = Vector512.Create<float>(jk[at..]);
            Vector512<float> largest = Vector512.Max(a, Vector512.Max(b, c));
            Vector512<float> shifted = a - largest;
            Vector512<float> expA = VectorMath.Exp(shifted);
            Vector512<float> expB = VectorMath.Exp(b - largest);
            Vector512<float> expC = VectorMath.Exp(c - largest);
            Vector512<float> sum = expA + expB + expC;
            (VectorMath.Log(sum) - shifted).CopyTo(losses[at..]);
            (expA / sum).CopyTo(ij[at..]);
            (expB / sum).CopyTo(ik[at..]);
            (expC / sum).CopyTo(jk[at..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rectified(ref float samples, nuint at) => Vector512.Max(Vector512.LoadUnsafe(ref samples, at), Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref float rows, nuint at, Vector512<float> value) => (Vector512.LoadUnsafe(ref rows, at) + value).StoreUnsafe(ref rows, at);
}
