using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AligNet.Domain;

namespace AligNet.Numerics.Vice;

/// <summary>Posterior probabilities of a triplet's pairs: the mean over M samples of the embedding of softmax(s_ij, s_ik, s_jk).</summary>
/// <remarks>Source: METHOD section 1. Probabilities are averaged over samples, choices are made afterwards.</remarks>
public static class MonteCarloPosterior
{
    private const uint Stream = 2;
    private const int TripletsPerTask = 1024;

    // Samples of all objects are held for this many values (256 MiB) at most; more samples go in several rounds.
    private const long ValuesPerRound = 1 << 26;

    /// <summary>Fills one row (ij, ik, jk) per triplet.</summary>
    /// <param name="posterior">Loc and log-scale, objects × dims.</param>
    /// <param name="triplets">Rows into the posterior.</param>
    /// <param name="samples">M, at least 1.</param>
    /// <param name="seed">Seed of the noise; all triplets share the M samples.</param>
    /// <param name="probabilities">Receives 3 values per triplet that sum to 1.</param>
    /// <param name="threads">Most threads; any number gives the same bytes.</param>
    public static void Probabilities(VicePosterior posterior, ReadOnlyMemory<Triplet> triplets, int samples, ulong seed, Memory<float> probabilities, int threads)
    {
        ArgumentNullException.ThrowIfNull(posterior);
        Probabilities(posterior.Loc.ToArray(), posterior.LogScale.ToArray(), posterior.Dims, triplets, samples, seed, probabilities, threads);
    }

    internal static void Probabilities(float[] loc, float[] logScale, int dims, ReadOnlyMemory<Triplet> triplets, int samples, ulong seed, Memory<float> probabilities, int threads) =>
        Probabilities(loc, logScale, dims, triplets, samples, (noise, first) => FillNoise(noise, loc.Length, seed, first), probabilities, threads);

    /// <summary>The same with noise from outside: <paramref name="fillNoise"/> receives room for whole samples (sample × object × dim) and the first one's number.</summary>
    internal static void Probabilities(float[] loc, float[] logScale, int dims, ReadOnlyMemory<Triplet> triplets, int samples,
        Action<float[], int> fillNoise, Memory<float> probabilities, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (probabilities.Length != 3L * triplets.Length)
        {
            throw new ArgumentException($"Expected room for 3 × {triplets.Length} probabilities, got {probabilities.Length}.", nameof(probabilities));
        }

        int objects = loc.Length / dims;
        foreach (Triplet triplet in triplets.Span)
        {
            if (Math.Min(triplet.First, Math.Min(triplet.Second, triplet.OddOneOut)) < 0 || Math.Max(triplet.First, Math.Max(triplet.Second, triplet.OddOneOut)) >= objects)
            {
                throw new ArgumentException($"{triplet} names an object outside 0 … {objects - 1}.", nameof(triplets));
            }
        }

        probabilities.Span.Clear();
        int perRound = (int)Math.Clamp(ValuesPerRound / loc.Length, 1, samples);
        int stride = (dims + 15) & ~15;
        for (int first = 0; first < samples; first += perRound)
        {
            int count = Math.Min(perRound, samples - first);
            float[] noise = new float[checked(count * loc.Length)];
            fillNoise(noise, first);
            float[] rows = RectifiedSamples(loc, logScale, noise, count, dims, stride);
            int tasks = (triplets.Length + TripletsPerTask - 1) / TripletsPerTask;
            Parallel.For(0, tasks, new ParallelOptions { MaxDegreeOfParallelism = threads }, task =>
            {
                int start = task * TripletsPerTask;
                int length = Math.Min(TripletsPerTask, triplets.Length - start);
                Accumulate(triplets.Span.Slice(start, length), rows, count, stride, 1f / samples, probabilities.Span.Slice(3 * start, 3 * length));
            });
        }
    }

