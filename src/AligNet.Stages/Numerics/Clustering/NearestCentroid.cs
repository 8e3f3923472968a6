namespace AligNet.Numerics.Clustering;

/// <summary>The centroid nearest to each of a few rows, by |c|² − 2 x·c, which orders centroids as |x − c|² does.</summary>
/// <remarks>The form loses digits when rows lie far from the origin, so callers centre the data first.</remarks>
internal static class NearestCentroid
{
    /// <summary>Finds the nearest centroid of each row; the first of equals.</summary>
    /// <param name="rows">Row-major; the values of a multiple of <see cref="PanelProducts.Rows"/> rows, of which the first
    /// <paramref name="labels"/>.Length count.</param>
    /// <param name="panels">The centroids.</param>
    /// <param name="labels">Receives a centroid's number per row.</param>
    /// <param name="scores">Scratch space, at least one value a row.</param>
    public static void Assign(ReadOnlySpan<float> rows, CentroidPanels panels, Span<int> labels, Span<float> scores)
    {
        scores[..labels.Length].Fill(float.PositiveInfinity);
        labels.Clear();
        Span<float> products = stackalloc float[PanelProducts.Rows * CentroidPanels.Width];
        int group = PanelProducts.Rows * panels.Dim;
        for (int panel = 0; panel < panels.Panels; panel++)
        {
            ReadOnlySpan<float> norms = panels.SquaredNorms(panel);
            for (int first = 0; first < labels.Length; first += PanelProducts.Rows)
            {
                PanelProducts.Compute(rows.Slice(first * panels.Dim, group), panels.Values(panel), products);
                int last = Math.Min(first + PanelProducts.Rows, labels.Length);
                for (int row = first; row < last; row++)
                {
                    ReadOnlySpan<float> own = products.Slice((row - first) * CentroidPanels.Width, CentroidPanels.Width);
                    (float best, int label) = (scores[row], labels[row]);
                    for (int lane = 0; lane < CentroidPanels.Width; lane++)
                    {
                        float score = norms[lane] - (2 * own[lane]);
                        if (score < best)
                        {
                            (best, label) = (score, (panel * CentroidPanels.Width) + lane);
                        }
                    }

                    (scores[row], labels[row]) = (best, label);
                }
            }
        }
    }
}
