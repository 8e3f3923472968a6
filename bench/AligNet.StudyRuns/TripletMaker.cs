using AligNet.Domain;
using AligNet.Numerics;

namespace AligNet.StudyRuns;

/// <summary>Clusters images, draws cluster-boundary triplets and labels them, the plain way.</summary>
internal sealed class TripletMaker(StudySettings settings, ulong seed)
{
    public LabelledTriplets Make(Representations rows)
    {
        var random = new Pcg32(seed);
        int[] cluster = Cluster(rows, settings.Clusters, random);
        var triplets = new Triplet[settings.LabelledTriplets];
        float[] similarities = new float[3 * triplets.Length];
        int[][] members = Members(cluster, Enumerable.Range(0, rows.Rows));
        const int PerBlock = 512;
        int[] order = [.. Enumerable.Range(0, rows.Rows)];
        for (int index = 0; index < triplets.Length; index++)
        {
            if (settings.BlockImages > 0 && index % PerBlock == 0)
            {
                random.Shuffle<int>(order);
                members = Members(cluster, order.Take(settings.BlockImages));
            }

            int own = Draw(members, random, 2);
            int other;
            do
            {
                other = Draw(members, random, 1);
            }
            while (other == own);

            int i = members[own][random.NextInt(members[own].Length)];
            int j;
            do
            {
                j = members[own][random.NextInt(members[own].Length)];
            }
            while (j == i);

            int k = members[other][random.NextInt(members[other].Length)];
            float Pair(int a, int b) => (float)Measures.Dot(rows.Row(a), rows.Row(b));
            (float ij, float ik, float jk) = (Pair(i, j), Pair(i, k), Pair(j, k));

            // Stored so that the odd one is last.
            float most = Math.Max(ij, Math.Max(ik, jk));
            (triplets[index], float[] ordered) = most == ij ? (new Triplet(i, j, k), new[] { ij, ik, jk })
                : most == ik ? (new Triplet(i, k, j), [ik, ij, jk])
                : (new Triplet(j, k, i), [jk, ij, ik]);
            ordered.CopyTo(similarities, 3 * index);
        }

        return new LabelledTriplets(triplets, similarities);
    }

    private static int[][] Members(int[] cluster, IEnumerable<int> rows) => [.. rows.GroupBy(row => cluster[row]).OrderBy(group => group.Key).Select(group => group.ToArray())];

    private static int Draw(int[][] members, Pcg32 random, int least)
    {
        int drawn;
        do
        {
            drawn = random.NextInt(members.Length);
        }
        while (members[drawn].Length < least);

        return drawn;
    }

    private static int[] Cluster(Representations rows, int k, Pcg32 random)
    {
        double[][] centres = new double[k][];
        double[] nearest = new double[rows.Rows];
        Array.Fill(nearest, double.MaxValue);
        double Squared(int row, double[] centre)
        {
            ReadOnlySpan<float> values = rows.Row(row);
            double sum = 0;
            for (int column = 0; column < centre.Length; column++)
            {
                sum += (values[column] - centre[column]) * (values[column] - centre[column]);
            }

            return sum;
        }

        for (int centre = 0; centre < k; centre++)
        {
            double left = random.NextDouble() * (centre == 0 ? rows.Rows : nearest.Sum());
            int pick = 0;
            while (pick < rows.Rows - 1 && (left -= centre == 0 ? 1 : nearest[pick]) > 0)
            {
                pick++;
            }

            centres[centre] = [.. rows.Row(pick).ToArray().Select(value => (double)value)];
            Parallel.For(0, rows.Rows, row => nearest[row] = Math.Min(nearest[row], Squared(row, centres[centre])));
        }

        int[] assigned = new int[rows.Rows];
        for (int iteration = 0; iteration < 50; iteration++)
        {
            Parallel.For(0, rows.Rows, row => assigned[row] = Enumerable.Range(0, k).MinBy(centre => Squared(row, centres[centre])));
            foreach (IGrouping<int, int> group in Enumerable.Range(0, rows.Rows).GroupBy(row => assigned[row]))
            {
                centres[group.Key] = [.. Enumerable.Range(0, rows.Dim).Select(column => group.Average(row => (double)rows.Row(row)[column]))];
            }
        }

        return assigned;
    }
}