    private static void FillNoise(float[] noise, int perSample, ulong seed, int first)
    {
        for (int sample = 0; sample < noise.Length / perSample; sample++)
        {
            GaussianNoise.Fill(noise.AsSpan(sample * perSample, perSample), seed, Stream, (ulong)(first + sample));
        }
    }

    // max(X, 0), ordered object × sample × dim so that a triplet reads three stretches of memory; rows are padded with zeros.
    private static float[] RectifiedSamples(float[] loc, float[] logScale, float[] noise, int samples, int dims, int stride)
    {
        float[] rows = new float[checked(loc.Length / dims * samples * stride)];
        float[] scale = [.. logScale.Select(value => (float)Math.Exp(value))];
        for (int sample = 0; sample < samples; sample++)
        {
            for (int at = 0; at < loc.Length; at++)
            {
                (int row, int dim) = Math.DivRem(at, dims);
                rows[(((row * samples) + sample) * stride) + dim] = Math.Max(0, loc[at] + (scale[at] * noise[(sample * loc.Length) + at]));
            }
        }

        return rows;
    }

    private static void Accumulate(ReadOnlySpan<Triplet> triplets, float[] rows, int samples, int stride, float weight, Span<float> probabilities)
    {
        int padded = (samples + 15) & ~15;
        Span<float> pairs = new float[3 * padded];
        Vector512<float> weights = Vector512.Create(weight);
        for (int index = 0; index < triplets.Length; index++)
        {
            Similarities(triplets[index], rows, samples, stride, pairs, padded);
            Vector512<float> ij = Vector512<float>.Zero, ik = Vector512<float>.Zero, jk = Vector512<float>.Zero;
            for (int at = 0; at < padded; at += 16)
            {
                Vector512<float> a = Vector512.Create<float>(pairs[at..]);
                Vector512<float> b = Vector512.Create<float>(pairs[(padded + at)..]);
                Vector512<float> c = Vector512.Create<float>(pairs[((2 * padded) + at)..]);
                Vector512<float> largest = Vector512.Max(a, Vector512.Max(b, c));
                a = VectorMath.Exp(a - largest);
                b = VectorMath.Exp(b - largest);
                c = VectorMath.Exp(c - largest);
                Vector512<float> used = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(samples - at)).AsSingle() & weights;
                Vector512<float> share = used / (a + b + c);
                ij += a * share;
                ik += b * share;
                jk += c * share;
            }

            probabilities[3 * index] += VectorMath.Sum(ij);
            probabilities[(3 * index) + 1] += VectorMath.Sum(ik);
            probabilities[(3 * index) + 2] += VectorMath.Sum(jk);
        }
    }

    private static void Similarities(Triplet triplet, float[] rows, int samples, int stride, Span<float> pairs, int padded)
    {
        ref float start = ref MemoryMarshal.GetArrayDataReference(rows);
        nuint i = (nuint)triplet.First * (nuint)samples * (nuint)stride;
        nuint j = (nuint)triplet.Second * (nuint)samples * (nuint)stride;
        nuint k = (nuint)triplet.OddOneOut * (nuint)samples * (nuint)stride;
        for (int sample = 0; sample < samples; sample++)
        {
            Vector512<float> ij = Vector512<float>.Zero, ik = Vector512<float>.Zero, jk = Vector512<float>.Zero;
            for (int lane = 0; lane < stride; lane += 16)
            {
                Vector512<float> a = Vector512.LoadUnsafe(ref start, i);
                Vector512<float> b = Vector512.LoadUnsafe(ref start, j);
                Vector512<float> c = Vector512.LoadUnsafe(ref start, k);
                ij = Vector512.FusedMultiplyAdd(a, b, ij);
                ik = Vector512.FusedMultiplyAdd(a, c, ik);
                jk = Vector512.FusedMultiplyAdd(b, c, jk);
                (i, j, k) = (i + 16, j + 16, k + 16);
            }

            pairs[sample] = VectorMath.Sum(ij);
            pairs[padded + sample] = VectorMath.Sum(ik);
            pairs[(2 * padded) + sample] = VectorMath.Sum(jk);
        }
    }
}
