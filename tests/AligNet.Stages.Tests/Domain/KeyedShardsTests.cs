using AligNet.Domain;

namespace AligNet.Tests.Domain;

public sealed class KeyedShardsTests
{
    private const int Capacity = 16;

    [Fact]
    public void Divide_AnyNames_PutsEachIntoOneShardOfAtMostTheCapacity()
    {
        string[] names = Names(1000);
        IReadOnlyList<int[]> shards = KeyedShards.Divide(names, Capacity);
        Assert.Equal(Enumerable.Range(0, names.Length), shards.SelectMany(shard => shard).Order());
        Assert.All(shards, shard => Assert.InRange(shard.Length, 1, Capacity));
    }

    [Fact]
    public void Divide_OtherOrder_GivesTheSameShards()
    {
        string[] names = Names(300);
        string[] turned = [.. names.Reverse()];
        Assert.Equal(Contents(names), Contents(turned));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Divide_OneMoreOrFewer_ConcernsThePlaceOfThatOneAlone(bool fewer)
    {
        string[] names = Names(1000);
        HashSet<string> before = [.. Contents(names)];
        foreach (int changed in new[] { 3, 77, 500, 998 })
        {
            string[] after = fewer ? [.. names.Where((_, index) => index != changed)] : [.. names, $"new {changed}"];
            string[] made = [.. Contents(after).Where(shard => !before.Contains(shard))];

            // One shard, or the two that a full one is split into.
            Assert.InRange(made.Length, fewer ? 0 : 1, 2);
            Assert.InRange(made.Sum(shard => shard.Split('\n').Length), 0, Capacity + 1);
        }
    }

    [Fact]
    public void Divide_EqualNames_EndsAllTheSame() => Assert.Single(KeyedShards.Divide([.. Enumerable.Repeat("same", 40)], Capacity));

    [Fact]
    public void Divide_NoNames_GivesNoShards() => Assert.Empty(KeyedShards.Divide([], Capacity));

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(index => $"images/{index}.png")];

    private static string[] Contents(string[] names) => [.. KeyedShards.Divide(names, Capacity).Select(shard => string.Join('\n', shard.Select(item => names[item])))];
}
