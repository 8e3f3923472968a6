using AligNet.Numerics;
using AligNet.Numerics.Clustering;
using AligNet.Tests.Reference;

namespace AligNet.Tests.Numerics.Clustering;

public sealed class NearestCentroidTests
{
    [Fact]
    public void Assign_OddShapes_AgreesWithTheSlowTwin()
    {
        var rng = new Pcg32(5);
        foreach (int dim in Enumerable.Range(1, 40).Append(65).Append(127))
        {
            foreach ((int count, int k) in new[] { (1, 1), (11, 3), (12, 16), (13, 17), (25, 33), (40, 47) })
            {
                float[] centroids = Gaussians(rng, k * dim);
                float[] padded = new float[(((count - 1) / PanelProducts.Rows) + 1) * PanelProducts.Rows * dim];
                Gaussians(rng, count * dim).CopyTo(padded, 0);
                var panels = new CentroidPanels(k, dim);
                panels.Set(centroids);
                int[] labels = new int[count];
                NearestCentroid.Assign(padded, panels, labels, new float[count]);

                for (int row = 0; row < count; row++)
                {
                    Assert.Equal(ReferenceKMeans.Nearest(padded.AsSpan(row * dim, dim), centroids), labels[row]);
                }
            }
        }
    }

    [Fact]
    public void Assign_EqualCentroids_TakesTheFirst()
    {
        var panels = new CentroidPanels(20, 3);
        panels.Set([.. Enumerable.Repeat(1f, 60)]);
        int[] labels = [7, 7];
        NearestCentroid.Assign(new float[PanelProducts.Rows * 3], panels, labels, new float[2]);

        Assert.Equal([0, 0], labels);
    }

    [Fact]
    public unsafe void Products_EitherVectorWidth_GivesTheSameBits()
    {
        var rng = new Pcg32(6);
        for (int dim = 1; dim <= 70; dim++)
        {
            float[] rows = Gaussians(rng, PanelProducts.Rows * dim), panel = Gaussians(rng, CentroidPanels.Width * dim);
            float[] wide = new float[PanelProducts.Rows * CentroidPanels.Width], narrow = new float[wide.Length];
            fixed (float* row = rows, centroids = panel, first = wide, second = narrow)
            {
                PanelProducts.Wide(row, centroids, first, dim);
                PanelProducts.Narrow(row, centroids, second, dim);
                PanelProducts.Narrow(row + (6 * dim), centroids, second + 96, dim);
            }

            Assert.Equal(wide, narrow);
        }
    }

    private static float[] Gaussians(Pcg32 rng, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)rng.NextGaussian())];
}
