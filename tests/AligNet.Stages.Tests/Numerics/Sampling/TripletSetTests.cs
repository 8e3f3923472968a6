using AligNet.Domain;
using AligNet.Numerics.Sampling;
using AligNet.Numerics;

namespace AligNet.Tests.Numerics.Sampling;

public sealed class TripletSetTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(int.MaxValue)]
    public void Add_ManyTriplets_AgreesWithAHashSetOfSortedOnes(int images)
    {
        var rng = new Pcg32(1);
        var set = new TripletSet(5000);
        var twin = new HashSet<(int, int, int)>();
        for (int draw = 0; draw < 5000; draw++)
        {
            int[] rows = [rng.NextInt(images), rng.NextInt(images), rng.NextInt(images)];
            var triplet = new Triplet(rows[0], rows[1], rows[2]);
            if (triplet.IsDistinct)
            {
                Array.Sort(rows);
                bool isNew = twin.Add((rows[0], rows[1], rows[2]));
                Assert.Equal(!isNew, set.Contains(triplet));
                Assert.Equal(isNew, set.Add(triplet));
            }
        }

        set.Clear();
        Assert.False(set.Contains(new Triplet(0, 1, 2)));
        Assert.True(set.Add(new Triplet(0, 1, 2)));
        Assert.False(set.Add(new Triplet(2, 0, 1)));
    }
}
