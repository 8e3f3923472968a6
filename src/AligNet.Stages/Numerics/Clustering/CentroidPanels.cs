namespace AligNet.Numerics.Clustering;

/// <summary>Centroids laid out for <see cref="PanelProducts"/>: panels of <see cref="Width"/> centroids, in each panel the values of
/// one column side by side, so that one row's value meets all centroids of the panel in one vector instruction.</summary>
internal sealed class CentroidPanels
{
    /// <summary>Centroids of one panel.</summary>
    public const int Width = 16;

    private readonly float[] _values;
    private readonly float[] _squaredNorms;

    /// <summary>Room for <paramref name="count"/> centroids of <paramref name="dim"/> columns.</summary>
    public CentroidPanels(int count, int dim)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dim, 1);
        (Count, Dim, Panels) = (count, dim, ((count - 1) / Width) + 1);
        _values = new float[checked(Panels * Width * dim)];
        _squaredNorms = new float[Panels * Width];

        // Lanes past the last centroid are infinitely far, so that no row chooses them.
        _squaredNorms.AsSpan(count).Fill(float.PositiveInfinity);
    }

    /// <summary>Number of centroids.</summary>
    public int Count { get; }

    /// <summary>Number of columns.</summary>
    public int Dim { get; }

    /// <summary>Number of panels, the last one perhaps partly empty.</summary>
    public int Panels { get; }

    /// <summary>One panel's values, <see cref="Dim"/> × <see cref="Width"/>.</summary>
    public ReadOnlySpan<float> Values(int panel) => _values.AsSpan(panel * Width * Dim, Width * Dim);

    /// <summary>|c|² of one panel's centroids; infinite in empty lanes.</summary>
    public ReadOnlySpan<float> SquaredNorms(int panel) => _squaredNorms.AsSpan(panel * Width, Width);

    /// <summary>Puts centroids in, row-major, <see cref="Count"/> × <see cref="Dim"/>.</summary>
    public void Set(ReadOnlySpan<float> centroids)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(centroids.Length, Count * Dim);
        for (int centroid = 0; centroid < Count; centroid++)
        {
            (int panel, int lane) = Math.DivRem(centroid, Width);
            ReadOnlySpan<float> from = centroids.Slice(centroid * Dim, Dim);
            Span<float> to = _values.AsSpan(panel * Width * Dim, Width * Dim);
            double norm = 0;
            for (int column = 0; column < Dim; column++)
            {
                to[(column * Width) + lane] = from[column];
                norm += (double)from[column] * from[column];
            }

            _squaredNorms[centroid] = (float)norm;
        }
    }
}
