using AligNet.Domain.Sampling;
using AligNet.Numerics;

namespace AligNet.Tests.Domain.Sampling;

public sealed class BlockDeckTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(64)]
    public void Deal_ManyBlocks_GivesEveryImageItsTurn(int packet)
    {
        const int images = 1000, blockImages = 64, turns = 20;
        int[] groups = [.. Enumerable.Range(0, images).Select(image => (int)Math.Sqrt(image))];
        var deck = new BlockDeck(ImageGroups.Of([.. Enumerable.Range(0, images)], groups), packet, new Pcg32(4));
        int[] dealt = new int[images];
        for (int block = 0; block < turns * images / blockImages; block++)
        {
            ImageGroups chosen = deck.Deal(blockImages, evenly: false);
            int[] rows = [.. Enumerable.Range(0, blockImages).Select(chosen.Image)];
            Assert.Equal(blockImages, chosen.Count);
            Assert.Equal(blockImages, rows.Distinct().Count());
            foreach (int row in rows)
            {
                dealt[row]++;
            }
        }

        Assert.All(dealt, count => Assert.InRange(count, turns - 3, turns + 3));
    }

    [Fact]
    public void Deal_Packets_MostGroupsOfABlockHaveAPair()
    {
        int[] groups = [.. Enumerable.Range(0, 5000).Select(image => image % 500)];
        var deck = new BlockDeck(ImageGroups.Of([.. Enumerable.Range(0, 5000)], groups), 4, new Pcg32(4));
        for (int block = 0; block < 100; block++)
        {
            ImageGroups chosen = deck.Deal(64, evenly: false);
            Assert.InRange(chosen.Groups, 16, 23);
            Assert.True(chosen.GroupsOf(2) >= chosen.Groups - 1);
        }
    }
}
