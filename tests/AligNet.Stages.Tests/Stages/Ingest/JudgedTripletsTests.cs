using AligNet.Artifacts;
using AligNet.Domain;
using AligNet.Stages.Ingest;

namespace AligNet.Tests.Stages.Ingest;

public class JudgedTripletsTests
{
    private static readonly JudgedTriplets Judged = new([new(0, 1, 2), new(1, 2, 3), new(3, 2, 0)], ["a", "b", "c"], [1, null, 3]);

    [Fact]
    public void Select_SomeRows_KeepsTheirTrialsAndRenumbers()
    {
        JudgedTriplets selected = Judged.Select([2, 1], [5, 6, 7, 8]);

        Assert.Equal([new Triplet(8, 7, 5), new Triplet(6, 7, 8)], selected.Triplets);
        Assert.Equal(["c", "b"], selected.Participants);
        Assert.Equal([3.0, null], selected.ResponseTimesMs);
    }

    [Fact]
    public void InContentOrder_AnyOrderOfRows_IsTheSameAndKeepsTrialsWithTheirTriplets()
    {
        JudgedTriplets judged = Judged with { Triplets = [.. Judged.Triplets, new(0, 1, 2), new(0, 1, 2), new(0, 1, 2)], Participants = ["a", "b", "c", "a", "d", "a"], ResponseTimesMs = [1, null, 3, null, 4, 2] };
        JudgedTriplets reversed = new([.. judged.Triplets.Reverse()], [.. judged.Participants.Reverse()], [.. judged.ResponseTimesMs.Reverse()]);

        JudgedTriplets ordered = judged.InContentOrder();

        Assert.Equal(ordered.Triplets, reversed.InContentOrder().Triplets);
        Assert.Equal(ordered.Participants, reversed.InContentOrder().Participants);
        Assert.Equal(ordered.ResponseTimesMs, reversed.InContentOrder().ResponseTimesMs);
        Assert.Equal(Rows(judged).Order(StringComparer.Ordinal), Rows(ordered).Order(StringComparer.Ordinal));

        static IEnumerable<string> Rows(JudgedTriplets some) => some.Triplets.Zip(some.Participants, some.ResponseTimesMs).Select(row => $"{row}");
    }

    [Fact]
    public void InContentOrder_ManyTriplets_NeighboursHaveNothingInCommon()
    {
        Triplet[] triplets = [.. Enumerable.Range(0, 1000).Select(number => new Triplet(number / 100, 100 + (number % 100), 300))];

        Triplet[] ordered = [.. new JudgedTriplets(triplets, [], []).InContentOrder().Triplets];

        Assert.InRange(ordered.Zip(ordered.Skip(1)).Count(pair => pair.First.First == pair.Second.First), 50, 150);
    }

    [Fact]
    public void Trials_OfWhatIsNotKnown_AreEmpty()
    {
        Assert.Equal(0, (Judged with { Participants = [], ResponseTimesMs = [] }).Select([0], [0, 1, 2, 3]).Trials().Rows);
        Table times = (Judged with { Participants = [] }).Trials();
        Assert.Equal(["", "", ""], times.Get<string>("participant"));
        Assert.Equal([null, null, null], (Judged with { ResponseTimesMs = [] }).Trials().Get<double?>("response_time_ms"));
    }
}
