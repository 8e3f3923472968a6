namespace AligNet.Numerics.Clustering;

/// <summary>The greedy k-means++ start: rows far from those already chosen are likely to be drawn, of a few draws the one that
/// lowers the sum of squared distances most is kept.</summary>
/// <remarks>Source: Arthur and Vassilvitskii, k-means++: The Advantages of Careful Seeding, SODA 2007; with 2 + ⌊ln k⌋ trials a
/// step, as scikit-learn's KMeans.</remarks>
internal sealed class KMeansStart
{
    private readonly CentredRows _rows;
    private readonly Pcg32 _rng;
    private readonly int _segments;
    private readonly float[] _squaredNorms;
    private readonly float[] _nearest;
    private readonly float[] _distances;

    private KMeansStart(CentredRows rows, int trials, ulong seed)
    {
        (_rows, _rng, _segments) = (rows, new Pcg32(seed), rows.Segments(1));
        (_squaredNorms, _nearest) = (new float[rows.Rows], new float[rows.Rows]);
        _distances = new float[(long)trials * rows.Rows];
        Array.Fill(_nearest, float.PositiveInfinity);
        float[] origin = new float[rows.Dim];
        rows.ForEachBlock(_segments, (_, first, count, values) =>
        {
            for (int row = 0; row < count; row++)
            {
                _squaredNorms[first + row] = RowKernels.SquaredDistance(values.Slice(row * rows.Dim, rows.Dim), origin);
            }
        });
    }

    /// <summary>Chooses k rows.</summary>
    public static int[] Choose(CentredRows rows, int k, ulong seed)
    {
        int trials = 2 + (int)Math.Log(k);
        var start = new KMeansStart(rows, trials, seed);
        int[] chosen = new int[k];
        double potential = start.Choose([start._rng.NextInt(rows.Rows)], out chosen[0]);
        for (int step = 1; step < k; step++)
        {
            potential = start.Choose([.. Enumerable.Range(0, trials).Select(_ => start.Draw(potential))], out chosen[step]);
        }

        return chosen;
    }

    /// <summary>A row drawn in proportion to its squared distance to the nearest chosen row.</summary>
    private int Draw(double potential)
    {
        double left = _rng.NextDouble() * potential;
        int last = -1;
        for (int row = 0; row < _nearest.Length; row++)
        {
            if (_nearest[row] > 0)
            {
                last = row;
                left -= _nearest[row];
                if (left < 0)
                {
                    return row;
                }
            }
        }

        // Rounding can leave a crumb; with nothing left at all every row coincides with a chosen one, and any will do.
        return last >= 0 ? last : _rng.NextInt(_nearest.Length);
    }

    /// <summary>Keeps the candidate with the lowest sum of squared distances and returns that sum.</summary>
    private double Choose(int[] candidates, out int chosen)
    {
        int trials = candidates.Length;
        var panels = new CentroidPanels(trials, _rows.Dim);
        float[] centroids = new float[trials * _rows.Dim];
        for (int trial = 0; trial < trials; trial++)
        {
            _rows.Copy(candidates[trial], centroids.AsSpan(trial * _rows.Dim, _rows.Dim));
        }

        panels.Set(centroids);
        double[,] sums = new double[_segments, trials];
        _rows.ForEachBlock(_segments, (segment, first, count, values) =>
        {
            Distances(panels, first, count, values);
            for (int row = first; row < first + count; row++)
            {
                for (int trial = 0; trial < trials; trial++)
                {
                    ref float distance = ref _distances[((long)row * trials) + trial];
                    distance = row == candidates[trial] ? 0 : Math.Min(distance, _nearest[row]);
                    sums[segment, trial] += distance;
                }
            }
        });
        (int best, double lowest) = (0, double.PositiveInfinity);
        for (int trial = 0; trial < trials; trial++)
        {
            double sum = Enumerable.Range(0, _segments).Sum(segment => sums[segment, trial]);
            if (sum < lowest)
            {
                (best, lowest) = (trial, sum);
            }
        }

        for (int row = 0; row < _nearest.Length; row++)
        {
            _nearest[row] = _distances[((long)row * trials) + best];
        }

        chosen = candidates[best];
        return lowest;
    }

    private void Distances(CentroidPanels panels, int first, int count, ReadOnlySpan<float> values)
    {
        Span<float> products = stackalloc float[PanelProducts.Rows * CentroidPanels.Width];
        for (int panel = 0; panel < panels.Panels; panel++)
        {
            int lanes = Math.Min(CentroidPanels.Width, panels.Count - (panel * CentroidPanels.Width));
            ReadOnlySpan<float> norms = panels.SquaredNorms(panel);
            for (int group = 0; group < count; group += PanelProducts.Rows)
            {
                PanelProducts.Compute(values.Slice(group * _rows.Dim, PanelProducts.Rows * _rows.Dim), panels.Values(panel), products);
                for (int row = group; row < Math.Min(group + PanelProducts.Rows, count); row++)
                {
                    float norm = _squaredNorms[first + row];
                    long at = ((long)(first + row) * panels.Count) + (panel * CentroidPanels.Width);
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        float product = products[((row - group) * CentroidPanels.Width) + lane];
                        _distances[at + lane] = Math.Max(0, norm + norms[lane] - (2 * product));
                    }
                }
            }
        }
    }
}
