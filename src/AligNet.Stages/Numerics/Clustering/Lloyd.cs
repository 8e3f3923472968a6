namespace AligNet.Numerics.Clustering;

/// <summary>Lloyd's iterations from given centroids, with scikit-learn's rules for the end, for the count of iterations and for
/// clusters that lose every row.</summary>
internal sealed class Lloyd
{
    private readonly CentredRows _rows;
    private readonly int _k;
    private readonly int _dim;
    private readonly int[] _labels;
    private readonly double[] _centroids;
    private readonly float[] _rounded;
    private readonly CentroidPanels _panels;
    private readonly int _segments;
    private readonly double[][] _sums;
    private readonly int[][] _counts;

    /// <summary>Starts from k × dim centroids given about the rows' mean.</summary>
    public Lloyd(CentredRows rows, double[] centroids)
    {
        (_rows, _dim, _k) = (rows, rows.Dim, centroids.Length / rows.Dim);
        _centroids = [.. centroids];
        _rounded = new float[centroids.Length];
        _panels = new CentroidPanels(_k, _dim);
        _labels = new int[rows.Rows];
        Array.Fill(_labels, -1);
        _segments = rows.Segments((long)centroids.Length * sizeof(double));
        _sums = [.. Enumerable.Range(0, _segments).Select(_ => new double[centroids.Length])];
        _counts = [.. Enumerable.Range(0, _segments).Select(_ => new int[_k])];
    }

    /// <summary>Iterates to convergence.</summary>
    public KMeansResult Run(KMeansSettings settings, Action<int, double>? progress)
    {
        double threshold = settings.Tolerance * _rows.MeanVariance;
        (double inertia, int iteration, bool unchanged, bool converged) = (0, 0, false, false);
        double shift = 0;
        while (iteration < settings.MaxIterations && !converged)
        {
            (inertia, long changed) = Assign(sum: true);
            shift = Update();
            iteration++;
            progress?.Invoke(iteration, inertia);
            unchanged = changed == 0;
            converged = unchanged || shift <= threshold;
        }

        // The labels must belong to the centroids that are returned.
        if (!unchanged)
        {
            (inertia, _) = Assign(sum: false);
        }
        else if (shift > 0)
        {
            inertia = Inertia();
        }

        float[] centroids = new float[_centroids.Length];
        for (int index = 0; index < centroids.Length; index++)
        {
            centroids[index] = (float)(_centroids[index] + _rows.Mean[index % _dim]);
        }

        return new KMeansResult(_labels, centroids, inertia, iteration, converged);
    }

    /// <summary>Gives each row its nearest centroid; inertia under it, and the number of labels that changed.</summary>
    private (double Inertia, long Changed) Assign(bool sum)
    {
        Round();
        _panels.Set(_rounded);
        double[] inertia = new double[_segments];
        long[] changed = new long[_segments];
        for (int segment = 0; segment < _segments; segment++)
        {
            Array.Clear(_sums[segment]);
            Array.Clear(_counts[segment]);
        }

        _rows.ForEachBlock(_segments, (segment, first, count, values) =>
        {
            Span<int> labels = stackalloc int[count];
            Span<float> scores = stackalloc float[count];
            NearestCentroid.Assign(values, _panels, labels, scores);
            for (int row = 0; row < count; row++)
            {
                int label = labels[row];
                ReadOnlySpan<float> own = values.Slice(row * _dim, _dim);
                inertia[segment] += RowKernels.SquaredDistance(own, _rounded.AsSpan(label * _dim, _dim));
                if (sum)
                {
                    RowKernels.Add(own, _sums[segment].AsSpan(label * _dim, _dim));
                    _counts[segment][label]++;
                }

                changed[segment] += label != _labels[first + row] ? 1 : 0;
                _labels[first + row] = label;
            }
        });
        return (inertia.Sum(), changed.Sum());
    }

    /// <summary>Moves the centroids to the means of their rows and returns the summed squared shift.</summary>
    private double Update()
    {
        (double[] sums, int[] counts) = (_sums[0], _counts[0]);
        foreach (double[] other in _sums.Skip(1))
        {
            for (int index = 0; index < sums.Length; index++)
            {
                sums[index] += other[index];
            }
        }

        foreach (int[] other in _counts.Skip(1))
        {
            for (int cluster = 0; cluster < _k; cluster++)
            {
                counts[cluster] += other[cluster];
            }
        }

        if (counts.Contains(0))
        {
            Relocate(sums, counts);
        }

        double shift = 0;
        int largest = Array.IndexOf(counts, counts.Max());
        for (int cluster = 0; cluster < _k; cluster++)
        {
            // Only when rows coincide can a cluster still be empty; it then lies with the largest one.
            int from = counts[cluster] > 0 ? cluster : largest;
            for (int column = 0; column < _dim; column++)
            {
                double moved = sums[(from * _dim) + column] / counts[from];
                double difference = moved - _centroids[(cluster * _dim) + column];
                shift += difference * difference;
                _centroids[(cluster * _dim) + column] = moved;
            }
        }

        return shift;
    }

    /// <summary>Gives each empty cluster one row, the farthest from its centroid first, taken out of its old cluster's sum.</summary>
    private void Relocate(double[] sums, int[] counts)
    {
        int[] empty = [.. Enumerable.Range(0, _k).Where(cluster => counts[cluster] == 0)];
        float[] distances = Distances();
        int[] farthest = [.. Enumerable.Range(0, distances.Length).OrderByDescending(row => distances[row]).Take(empty.Length)];
        if (distances[farthest[0]] == 0)
        {
            return;
        }

        float[] row = new float[_dim];
        foreach ((int cluster, int far) in empty.Zip(farthest))
        {
            _rows.Copy(far, row);
            int old = _labels[far];
            for (int column = 0; column < _dim; column++)
            {
                sums[(old * _dim) + column] -= row[column];
                sums[(cluster * _dim) + column] = row[column];
            }

            (counts[old], counts[cluster]) = (counts[old] - 1, 1);
        }
    }

    private float[] Distances()
    {
        float[] distances = new float[_rows.Rows];
        _rows.ForEachBlock(_segments, (_, first, count, values) =>
        {
            for (int row = 0; row < count; row++)
            {
                distances[first + row] = RowKernels.SquaredDistance(
                    values.Slice(row * _dim, _dim), _rounded.AsSpan(_labels[first + row] * _dim, _dim));
            }
        });
        return distances;
    }

    private double Inertia()
    {
        Round();
        return Distances().Sum(distance => (double)distance);
    }

    private void Round()
    {
        for (int index = 0; index < _rounded.Length; index++)
        {
            _rounded[index] = (float)_centroids[index];
        }
    }
}
