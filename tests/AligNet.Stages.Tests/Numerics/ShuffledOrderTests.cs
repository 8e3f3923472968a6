using AligNet.Numerics;

namespace AligNet.Tests.Numerics;

public sealed class ShuffledOrderTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(4, 9)]
    [InlineData(1, 2)]
    public void Batches_OverEpochs_VisitEachExampleOnceAnEpoch(int count, int batch)
    {
        var order = new ShuffledOrder(count, 7);
        int[] visited = [.. Enumerable.Range(0, 6 * count).SelectMany(step => Batch(order, step, batch))];
        foreach (int[] epoch in visited.Chunk(count).Where(epoch => epoch.Length == count))
        {
            Assert.Equal(Enumerable.Range(0, count), epoch.Order());
        }
    }

    [Fact]
    public void Batch_AskedForInAnyOrder_IsTheSame()
    {
        var forward = new ShuffledOrder(50, 7);
        int[][] batches = [.. Enumerable.Range(0, 20).Select(step => Batch(forward, step, 8))];
        foreach (int step in new[] { 19, 0, 7, 6, 13 })
        {
            Assert.Equal(batches[step], Batch(new ShuffledOrder(50, 7), step, 8));
            Assert.Equal(batches[step], Batch(forward, step, 8));
        }

        Assert.NotEqual(batches[0], Batch(new ShuffledOrder(50, 8), 0, 8));
    }

    private static int[] Batch(ShuffledOrder order, int step, int size)
    {
        int[] batch = new int[size];
        order.Batch(step, batch);
        return batch;
    }

    [Fact]
    public void Batch_WithBlocks_KeepsBlocksTogetherAndVisitsEveryExample()
    {
        var order = new ShuffledOrder(22, seed: 3, block: 5);
        int[] epoch = new int[22];
        order.Batch(0, epoch);

        Assert.Equal(Enumerable.Range(0, 22), epoch.Order());
        Assert.Equal(17, Enumerable.Range(0, 21).Count(index => epoch[index + 1] == epoch[index] + 1 && epoch[index + 1] % 5 != 0));
        Assert.NotEqual(Enumerable.Range(0, 22), epoch);
    }
}
